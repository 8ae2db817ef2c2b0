// How much of a file the page reads and how long that takes: a program of 1 GB beside small ones, in turns in one
// run, from the page's own counters. `cargo xtask bench` calls it; nothing here is asserted.

import { closeSync, copyFileSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { programs } from "./programs.mjs";
import { choose, receipt } from "./report.mjs";
import { root, visit } from "./site.mjs";

const ROUNDS = 15;
const GIGABYTE = 1_000_000_000;

const directory = mkdtempSync(join(tmpdir(), "final-stage-bench-"));
const site = await visit();
try {
  await compare();
} finally {
  await site.close();
  rmSync(directory, { recursive: true });
}

async function compare() {
  const small = join(root, "content/samples/c-dynamic");
  const files = { small, "with 1 GB behind it": gigabyte(small), "real and large": programs("pandoc-bookworm")["pandoc-bookworm"] };
  const page = await site.browser.newPage();
  await page.goto(site.address);
  const taken = Object.fromEntries(Object.keys(files).map((name) => [name, []]));
  // The first round warms the analyzer up and is not counted; then the files take turns.
  for (let round = 0; round <= ROUNDS; round++) {
    for (const [name, path] of Object.entries(files)) {
      const cost = await once(page, path);
      if (round > 0) taken[name].push(cost);
    }
  }
  const base = median(taken.small.map(({ shown }) => shown));
  for (const [name, costs] of Object.entries(taken)) {
    const shown = median(costs.map(({ shown }) => shown));
    const [{ slices, read }] = costs;
    const size = (statSync(files[name]).size / 1e6).toFixed(1);
    console.log(`browser: ${name}: ${size} MB, ${read} in ${slices} slices, verdict after ${shown.toFixed(1)} ms, ${(shown / base).toFixed(2)} times small`);
  }
}

/** From the choice of the file to the verdict on the page. */
async function once(page, path) {
  const input = page.locator("#file");
  await page.evaluate(() => {
    document.querySelector("#file").addEventListener("change", () => (window.chosen = performance.now()), { once: true, capture: true });
    new MutationObserver((_, observer) => {
      if (!document.querySelector(".receipt")) return;
      window.shown = performance.now();
      observer.disconnect();
    }).observe(document.querySelector(".tool"), { childList: true, subtree: true });
  });
  await input.setInputFiles(path);
  await page.waitForFunction(() => window.shown > window.chosen);
  const shown = await page.evaluate(() => window.shown - window.chosen);
  const cost = { ...(await receipt(page)), shown };
  // A file that is no program takes the report away, so that the next one has to be built again.
  await choose(page, { name: "between", mimeType: "", buffer: Buffer.from("between\n") });
  await page.locator(".zone-file .machine", { hasText: "between" }).waitFor();
  await page.locator(".receipt").waitFor({ state: "detached" }).catch(() => {});
  return cost;
}

/** The program with nothing but holes behind it: as long as 1 GB, and read as such. */
function gigabyte(program) {
  const path = join(directory, "program-of-1-GB");
  copyFileSync(program, path);
  const file = openSync(path, "r+");
  ftruncateSync(file, GIGABYTE);
  closeSync(file);
  return path;
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
