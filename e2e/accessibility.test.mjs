// No axe violation on any page of the site, in both themes, at both widths, with everything on it open; nor with a
// report, a search or a folder shown. And nothing on any page moves once it is painted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test, { suite } from "node:test";
import { isAccessible, openAll } from "./axe.mjs";
import { choose } from "./report.mjs";
import { folder } from "./together.mjs";
import { moved, watchShifts } from "./shifts.mjs";
import { NARROW, WIDE, builtPages, root, visitForTests } from "./site.mjs";

const LESSON = "learn/static-and-dynamic-linking/";
const PAGES = builtPages();
const SHARES = 2;
const SAMPLES = ["go-cgo", "c-libpq", "c-glibc-2.38", "c-windows", "go-static"];
const site = await visitForTests();

test("the built site was found", () => assert.ok(PAGES.length > 100, `${PAGES.length} pages`));

// Two at once, and each goes through its share in one page: a context of its own for every page costs the browser more
// than axe does.
suite("every page", { concurrency: SHARES }, () => {
  for (let share = 0; share < SHARES; share++) {
    test(`share ${share + 1} of ${SHARES}`, async (t) => {
      const page = await site.open(t, "", { serviceWorkers: "block", before: watchShifts });
      for (const path of PAGES.filter((_, at) => at % SHARES === share)) {
        await t.test(`/${path}`, async () => {
          for (const viewport of [NARROW, WIDE]) {
            await page.setViewportSize(viewport);
            await page.goto(path, { waitUntil: "networkidle" });
            assert.deepEqual(await moved(page), [], `what moved at ${viewport.width} px`);
          }
          await openAll(page);
          await isAccessible(page);
        });
      }
    });
  }
});

test("a page that is missing", async (t) => {
  const page = await site.open(t, "no/such/page", { announced: [/status of 404/] });
  await isAccessible(page);
});

test("the search, with results", async (t) => {
  const page = await site.open(t, LESSON);
  await page.keyboard.press("/");
  await page.locator("#search-for").fill("zombie");
  await page.locator("[role=option]").first().waitFor();
  await isAccessible(page);
});

test("a folder with two programs and their library", async (t) => {
  const page = await site.open(t, "");
  await choose(page, folder(t, { "one": "origin-with-a-library/app", "two": "origin-with-a-library/app", "lib/libanswer.so": "origin-with-a-library/lib/libanswer.so" }), "#folder");
  await page.locator(".handed select").waitFor();
  await isAccessible(page);
});

for (const sample of SAMPLES) {
  test(`the report on ${sample}, everything open`, async (t) => {
    const page = await site.open(t, "");
    await choose(page, join(root, "content/samples", sample));
    await openAll(page);
    await isAccessible(page);
  });
}

test("a page that is too odd to read has no violation either", async (t) => {
  const page = await site.open(t, "");
  const odd = Buffer.from(readFileSync(join(root, "content/samples/go-cgo")).subarray(0, 700));
  await choose(page, { name: "odd", mimeType: "", buffer: odd });
  await isAccessible(page);
});
