// The tool's page, by what a visitor sees and does on it.

import assert from "node:assert/strict";

/** Chooses a file as the file dialogue would, and waits for what is said about it. */
export async function choose(page, file, input = "#file") {
  await page.locator(input).setInputFiles(file);
  await page.locator(".answer-line, .failure").waitFor();
}

/** Drops files from the disk on the middle of the page, through the browser's own drag and drop. */
export async function drop(page, files) {
  const browser = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize();
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) {
    await browser.send("Input.dispatchDragEvent", { type, x: width / 2, y: height / 2, data });
    // The browser drops only where the page has said, in answer to the event before, that it takes the files.
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  }
  await browser.detach();
}

/** The first line of the answer, once it is about `name`. */
export async function answerFor(page, name) {
  await page.locator(".zone-file .machine", { hasText: name }).waitFor();
  return page.locator(".answer-line").innerText();
}

/** The outcome that each rung shows, in words, by the image's slug. */
export async function rungs(page) {
  const pairs = await page.locator(".ladder .rung").evaluateAll((rungs) =>
    rungs.map((rung) => [rung.querySelector("input").value, rung.querySelector(".signal").textContent.trim()]),
  );
  return Object.fromEntries(pairs);
}

/** The rung that the answer advises. */
export const advised = (page) => page.locator(".rung", { hasText: "use this" }).locator("input");

/** The Dockerfile as it stands on the page. */
export async function dockerfile(page) {
  const steps = await page.locator(".dockerfile .step code").allTextContents();
  return steps.join("");
}

/** What the page says it read, and how long the analyzer took. */
export async function receipt(page) {
  const text = await page.locator(".receipt p").innerText();
  const parts = text.match(/^Read (.+) of (.+) in (\d+) slices? and (\d+) ms\.(?: Then searched all of the program in \d+ ms\.)?$/);
  assert.ok(parts, `the receipt says: ${text}`);
  return { read: parts[1], size: parts[2], slices: Number(parts[3]), milliseconds: Number(parts[4]) };
}
