// Every page while it arrives in pieces over a slow line, as on a phone or beside a busy processor: nothing that is
// painted moves when the rest comes, and when all is there, all is seen.

import assert from "node:assert/strict";
import test, { after, suite } from "node:test";
import { inPieces } from "./hosts.mjs";
import { moved, watchShifts } from "./shifts.mjs";
import { NARROW, WIDE, builtPages, launch } from "./site.mjs";

const PIECE = 700;
const SHARES = 4;
const PAGES = builtPages();
const host = await inPieces(PIECE);
const browser = await launch();
after(async () => {
  await browser.close();
  host.close();
});

/** A visitor who comes for the first time: nothing is kept of the site. */
async function visitor(viewport) {
  const context = await browser.newContext({ viewport, baseURL: host.address, serviceWorkers: "block" });
  const page = await context.newPage();
  await watchShifts(page);
  return page;
}

const settled = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

/** Words that stand on the page and are not painted. What a script wakes is awake when the page has loaded. */
const unseen = (page) => page.evaluate(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { parentElement, data } = texts.currentNode;
    const asleep = parentElement.closest("[data-asleep], script, noscript");
    if (data.trim() && !asleep && getComputedStyle(parentElement).visibility === "hidden") found.push(data);
  }
  return found;
});

suite("every page", { concurrency: SHARES }, () => {
  for (let share = 0; share < SHARES; share++) {
    test(`share ${share + 1} of ${SHARES}`, async (t) => {
      for (const path of PAGES.filter((_, at) => at % SHARES === share)) {
        await t.test(`/${path}`, async () => {
          for (const viewport of [NARROW, WIDE]) {
            const page = await visitor(viewport);
            await page.goto(path, { waitUntil: "load" });
            await settled(page);
            assert.deepEqual(await moved(page), [], `what moved at ${viewport.width} px`);
            assert.deepEqual(await unseen(page), [], `what is not painted at ${viewport.width} px`);
            await page.context().close();
          }
        });
      }
    });
  }
});

test("a page is painted while it arrives", async () => {
  const page = await visitor(WIDE);
  await page.goto("learn/static-and-dynamic-linking/", { waitUntil: "load" });
  const [painted, loaded] = await page.evaluate(() => [
    performance.getEntriesByName("first-contentful-paint")[0].startTime,
    performance.getEntriesByType("navigation")[0].responseEnd,
  ]);
  assert.ok(painted < loaded, `painted after ${painted} ms, all of it was there after ${loaded} ms`);
});
