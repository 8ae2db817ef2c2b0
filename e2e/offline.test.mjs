// Without a network: a reader who has been here goes on reading, searching and analysing. The site is served below a
// path, as many hosts do, by a server that can be switched off and that can bring a newer version.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import test, { after } from "node:test";
import { built, host } from "./hosts.mjs";
import { answerFor, choose } from "./report.mjs";
import { launch, root } from "./site.mjs";

const BELOW = "/final-stage/";
let newer = "";
const asked = [];

const { address: origin, close } = await host((path, response) => {
  asked.push(path);
  const found = path.startsWith(BELOW) && built(path.slice(BELOW.length - 1));
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": found.type, "cache-control": "no-cache" });
  response.end(path.endsWith("/sw.js") ? found.body.toString().replace(/(STORE = .*)`/, `$1${newer}\``) : found.body);
});
const address = new URL(BELOW, origin).href;
const browser = await launch();
after(async () => {
  await browser.close();
  close();
});

/** A page of a reader who has read one before, so that the site is kept. */
async function returning(t) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  t.after(() => context.close());
  const page = await context.newPage();
  page.problems = [];
  page.on("pageerror", (error) => page.problems.push(String(error)));
  await page.goto(`${address}learn/`);
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    while (active.state !== "activated") await new Promise((done) => setTimeout(done, 20));
  });
  return page;
}

test("offline, lessons are read, words are found, and a program is analysed", async (t) => {
  const page = await returning(t);
  await page.context().setOffline(true);
  await page.goto(`${address}learn/pid-1/`);
  await page.getByRole("heading", { level: 1, name: /PID 1/ }).waitFor();
  await page.keyboard.press("/");
  await page.locator("#search-for").fill("libssl.so.3");
  await page.locator("[role=option]").first().click();
  await page.waitForURL(/libraries\/#libssl/);
  await page.goto(address);
  await choose(page, join(root, "content/samples/go-cgo"));
  assert.match(await answerFor(page, "go-cgo"), /^Use gcr\.io\/distroless\//);
  await page.goto(`${address}no/such/page`);
  await page.getByRole("heading", { name: "No such file or directory" }).waitFor();
  assert.deepEqual(page.problems, []);
});

test("the store has the files of the build and nothing else, whatever was looked at or dropped", async (t) => {
  const page = await returning(t);
  await page.goto(`${address}?sample=go-static`);
  await page.locator(".answer-line").waitFor();
  await choose(page, { name: "marker-app", mimeType: "", buffer: readFileSync(join(root, "content/samples/go-cgo")) });
  const kept = await page.context().newPage();
  await kept.goto(`${address}about/`);
  const paths = await kept.evaluate(async () => {
    const names = await caches.keys();
    const stores = await Promise.all(names.map((name) => caches.open(name).then((store) => store.keys())));
    return stores.flat().map(({ url }) => url);
  });
  const listed = JSON.parse(readFileSync(join(root, "dist/sw.js"), "utf8").match(/FILES = (\[.*?\]);/)[1]);
  assert.deepEqual(paths.sort(), listed.map((file) => new URL(file, address).href).sort());
});

test("a locked page gets nothing from the service worker either, and starts none", async (t) => {
  const page = await returning(t);
  await page.goto(address);
  assert.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null), "the copy serves this page");
  await page.locator("#file").focus();
  await page.waitForLoadState("networkidle");
  await choose(page, join(root, "content/samples/go-cgo"));
  const before = asked.length;
  const outcome = await page.evaluate(async () => {
    const outcome = await fetch(new URL("about/", document.baseURI)).then(() => "answered", () => "stopped");
    const policy = await navigator.serviceWorker.register("./sw.js?other").then(() => "registered", () => "stopped");
    return { outcome, policy };
  });
  assert.deepEqual(outcome, { outcome: "stopped", policy: "stopped" });
  assert.deepEqual(asked.slice(before), []);
});

test("the tool's page starts no copy", async (t) => {
  const context = await browser.newContext();
  t.after(() => context.close());
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForLoadState("networkidle");
  assert.equal(await page.evaluate(() => navigator.serviceWorker.getRegistrations().then((all) => all.length)), 0);
});

test("a newer version is told of quietly, and comes with the next page", async (t) => {
  const page = await returning(t);
  await page.goto(`${address}glossary/`);
  newer = " newer";
  t.after(() => (newer = ""));
  const before = asked.length;
  await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
  await page.getByText("A newer version of this site is here").waitFor();
  assert.ok(!asked.slice(before).some((path) => path.endsWith(".wasm")), "what has not changed is not fetched again");
  await page.goto(`${address}about/`);
  const stores = await page.evaluate(() => caches.keys());
  assert.equal(stores.length, 2, "pages of the version before keep their files");
});
