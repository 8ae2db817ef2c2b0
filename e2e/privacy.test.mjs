// "Your file never leaves this machine", tried rather than believed: after a file is chosen nothing is sent,
// and nothing can be.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { choose, dockerfile } from "./report.mjs";
import { root, until, visitForTests } from "./site.mjs";

const MARKER = "final-stage-marker-5d1f0c";
const BLOCKED = [/Content Security Policy/, /violates the following/, /ERR_BLOCKED_BY_CSP/];
const site = await visitForTests();

/** A program that carries the marker in its name and behind its last byte. */
const marked = {
  name: `${MARKER}-app`,
  mimeType: "application/octet-stream",
  buffer: Buffer.concat([readFileSync(join(root, "content/samples/go-cgo")), Buffer.from(MARKER)]),
};

/** The page has everything it will ask for by itself; the icon comes last, and the browser fetches it. */
async function atRest(page) {
  await page.waitForLoadState("networkidle");
  await until(() => site.log.since(page.opened).some((request) => request.includes("favicon")));
}

/** Everything the page asks for from now on, as the browser and as the server see it. */
function watch(page) {
  const before = site.log.length();
  const seen = [];
  page.context().on("request", (request) => seen.push(request.url()));
  return {
    // A blob is this page's own memory: the analyzer's worker starts from one.
    asked: () => seen.filter((url) => !url.startsWith("blob:") && !url.startsWith("data:")),
    arrived: () => site.log.since(before),
  };
}

test("from the moment a file is chosen, no request is made", async (t) => {
  const page = await site.open(t, "");
  // The analyzer is fetched on intent; what comes after the choice is what counts.
  await page.locator("#file").focus();
  await atRest(page);
  const traffic = watch(page);
  await choose(page, marked);
  await page.locator(".rung input:visible").last().check();
  for (const fact of await page.locator(".facts details.fact > summary").all()) await fact.click();
  await dockerfile(page);
  await page.waitForLoadState("networkidle");
  assert.deepEqual(traffic.asked(), []);
  assert.deepEqual(traffic.arrived(), []);
});

test("a file chosen before the analyzer is there waits for it, and its name is in no request", async (t) => {
  const page = await site.open(t, "");
  const traffic = watch(page);
  await choose(page, marked);
  await page.getByText("Locked.").waitFor();
  for (const request of [...traffic.asked(), ...traffic.arrived()]) {
    assert.ok(!decodeURIComponent(request).includes(MARKER), request);
  }
});

test("fetch, beacon, image, form, frame, import, socket and worker are all stopped", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await atRest(page);
  await choose(page, marked);
  const traffic = watch(page);
  const stopped = await page.evaluate(async (marker) => {
    const address = (way) => `${location.origin}/?${way}=${marker}`;
    const refused = async (attempt) => attempt().then(() => false, () => true);
    const fetched = await refused(() => fetch(address("fetch"), { mode: "no-cors" }));
    const imported = await refused(() => import(address("import")));
    navigator.sendBeacon(address("beacon"), marker);
    new Image().src = address("image");
    const form = Object.assign(document.createElement("form"), { action: address("form"), method: "post" });
    const frame = Object.assign(document.createElement("iframe"), { src: address("frame"), name: "frame" });
    const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: address("sheet") });
    form.target = "frame";
    document.body.append(form, frame, sheet);
    form.submit();
    // Both may throw or fail later; whether they arrive is what counts.
    try { new WebSocket(address("socket").replace("http", "ws")); } catch {}
    try { new EventSource(address("events")); } catch {}
    const worker = new Worker(URL.createObjectURL(new Blob([
      `fetch("${address("worker")}").then(() => postMessage("sent"), () => postMessage("stopped"))`,
    ])));
    const fromWorker = await new Promise((done) => (worker.onmessage = ({ data }) => done(data)));
    return { fetched, imported, fromWorker };
  }, MARKER);
  assert.deepEqual(stopped, { fetched: true, imported: true, fromWorker: "stopped" });
  await page.waitForLoadState("networkidle");
  assert.deepEqual(traffic.arrived(), [], "nothing reached the server");
});

test("the visitor can try to break the lock, and sees each try fail", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await atRest(page);
  await page.getByText("Not locked yet.").waitFor();
  await choose(page, marked);
  const traffic = watch(page);
  await page.getByRole("button", { name: "Try to send something" }).click();
  await page.locator(".lock-attempts li").nth(2).waitFor();
  for (const attempt of await page.locator(".lock-attempts li").allInnerTexts()) {
    assert.match(attempt, /^(fetch|beacon|image): blocked by the browser/);
  }
  assert.deepEqual(traffic.arrived(), []);
});

test("without the lock the same tries do arrive, so the test above can fail", async (t) => {
  const page = await site.open(t, "");
  await atRest(page);
  const traffic = watch(page);
  await page.evaluate((marker) => fetch(`/?fetch=${marker}`), MARKER);
  assert.deepEqual(traffic.arrived(), [`GET /?fetch=${MARKER}`]);
});
