"""Says who it is, or answers by HTTP."""

import http.server
import os
import sys


class Well(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200 if self.path == "/health" else 404)
        self.end_headers()


if sys.argv[1:] == ["serve"]:
    http.server.HTTPServer(("", 8080), Well).serve_forever()
with open("/proc/1/comm") as file:
    first = file.read().strip()
print(f"Python uid={os.getuid()} gid={os.getgid()} pid={os.getpid()} first={first}")
