// The search: what it finds, how it is worked, and what it does where nothing can be loaded.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { choose } from "./report.mjs";
import { NARROW, root, until, visitForTests } from "./site.mjs";

const LESSON = "learn/pid-1/";
const site = await visitForTests();

/** Opens the search by a key and types. */
async function searchFor(page, words, key = "/") {
  await page.keyboard.press(key);
  await page.locator("dialog.search-dialog[open]").waitFor();
  await page.locator("#search-for").fill(words);
  await page.locator(".search-told", { hasText: /result|Nothing/ }).waitFor();
}

const first = (page) => page.locator("[role=option]").first();

for (const [words, address, title] of [
  ["libssl.so.3", /\/libraries\/#libssl\.so\.3$/, /libssl\.so\.3/],
  ["GLIBC_2.34' not found", /\/learn\/symbol-versions\/$/, /GLIBC_2\.34 not found/],
  ["zombie", /\/glossary\/#zombie$/, /zombie/],
  ["x509: certificate signed by unknown authority", /\/errors\/ca-certificates\/$/, /x509/],
  ["debian trixie slim", /\/images\/debian-trixie-slim\/$/, /Debian 13 slim/],
]) {
  test(`"${words}" is found, marked, and Enter goes there`, async (t) => {
    const page = await site.open(t, LESSON);
    await searchFor(page, words);
    assert.match(await first(page).getAttribute("href"), address);
    assert.match(await first(page).innerText(), title);
    assert.ok((await page.locator("[role=option] mark").count()) > 0);
    await page.keyboard.press("Enter");
    await page.waitForURL(address);
  });
}

test("one wrong letter and an unfinished word are forgiven", async (t) => {
  const page = await site.open(t, LESSON);
  await searchFor(page, "zombei");
  assert.match(await first(page).getAttribute("href"), /zombie/);
  await page.locator("#search-for").fill("libpq");
  assert.match(await first(page).getAttribute("href"), /#libpq\.so\.5$/);
});

test("arrows choose, Esc closes and gives the focus back", async (t) => {
  const page = await site.open(t, LESSON);
  await page.locator(".lesson-place a").focus();
  await searchFor(page, "zombie", "Control+k");
  const chosen = () => page.locator("[role=option][aria-selected=true]").getAttribute("id");
  const before = await chosen();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await chosen(), before);
  assert.equal(await page.locator("#search-for").getAttribute("aria-activedescendant"), await chosen());
  await page.keyboard.press("ArrowUp");
  assert.equal(await chosen(), before);
  await page.keyboard.press("Escape");
  await page.locator("dialog.search-dialog").waitFor({ state: "hidden" });
  assert.ok(await page.evaluate(() => document.activeElement.matches(".lesson-place a")));
});

test("nothing found is said, and an empty question asks for one", async (t) => {
  const page = await site.open(t, LESSON);
  await searchFor(page, "qqqqxyz");
  assert.match(await page.locator(".search-told").innerText(), /Nothing has .qqqqxyz./);
  await page.locator("#search-for").fill("");
  assert.match(await page.locator(".search-told").innerText(), /Arrows choose/);
});

test("the slash is typed where text is typed, and can be switched off", async (t) => {
  const page = await site.open(t, "dockerfile/");
  await page.locator("input[type=text]:visible").first().focus();
  await page.keyboard.press("/");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  await page.keyboard.press("Control+k");
  await page.locator("#search-slash").uncheck();
  await page.keyboard.press("Escape");
  await page.reload();
  await page.keyboard.press("/");
  await page.keyboard.press("Control+k");
  await page.locator("dialog[open]").waitFor();
  assert.equal(await page.locator("#search-for").inputValue(), "");
});

test("nothing of it is loaded before it is wanted", async (t) => {
  const page = await site.open(t, LESSON, { serviceWorkers: "block" });
  await page.waitForLoadState("networkidle");
  const asked = () => site.log.since(page.opened).filter((request) => /search-|ranking-/.test(request));
  assert.deepEqual(asked(), []);
  await page.locator(".search-door").hover();
  await until(() => asked().length >= 3);
});

test("it works by touch on a phone", async (t) => {
  const page = await site.open(t, LESSON, { viewport: NARROW, hasTouch: true });
  await page.locator(".search-door").tap();
  await page.locator("#search-for").fill("zombie");
  await first(page).tap();
  await page.waitForURL(/zombie/);
});

test("without JavaScript the link leads to a list of all pages", async (t) => {
  const page = await site.open(t, LESSON, { javaScriptEnabled: false });
  await page.locator(".search-door").click();
  await page.getByRole("heading", { name: "All pages" }).waitFor();
  await page.getByRole("link", { name: "Debian 13 slim" }).waitFor();
});

test("once a file is chosen, the search goes on with what was loaded before, and asks for nothing", async (t) => {
  const page = await site.open(t, "");
  await page.locator("#file").focus();
  await until(() => site.log.since(page.opened).some((request) => /search-.*json/.test(request)));
  await page.waitForLoadState("networkidle");
  await choose(page, join(root, "content/samples/go-cgo"));
  const before = site.log.length();
  await page.locator("#answer").press("Control+k");
  await page.locator("#search-for").fill("libssl.so.3");
  await first(page).waitFor();
  assert.deepEqual(site.log.since(before), []);
});

test("where the lock came first, it says that it is closed", async (t) => {
  const blocked = [/Failed to fetch dynamically imported module/, /ERR_FAILED/];
  const page = await site.open(t, "", { announced: blocked, before: (page) => page.route(/\/(search|ranking)-/, (route) => route.abort()) });
  await page.waitForLoadState("load");
  await choose(page, join(root, "content/samples/go-cgo"));
  await page.locator("#answer").press("Control+k");
  await page.getByText("Search was not loaded before this page was locked.").waitFor();
});
