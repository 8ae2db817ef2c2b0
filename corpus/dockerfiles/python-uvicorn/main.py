"""Says who it is when it is loaded, and answers by HTTP."""

import os

with open("/proc/1/comm") as file:
    first = file.read().strip()
print(f"Uvicorn uid={os.getuid()} gid={os.getgid()} pid={os.getpid()} first={first}", flush=True)


async def app(scope, receive, send):
    if scope["type"] != "http":
        return
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"well"})
