// The tool in a frame of another site: it works, it locks itself, and the page around it learns nothing.

import assert from "node:assert/strict";
import { once } from "node:events";
import http from "node:http";
import { join } from "node:path";
import test, { after } from "node:test";
import { root as source, visitForTests } from "./site.mjs";

const site = await visitForTests();
const around = http.createServer(({ url }, response) => {
  const root = new URL(url, "http://x").searchParams.get("root") ?? site.address;
  response.setHeader("content-type", "text/html");
  const script = "addEventListener('message', ({ data }) => (globalThis.heard ??= []).push(data))";
  response.end(`<!doctype html><title>x</title><script>${script}</script><iframe src="${root}embed/" width="900" height="800"></iframe>`);
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
  await frame.locator("#file").setInputFiles(join(source, "content/samples/go-cgo"));
  const before = site.log.length();
  await frame.locator(".answer-line").waitFor();
  assert.match(await frame.locator(".answer-line").innerText(), /^Use gcr\.io\/distroless\//);
  await frame.getByText("Locked.").waitFor();
  assert.deepEqual(site.log.since(before), []);
  assert.equal(await page.evaluate(() => globalThis.heard), undefined);
});

/** The site below a path, as many hosts have it. */
const below = http.createServer((request, response) => {
  const path = request.url.match(/^\/below(\/.*)$/)?.[1];
  if (!path) return response.writeHead(404).end();
  http.get(new URL(path, site.address), (answer) => {
    response.writeHead(answer.statusCode, answer.headers);
    answer.pipe(response);
  });
});
below.listen(0, "127.0.0.1");
await once(below, "listening");
after(() => {
  below.closeAllConnections();
  below.close();
});

for (const [where, address] of [["at the root of its host", () => site.address], ["below a path", () => `http://127.0.0.1:${below.address().port}/below/`]]) {
  test(`each kind of link in an embedded report leads somewhere, ${where}`, { timeout: 120_000 }, async (t) => {
    const root = address();
    const page = await site.open(t, `http://localhost:${around.address().port}/?root=${encodeURIComponent(root)}`, { announced: [/status of 404/] });
    const frame = page.frameLocator("iframe");
    await frame.locator("#file").setInputFiles(join(source, "content/samples/c-libpq"));
    await frame.getByText("Then searched all of the program").waitFor();
    await frame.locator("body").evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    const hrefs = await frame.locator(".report a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
    const kind = (href) => href.match(/^(?:\.\.\/)*(\w+)\//)?.[1] ?? "#";
    const kinds = new Map(hrefs.map((href) => [kind(href), href]));
    assert.deepEqual([...kinds.keys()].sort(), ["#", "dockerfile", "errors", "learn", "proof"]);
    kinds.delete("#");
    for (const [kind, href] of kinds) {
      const link = frame.locator(`.report a[href="${href}"]`).first();
      const [opened] = await Promise.all([page.context().waitForEvent("page"), link.click()]);
      await opened.waitForLoadState();
      assert.ok(opened.url().startsWith(`${root}${kind}/`), opened.url());
      assert.doesNotMatch(await opened.locator("h1").innerText(), /No such file/);
      const { hash } = new URL(opened.url());
      if (hash && kind !== "dockerfile") assert.equal(await opened.locator(hash).count(), 1, opened.url());
      await opened.close();
    }
    await frame.getByRole("link", { name: "What was read in the file" }).click();
    assert.equal(page.context().pages().length, 1, "a place in the report opens no other page");
    await frame.locator("#facts:target").waitFor();
    assert.equal(await frame.locator(".report").count(), 1);
  });
}

test("only this page may be framed, where the host sends headers", async () => {
  const { readFileSync } = await import("node:fs");
  const headers = readFileSync(join(source, "dist/_headers"), "utf8");
  const rules = Object.fromEntries(headers.split(/^(?=\/)/m).map((rule) => [rule.split("\n")[0], rule]));
  assert.match(rules["/*"], /frame-ancestors 'none'/);
  assert.match(rules["/embed/*"], /! Content-Security-Policy\n.*frame-ancestors \*/);
});
