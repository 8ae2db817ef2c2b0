// `dist/` as other hosts send it than the one of `site.mjs`: compressed, in pieces, or as a test wants it.

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
// Milliseconds between two pieces: longer than a frame, so that each can be painted.
const PAUSE = 20;
const ENCODERS = { br: brotliCompressSync, gzip: gzipSync };

/** What `dist/` has at a path that begins with a slash, if it has something there. */
export function built(path) {
  let file = join(root, "dist", path);
  if (existsSync(file) && statSync(file).isDirectory()) file = join(file, "index.html");
  return existsSync(file) ? { body: readFileSync(file), type: TYPES[extname(file)] ?? "application/octet-stream" } : undefined;
}

/** A host that answers to a path with `answer(path, response)`: its address, and what ends it. */
export async function host(answer) {
  const server = http.createServer(({ url }, response) => answer(url.split("?")[0], response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { address: `http://127.0.0.1:${server.address().port}/`, close };
}

/** The site as static hosts send it: what a phone waits for is measured behind it. `pages` are pages that are not in
 *  `dist/`, by path. */
export async function compressed(encoding, pages = {}) {
  const sent = new Map();
  return host((path, response) => {
    const found = path in pages ? { body: pages[path], type: TYPES[".html"] } : built(path);
    const { body, type } = found ?? built("/404.html");
    if (!sent.has(path)) sent.set(path, ENCODERS[encoding](body));
    response.writeHead(found ? 200 : 404, { "content-type": type, "content-encoding": encoding }).end(sent.get(path));
  });
}

/** The site over a line so slow that a browser paints the pages while they arrive, `size` bytes of the content at once. */
export async function inPieces(size) {
  return host(async (path, response) => {
    const found = built(path);
    if (!found) return response.writeHead(404).end();
    const { body, type } = found;
    response.writeHead(200, { "content-type": type });
    let at = type === TYPES[".html"] ? body.indexOf("<body>") + "<body>".length : body.length;
    response.write(body.subarray(0, at));
    for (; at < body.length; at += size) {
      await new Promise((done) => setTimeout(done, PAUSE));
      response.write(body.subarray(at, at + size));
    }
    response.end();
  });
}
