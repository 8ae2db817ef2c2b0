// The search through the whole file: it goes on beside the answer, can be stopped, gets over a stream that stalls,
// and lets nothing out.

import assert from "node:assert/strict";
import { mkdtempSync, openSync, ftruncateSync, closeSync, writeSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after } from "node:test";
import { choose } from "./report.mjs";
import { root, until, visitForTests } from "./site.mjs";

const PIECE = 2 ** 20;
const program = readFileSync(join(root, "content/samples/go-cgo"));
const site = await visitForTests();
const directory = mkdtempSync(join(tmpdir(), "final-stage-scan-"));
after(() => rmSync(directory, { recursive: true }));

/** A program with so many bytes behind it, sparse on the disk, and some of them written. */
function lengthened(name, size, written = {}) {
  const path = join(directory, name);
  const file = openSync(path, "w");
  writeSync(file, program);
  ftruncateSync(file, size);
  for (const [place, text] of Object.entries(written)) writeSync(file, text, Number(place));
  closeSync(file);
  return path;
}

/** Puts a script in front of the scanner's own, and counts what starts. The page makes its workers from blobs. */
const inScanner = (preamble) => (page) =>
  page.addInitScript((preamble) => {
    const Whole = Blob;
    window.scanners = 0;
    window.Blob = class extends Whole {
      constructor(parts, options) {
        const isScanner = parts.some((part) => typeof part === "string" && part.includes("getReader({ mode: \"byob\" })"));
        window.scanners += isScanner;
        super(isScanner ? [preamble, ...parts] : parts, options);
      }
    };
  }, preamble);

const hold = "const read = ReadableStreamBYOBReader.prototype.read; let reads = 0;";
const STALLS = `${hold} ReadableStreamBYOBReader.prototype.read = function (view) {
  return ++reads > 3 ? new Promise(() => {}) : read.call(this, view);
};`;
const NO_BYOB = "ReadableStream.prototype.getReader = () => { throw new TypeError(); };";
const FAILS = `${hold} ReadableStreamBYOBReader.prototype.read = function (view) {
  return ++reads > 3 ? Promise.reject(new Error("gone")) : read.call(this, view);
};`;

const done = (page) => page.locator(".receipt", { hasText: "Then searched all of the program" }).waitFor();

/** Remembers what the scanner tells the page. */
const listen = (page) =>
  page.addInitScript(() => {
    window.heard = [];
    const Real = Worker;
    window.Worker = class extends Real {
      set onmessage(listener) {
        super.onmessage = (event) => {
          if (event.data.hits) window.heard.push([...event.data.hits]);
          listener(event);
        };
      }
    };
  });

test("a small program is searched without a word about it", async (t) => {
  const page = await site.open(t, "", {
    before: (page) => page.addInitScript(() => {
      window.said = [];
      addEventListener("DOMContentLoaded", () => new MutationObserver(() => {
        window.said.push(document.querySelector(".search")?.textContent);
      }).observe(document, { subtree: true, childList: true, characterData: true }));
    }),
  });
  await choose(page, join(root, "content/samples/go-cgo"));
  await done(page);
  assert.deepEqual((await page.evaluate(() => window.said)).filter(Boolean), []);
});

test("the verdict stands while a long file is searched, which can be stopped", async (t) => {
  const page = await site.open(t, "");
  await choose(page, lengthened("long", 6e9));
  assert.match(await page.locator(".answer-line").innerText(), /^Use gcr\.io\/distroless\/base/);
  const progress = page.locator(".search", { hasText: /Looking for what it needs at run time: \d+ of 6000 MB/ });
  await progress.waitFor();
  // The page answers while the search goes on.
  await page.locator(".rung input:visible").last().check();
  await page.getByLabel("Messages as printed by").selectOption("Podman");
  assert.equal(page.workers().length, 2);
  await page.getByRole("button", { name: "Stop" }).click();
  await page.getByText("Stopped. What it needs at run time was not looked for.").waitFor();
  assert.equal(page.workers().length, 1);
  assert.match(await page.locator(".answer-line").innerText(), /^Use gcr/);
  assert.doesNotMatch(await page.locator(".receipt").innerText(), /searched/);
});

test("another file ends the search through the one before", async (t) => {
  const page = await site.open(t, "");
  await choose(page, lengthened("longer", 6e9));
  await page.getByRole("button", { name: "Stop" }).waitFor();
  await page.locator("#file").setInputFiles(join(root, "content/samples/go-static"));
  await page.locator(".zone-file .machine", { hasText: "go-static" }).waitFor();
  await done(page);
  assert.equal(await page.getByRole("button", { name: "Stop" }).count(), 0);
});

test("no request is made while a file is searched", async (t) => {
  const page = await site.open(t, "");
  await page.locator("#file").focus();
  const arrived = (part) => site.log.since(page.opened).some((request) => request.includes(part));
  await until(() => ["worker-", "judge-", "scanner-", "italic", "semibold"].every(arrived));
  await page.waitForLoadState("networkidle");
  const asked = [];
  page.on("request", (request) => request.url().startsWith("blob:") || asked.push(request.url()));
  await choose(page, join(root, "content/samples/go-cgo"));
  await done(page);
  assert.deepEqual(asked, []);
});

test("the scanner, which has the file, can send nothing", async (t) => {
  const page = await site.open(t, "", { announced: [/Content Security Policy/, /violates the following/, /ERR_BLOCKED_BY_CSP/] });
  await choose(page, lengthened("locked", 6e9));
  await page.getByRole("button", { name: "Stop" }).waitFor();
  const scanner = page.workers().at(-1);
  const before = site.log.length();
  const send = (address) => fetch(address).then(() => "sent", () => "stopped");
  assert.equal(await scanner.evaluate(send, `${site.address}?scanner`), "stopped");
  assert.deepEqual(site.log.since(before), []);
});

test("hits are the same by stream, by slices, and after a stream that stalls or fails, across every border", async (t) => {
  // One text across the borders of the first pieces, one in the middle of a piece, one at the very end.
  const [size, mark] = [9 * PIECE + 77, "/etc/nsswitch.conf"];
  const written = { [5 * PIECE + 1000]: "/usr/share/zoneinfo" };
  for (let border = 2; border < 9; border++) written[border * PIECE - border] = mark;
  written[size - 13] = "/etc/gai.conf";
  const path = lengthened("borders", size, written);
  assert.equal(statSync(path).size, size);
  const found = {};
  for (const [way, preamble] of Object.entries({ stream: "", slices: NO_BYOB, stalled: STALLS, failed: FAILS })) {
    const page = await site.open(t, "", { before: async (page) => { await listen(page); await inScanner(preamble)(page); } });
    await choose(page, path);
    await done(page);
    assert.equal(await page.evaluate(() => window.scanners), 1, "the preamble was put in front of the scanner");
    [found[way]] = await page.evaluate(() => window.heard);
    // A hit is packed with its text and then its count.
    const text = Buffer.from(found[way]).toString("latin1");
    for (const hit of ["/etc/nsswitch.conf\x07", "/usr/share/zoneinfo\x01", "/etc/gai.conf\x01"]) assert.ok(text.includes(hit), `${way}: ${text}`);
  }
  for (const [way, hits] of Object.entries(found)) assert.deepEqual(hits, found.stream, way);
});
