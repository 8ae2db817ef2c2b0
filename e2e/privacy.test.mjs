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
  // The fonts come when all of the analyzer is there.
  const asked = (part) => site.log.since(page.opened).some((request) => request.includes(part));
  await until(() => ["worker-", "judge-", "scanner-", "italic", "semibold"].every(asked));
  await atRest(page);
  const traffic = watch(page);
  await choose(page, marked);
  await page.locator(".rung input:visible").last().check();
  for (const fact of await page.locator(".facts details.fact > summary").all()) await fact.click();
  // Whatever the page asked for before this is answered has been told by then.
  await dockerfile(page);
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

test("fetch, import, beacon, image, form, frame, style sheet, socket and event stream are all stopped", { timeout: 60_000 }, async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await atRest(page);
  await choose(page, marked);
  const traffic = watch(page);
  const stopped = await page.evaluate(async (marker) => {
    const stopped = new Set();
    document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
      const way = URL.canParse(blockedURI) ? new URL(blockedURI).search.match(/^\?(.+)=/)?.[1] : undefined;
      stopped.add(way);
    });
    const address = (way) => `${location.origin}/?${way}=${marker}`;
    const add = (name, properties) => {
      const element = Object.assign(document.createElement(name), properties);
      document.body.append(element);
      return element;
    };
    const ways = {
      fetch: () => fetch(address("fetch"), { mode: "no-cors" }).catch(() => {}),
      import: () => import(address("import")).catch(() => {}),
      beacon: () => navigator.sendBeacon(address("beacon"), marker),
      image: () => (new Image().src = address("image")),
      form: () => add("form", { action: address("form"), method: "post" }).submit(),
      frame: () => add("iframe", { src: address("frame") }),
      sheet: () => add("link", { rel: "stylesheet", href: address("sheet") }),
      socket: () => new WebSocket(address("socket").replace("http", "ws")),
      events: () => new EventSource(address("events")),
    };
    for (const way of Object.values(ways)) {
      try { await way(); } catch {}
    }
    // The browser tells of each in a task of its own; one that it lets pass is never told, and the test runs out.
    while (Object.keys(ways).some((way) => !stopped.has(way))) await new Promise((done) => setTimeout(done, 20));
    return [...stopped];
  }, MARKER);
  assert.ok(stopped.length >= 9);
  assert.deepEqual(traffic.arrived(), [], "nothing reached the server");
});

test("the analyzer's worker, which has the file, can send nothing either", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await atRest(page);
  await choose(page, marked);
  const traffic = watch(page);
  const [analyzer] = page.workers();
  const send = (address) => fetch(address).then(() => "sent", () => "stopped");
  assert.equal(await analyzer.evaluate(send, `${site.address}?worker=${MARKER}`), "stopped");
  assert.deepEqual(traffic.arrived(), []);
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
