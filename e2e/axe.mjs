// What holds of every page, whatever is open on it: axe finds nothing, and it does not scroll sideways.

import assert from "node:assert/strict";
import axe from "axe-core";
import { NARROW, WIDE } from "./site.mjs";

// A page of 1280 px at four times its size (WCAG 2.2, 1.4.10).
export const NARROWEST = { width: 320, height: 640 };

/** Opens whatever is folded. */
export const openAll = (page) => page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));

/** The page as it stands now, in both themes at both widths; `where` is told with what is found. */
export async function isAccessible(page, where = "") {
  const before = page.viewportSize();
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const viewport of [WIDE, NARROW]) {
      await page.setViewportSize(viewport);
      const look = `${where} ${colorScheme}, ${viewport.width} px`;
      assert.deepEqual(await violations(page), [], look);
      await fits(page, look);
    }
  }
  await page.setViewportSize(NARROWEST);
  await fits(page, `${where} ${NARROWEST.width} px`);
  await page.setViewportSize(before);
}

// No page here has frames, so axe runs in the page at once: its wrapper would hand the whole script over anew for each
// look, and open a page of its own to put the results of frames together.
async function violations(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const found = await page.evaluate(async () => (await axe.run(document, { resultTypes: ["violations"] })).violations);
  return found.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
}

async function fits(page, look) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `${look}: the page does not scroll sideways`);
}
