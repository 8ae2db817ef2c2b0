// Says who it is, or answers by HTTP.
const fs = require("node:fs");
const http = require("node:http");

if (process.argv[2] === "serve") {
  http.createServer((request, response) => {
    response.statusCode = request.url === "/health" ? 200 : 404;
    response.end();
  }).listen(8080);
} else {
  const first = fs.readFileSync("/proc/1/comm", "utf8").trim();
  console.log(`Node.js uid=${process.getuid()} gid=${process.getgid()} pid=${process.pid} first=${first}`);
}
