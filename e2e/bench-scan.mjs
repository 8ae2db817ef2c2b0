// The search through a whole file against a bare read of it by the same stream, in turns in one run; what that
// holds in memory; and many searches in a row. `cargo xtask bench browser` starts it and says in $GIGABYTE and $TEXT
// where the files are; nothing here is asserted.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { launch, root } from "./site.mjs";

const ROUNDS = Number(process.env.ROUNDS ?? 7);
const IN_A_ROW = Number(process.env.IN_A_ROW ?? 20);

const dist = join(root, "dist");
const built = (pattern) => readFileSync(join(dist, readdirSync(dist).find((name) => pattern.test(name))));
const module = built(/^scanner-.*\.wasm$/).toString("base64");
// Tells along with the hits whether the stream was given up.
const scan = swapped(String(built(/^scanner-.*\.js$/)), [
  ["await byStream();", "await byStream();\nconst gaveUp = at < file.size;"],
  ["postMessage({ hits:", "postMessage({ gaveUp, hits:"],
]);
// The same without a byte looked at.
const bare = swapped(scan, [
  ["new Uint8Array(memory.buffer, scan.chunk(), bytes.length).set(bytes);", ""],
  ["scan.feed(bytes.length);", ""],
]);

const browser = await launch();
try {
  // A page without a policy, so that workers can be made of what stands here.
  const page = await browser.newPage();
  await page.route("http://bench.localhost/", (route) => route.fulfill({ contentType: "text/html", body: "<input type=file>" }));
  await page.goto("http://bench.localhost/");
  await page.evaluate(prepare, { module, scan, bare });
  for (const [name, path] of [["code", process.env.GIGABYTE], ["constants", process.env.TEXT]]) {
    await page.locator("input").setInputFiles(path);
    await compare(page, name);
  }
  await manyInARow(page);
} finally {
  await browser.close();
}

async function compare(page, name) {
  await run(page, "bare");
  const ratios = [];
  for (let round = 0; round < ROUNDS; round++) {
    const [read, searched] = [await run(page, "bare"), await run(page, "scan")];
    ratios.push(read.milliseconds / searched.milliseconds);
    console.log(`  ${(read.size / read.milliseconds / 1e3).toFixed(0)} and ${(searched.size / searched.milliseconds / 1e3).toFixed(0)} MB/s${read.gaveUp || searched.gaveUp ? ", a stream stalled" : ""}`);
  }
  const ratio = ratios.toSorted((a, b) => a - b)[ratios.length >> 1];
  console.log(`1 GB of ${name}: bare read / search ${ratio.toFixed(2)} (at least 0.75)`);
}

async function manyInARow(page) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const held = () => processInfo.reduce((sum, { id }) => sum + anonymous(id), 0);
  const idle = held();
  let most = 0;
  let gaveUp = 0;
  const watch = setInterval(() => (most = Math.max(most, held())), 50);
  for (let scan = 0; scan < IN_A_ROW; scan++) gaveUp += (await run(page, "scan")).gaveUp;
  clearInterval(watch);
  console.log(`${IN_A_ROW} searches in a row came to their end, ${gaveUp} streams stalled and were read on by slices`);
  console.log(`memory over idle, all processes of the browser: ${((most - idle) / 1e6).toFixed(0)} MB at most`);
}

/** Bytes of a process that are no file's. */
function anonymous(id) {
  try {
    return Number(readFileSync(`/proc/${id}/status`, "utf8").match(/^RssAnon:\s+(\d+) kB$/m)?.[1] ?? 0) * 1024;
  } catch {
    return 0;
  }
}

function run(page, kind) {
  return page.evaluate((kind) => window.run(kind), kind);
}

function prepare({ module, ...scripts }) {
  const bytes = Uint8Array.from(atob(module), (character) => character.charCodeAt());
  const compiled = new WebAssembly.Module(bytes);
  window.run = (kind) => new Promise((done, failed) => {
    const worker = new Worker(URL.createObjectURL(new Blob([scripts[kind]], { type: "text/javascript" })));
    const [file] = document.querySelector("input").files;
    const began = performance.now();
    worker.onerror = failed;
    worker.onmessage = ({ data: { hits, gaveUp } }) => {
      if (!hits) return;
      worker.terminate();
      done({ milliseconds: performance.now() - began, size: file.size, gaveUp });
    };
    worker.postMessage({ module: compiled, file });
  });
}

function swapped(text, pairs) {
  for (const [from, to] of pairs) {
    if (!text.includes(from)) throw new Error(`the scanner's script does not hold ${from}`);
    text = text.replace(from, to);
  }
  return text;
}
