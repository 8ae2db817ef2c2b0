// The image explorer: lists that thin out while one types, and another image beside this one. Links bring both back, and
// without scripts the lists and the links to comparisons are there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { isAccessible, openAll } from "./axe.mjs";
import { root, visitForTests } from "./site.mjs";

const site = await visitForTests();
const SLIM = "images/debian-trixie-slim/";
const listing = (slug) => JSON.parse(readFileSync(join(root, `dist/images/${slug}/listing.json`), "utf8"));
const shownRows = (page) => page.locator(".img-libraries tbody tr:visible");

test("typing thins out libraries and packages, counts them, and stands in the address", async (t) => {
  const page = await site.open(t, SLIM);
  const all = await shownRows(page).count();
  await page.locator("#find").fill("GLIBC_2");
  assert.match(await page.locator("#find-said").innerText(), new RegExp(`^\\d+ of ${all} libraries, 0 of \\d+ packages\\.$`));
  await page.locator("#find").fill("libz.so");
  assert.match(await page.locator("#find-said").innerText(), /^1 of /);
  assert.match(await shownRows(page).innerText(), /libz\.so\.1/);
  assert.equal(new URL(page.url()).hash, "#find=libz.so");
  await page.reload();
  assert.equal(await page.locator("#find").inputValue(), "libz.so");
  assert.equal(await shownRows(page).count(), 1);
  await page.locator("#find").fill("");
  assert.equal(await shownRows(page).count(), all);
  assert.equal(new URL(page.url()).hash, "");
});

test("what an image has not is looked for in all of them", async (t) => {
  const page = await site.open(t, SLIM);
  await page.locator("#find").fill("libpq.so");
  await page.getByText("Nothing here has \u201clibpq.so\u201d in it.").waitFor();
  await page.getByRole("link", { name: "Look in all images" }).click();
  await page.waitForURL(/libraries\/#find=libpq/);
  assert.match(await page.locator("#find-said").innerText(), /^1 of \d+ sonames\.$/);
  assert.match(await page.locator(".lib-list > div:visible").innerText(), /libpq\.so\.5/);
  // A place that the field hides is shown when it is asked for.
  await page.evaluate(() => (location.hash = "#libz.so.1"));
  await page.locator("[id='libz.so.1']").waitFor();
  assert.equal(await page.locator("#find").inputValue(), "");
});

test("another image stands beside this one, with what only one has", async (t) => {
  const page = await site.open(t, "images/distroless-base-nossl-debian13/");
  await page.locator("#with").selectOption("distroless-base-debian13");
  await page.locator("#with-shown table").first().waitFor();
  assert.equal(new URL(page.url()).hash, "#with=distroless-base-debian13");
  const [own, other] = ["distroless-base-nossl-debian13", "distroless-base-debian13"].map(listing);
  const only = Object.keys(other.libraries).filter((soname) => !(soname in own.libraries));
  assert.ok(only.includes("libssl.so.3"));
  const folded = page.locator("#with-shown details", { hasText: `${only.length} libraries only in` });
  await folded.locator("summary").click();
  assert.deepEqual((await folded.locator("li").allInnerTexts()).sort(), only.sort());
  const rows = await page.locator("#with-shown tr.differs th").allInnerTexts();
  assert.ok(rows.includes("Unpacked") && !rows.includes("Shell"), rows.join());
  assert.match(await page.locator("#with-said").innerText(), /: \d+ of \d+ rows differ\.$/);
});

test("versions that differ stand beside each other", async (t) => {
  const page = await site.open(t, "images/debian-bookworm-slim/#with=debian-trixie-slim");
  const folded = page.locator("#with-shown details", { hasText: "libraries in both, in other versions" });
  await folded.locator("summary").click();
  const libc = await folded.locator("tr", { has: page.locator("th", { hasText: /^libc\.so\.6$/ }) }).innerText();
  assert.match(libc, /GLIBC_2\.36.*GLIBC_2\.41/);
});

test("two images are chosen on the page of all", async (t) => {
  const page = await site.open(t, "images/");
  await page.locator("#one").selectOption("scratch");
  await page.locator("#other").selectOption("alpine-3.24");
  await page.getByRole("button", { name: "Side by side" }).click();
  await page.waitForURL(/images\/scratch\/#with=alpine-3\.24$/);
  await page.locator("#with-shown table").first().waitFor();
  await page.goto("images/#find=musl");
  assert.ok((await page.locator(".img-table tbody tr:visible").count()) >= 3);
});

test("an image that is unknown, and one that cannot be loaded", async (t) => {
  const page = await site.open(t, `${SLIM}#with=no-such-image`, { announced: [/ERR_FAILED|Failed to load/] });
  assert.equal(await page.locator("#with").inputValue(), "");
  await page.route("**/listing.json", (route) => route.abort());
  await page.locator("#with").selectOption("scratch");
  await page.getByText("could not be loaded").waitFor();
  assert.match(await page.locator("#with-said a").getAttribute("href"), /scratch\/$/);
});

test("without scripts no field stands there, and images compare on the page of all", async (t) => {
  const page = await site.open(t, SLIM, { javaScriptEnabled: false });
  assert.equal(await page.locator("#find:visible, #with:visible").count(), 0);
  assert.ok((await shownRows(page).count()) > 10);
  assert.match(await page.locator(".xpl-beside a").first().getAttribute("href"), /images\/$/);
});

test("axe finds nothing in two images side by side", async (t) => {
  const page = await site.open(t, "images/debian-bookworm-slim/#with=alpine-3.24&find=lib");
  await page.locator("#with-shown table").first().waitFor();
  await openAll(page);
  await isAccessible(page);
});
