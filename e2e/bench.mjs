// How much of a file the page reads and how long that takes: a program of 1 GB beside a small one and the largest
// real one, in turns in one run, from the page's own counters. `cargo xtask bench browser` starts it and says in
// $SMALL, $GIGABYTE and $SMALL_MADE_GIGABYTE where they are; nothing here is asserted.

import { statSync } from "node:fs";
import { basename } from "node:path";
import { programs } from "./programs.mjs";
import { receipt } from "./report.mjs";
import { visit } from "./site.mjs";

const ROUNDS = 15;

const site = await visit();
try {
  await compare();
} finally {
  await site.close();
}

async function compare() {
  const files = { small: process.env.SMALL, "1 GB": process.env.GIGABYTE, ...programs("pandoc-bookworm") };
  // Length alone: the small program with a section of 1 GB added. The other one also has more to read and to show.
  files["small, made 1 GB"] = process.env.SMALL_MADE_GIGABYTE;
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
    const [{ slices, read }] = costs;
    const [shown, analyzed] = [median(costs.map(({ shown }) => shown)), median(costs.map(({ milliseconds }) => milliseconds))];
    const size = (statSync(files[name]).size / 1e6).toFixed(1);
    console.log(`${name} (${size} MB): ${read} read in ${slices} slices; analyzer ${analyzed} ms, verdict on the page after ${shown.toFixed(1)} ms`);
    if (name !== "small") console.log(`  ${(shown / base).toFixed(2)} times small`);
  }
}

/** From the choice of the file to the verdict on the page. */
async function once(page, path) {
  await page.evaluate((name) => {
    const input = document.querySelector("#file");
    input.addEventListener("change", () => (window.chosen = performance.now()), { once: true, capture: true });
    new MutationObserver((_, observer) => {
      // The strip names the file at once; the receipt comes with the answer, and goes with the next question.
      if (document.querySelector(".zone-file .machine")?.textContent !== name) return;
      if (!document.querySelector(".receipt")) return;
      window.shown = performance.now();
      observer.disconnect();
    }).observe(document.querySelector("[data-island=tool]"), { childList: true, subtree: true, characterData: true });
  }, basename(path));
  await page.locator("#file").setInputFiles(path);
  await page.waitForFunction(() => window.shown > window.chosen);
  const shown = await page.evaluate(() => window.shown - window.chosen);
  return { ...(await receipt(page)), shown };
}

function median(numbers) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[sorted.length >> 1];
}
