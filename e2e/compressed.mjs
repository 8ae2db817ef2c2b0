// `dist/` as a static host sends it: compressed. What a phone waits for is measured behind it.

import { existsSync, readFileSync, statSync } from "node:fs";
import http from "node:http";
import { once } from "node:events";
import { extname, join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { root } from "./site.mjs";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};
const ENCODERS = { br: brotliCompressSync, gzip: gzipSync };

/** The site at an address, and what ends it. `pages` are pages that are not in `dist/`, by path. */
export async function serveCompressed(encoding, pages = {}) {
  const compressed = new Map();
  const server = http.createServer(({ url }, response) => {
    const path = url.split("?")[0];
    const file = join(root, "dist", path.endsWith("/") ? `${path}index.html` : path);
    const found = path in pages || (existsSync(file) && statSync(file).isFile());
    if (!compressed.has(path)) {
      compressed.set(path, ENCODERS[encoding](pages[path] ?? readFileSync(found ? file : join(root, "dist", "404.html"))));
    }
    const type = TYPES[found && !path.endsWith("/") ? extname(path) : ".html"] ?? "application/octet-stream";
    response.writeHead(found ? 200 : 404, { "content-type": type, "content-encoding": encoding }).end(compressed.get(path));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}
