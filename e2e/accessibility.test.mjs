// No axe violation on any page, in both themes, at both widths, and with a report open.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { choose } from "./report.mjs";
import { folder } from "./together.mjs";
import { NARROW, root, visitForTests } from "./site.mjs";

const LESSON = "learn/static-and-dynamic-linking/";
const PAGES = ["", "learn/", LESSON, "dockerfile/", "proof/", "about/", "images/", "images/distroless-base-debian13/", "libraries/", "glossary/", "pages/", "embed/", "no/such/page"];
// Between them they have every kind of figure.
const FIGURES = ["learn/debian-slim/", "learn/go-and-cgo/", "learn/pid-1/", "learn/sizes-compared/", "learn/symbol-versions/"];
const SAMPLES = ["go-cgo", "c-libpq", "c-glibc-2.38", "c-windows", "go-static"];
const NOT_FOUND = [/status of 404/];
const site = await visitForTests();

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [undefined, NARROW]) {
    const look = { colorScheme, ...(viewport && { viewport }), announced: NOT_FOUND };
    const name = `${colorScheme}, ${viewport ? "390 px" : "1280 px"}`;

    for (const path of PAGES) {
      test(`/${path}, ${name}`, async (t) => {
        const page = await site.open(t, path, look);
        await page.waitForLoadState("networkidle");
        await holds(page);
      });
    }

    for (const path of FIGURES) {
      test(`/${path}, its figures open, ${name}`, async (t) => {
        const page = await site.open(t, path, look);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        await holds(page);
      });
    }

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
}

test("a page that is too odd to read has no violation either", async (t) => {
  const page = await site.open(t, "");
  const odd = Buffer.from(readFileSync(join(root, "content/samples/go-cgo")).subarray(0, 700));
  await choose(page, { name: "odd", mimeType: "", buffer: odd });
  await holds(page);
});

async function holds(page) {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page }).analyze();
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map((node) => node.html.slice(0, 160)).join(" | ")}`);
  assert.deepEqual(told, []);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0, "the page does not scroll sideways");
}
