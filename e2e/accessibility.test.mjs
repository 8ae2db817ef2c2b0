// No axe violation on any page of the site, in both themes, at both widths, with everything on it open; nor with a
// report, a search or a folder shown.

import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import test, { suite } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { choose } from "./report.mjs";
import { folder } from "./together.mjs";
import { NARROW, WIDE, root, visitForTests } from "./site.mjs";

const LESSON = "learn/static-and-dynamic-linking/";
const built = globSync("**/index.html", { cwd: join(root, "dist") });
const PAGES = [...built.map((file) => file.slice(0, -"index.html".length)).sort(), "no/such/page"];
const LOOKS = ["light", "dark"].flatMap((colorScheme) => [WIDE, NARROW].map((viewport) => ({ colorScheme, viewport })));
// A page of 1280 px at four times its size (WCAG 2.2, 1.4.10).
const NARROWEST = { width: 320, height: 640 };
const SAMPLES = ["go-cgo", "c-libpq", "c-glibc-2.38", "c-windows", "go-static"];
const NOT_FOUND = [/status of 404/];
const site = await visitForTests();

test("the built site was found", () => assert.ok(PAGES.length > 100, `${PAGES.length} pages`));

// Two at once: a page's browser process is one thread.
suite("every page", { concurrency: 2 }, () => {
  for (const path of PAGES) {
    test(`/${path}`, async (t) => {
      const page = await site.open(t, path, { announced: NOT_FOUND });
      await page.waitForLoadState("networkidle");
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      for (const { colorScheme, viewport } of LOOKS) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(viewport);
        await holds(page, `${colorScheme}, ${viewport.width} px`);
      }
      await page.setViewportSize(NARROWEST);
      await fits(page, `${NARROWEST.width} px`);
    });
  }
});

for (const { colorScheme, viewport } of LOOKS) {
  const look = { colorScheme, viewport };
  const name = `${colorScheme}, ${viewport.width} px`;

  test(`the search, with results, ${name}`, async (t) => {
    const page = await site.open(t, LESSON, look);
    await page.keyboard.press("/");
    await page.locator("#search-for").fill("zombie");
    await page.locator("[role=option]").first().waitFor();
    await holds(page);
  });

  test(`a folder with two programs and their library, ${name}`, async (t) => {
    const page = await site.open(t, "", look);
    await choose(page, folder(t, { "one": "origin-with-a-library/app", "two": "origin-with-a-library/app", "lib/libanswer.so": "origin-with-a-library/lib/libanswer.so" }), "#folder");
    await page.locator(".handed select").waitFor();
    await holds(page);
  });

  for (const sample of SAMPLES) {
    test(`the report on ${sample}, everything open, ${name}`, async (t) => {
      const page = await site.open(t, "", look);
      await choose(page, join(root, "content/samples", sample));
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      await holds(page);
    });
  }
}

test("a page that is too odd to read has no violation either", async (t) => {
  const page = await site.open(t, "");
  const odd = Buffer.from(readFileSync(join(root, "content/samples/go-cgo")).subarray(0, 700));
  await choose(page, { name: "odd", mimeType: "", buffer: odd });
  await holds(page);
});

async function holds(page, look = "") {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  // In one go: no page here has frames, for whose sake the other mode opens a page of its own.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(told, [], look);
  await fits(page, look);
}

async function fits(page, look) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, `${look} the page does not scroll sideways`);
}
