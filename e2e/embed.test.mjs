// The tool in a frame of another site: it works, it locks itself, and the page around it learns nothing.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { join } from "node:path";
import test, { after } from "node:test";
import { root, visitForTests } from "./site.mjs";

const site = await visitForTests();
const around = http.createServer((_, response) => {
  response.setHeader("content-type", "text/html");
  const script = "addEventListener('message', ({ data }) => (globalThis.heard ??= []).push(data))";
  response.end(`<!doctype html><title>x</title><script>${script}</script><iframe src="${site.address}embed/" width="900" height="800"></iframe>`);
});
around.listen(0, "127.0.0.1");
await once(around, "listening");
after(() => {
  around.closeAllConnections();
  around.close();
});

test("a program is judged in a frame, and nothing gets out of it", async (t) => {
  const page = await site.open(t, `http://localhost:${around.address().port}/`, { announced: [/status of 404/] });
  const frame = page.frameLocator("iframe");
  await frame.locator("#file").focus();
  await page.waitForLoadState("networkidle");
  await frame.locator("#file").setInputFiles(join(root, "content/samples/go-cgo"));
  const before = site.log.length();
  await frame.locator(".answer-line").waitFor();
  assert.match(await frame.locator(".answer-line").innerText(), /^Use gcr\.io\/distroless\//);
  await frame.getByText("Locked.").waitFor();
  assert.deepEqual(site.log.since(before), []);
  assert.equal(await page.evaluate(() => globalThis.heard), undefined);
});

test("only this page may be framed, where the host sends headers", async () => {
  const { readFileSync } = await import("node:fs");
  const headers = readFileSync(join(root, "dist/_headers"), "utf8");
  const rules = Object.fromEntries(headers.split(/^(?=\/)/m).map((rule) => [rule.split("\n")[0], rule]));
  assert.match(rules["/*"], /frame-ancestors 'none'/);
  assert.match(rules["/embed/*"], /! Content-Security-Policy\n.*frame-ancestors \*/);
});
