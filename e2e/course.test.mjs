// The course as a reader goes through it: by keys from the first lesson to the last, in any theme, with what was read
// kept on this machine alone.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { moved, watchShifts } from "./shifts.mjs";
import { root, visitForTests } from "./site.mjs";

const site = await visitForTests();
const course = readFileSync(join(root, "content/course.toml"), "utf8");
const slugs = [...course.matchAll(/^ {4}"(.+)",$/gm)].map(([, slug]) => slug);

test("the whole course is walked by the right arrow, and back by the left", { timeout: 120_000 }, async (t) => {
  assert.ok(slugs.length >= 23);
  const page = await site.open(t, "learn/");
  await page.locator(".lessons a").first().press("Enter");
  for (const [place, slug] of slugs.entries()) {
    await page.waitForURL(`**/learn/${slug}/`);
    await page.locator(".lesson-place", { hasText: `lesson ${place + 1} of ${slugs.length}` }).waitFor();
    if (place + 1 < slugs.length) await page.keyboard.press("ArrowRight");
  }
  await page.keyboard.press("ArrowRight");
  assert.match(page.url(), new RegExp(`${slugs.at(-1)}/$`), "the last lesson has no next one");
  await page.keyboard.press("ArrowLeft");
  await page.waitForURL(`**/learn/${slugs.at(-2)}/`);
});

test("an arrow that moves something on the page leaves the page alone", async (t) => {
  const page = await site.open(t, "learn/static-and-dynamic-linking/");
  await page.locator("input[name=theme][value=light]").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  assert.match(page.url(), /static-and-dynamic-linking/);
});

test("a lesson that was read to its end is marked in the list, until it is forgotten", async (t) => {
  const page = await site.open(t, `learn/${slugs[0]}/`);
  assert.equal(await page.evaluate(() => localStorage.getItem("read")), null, "opening it is not reading it");
  await page.locator(".neighbours").scrollIntoViewIfNeeded();
  await page.waitForFunction(() => localStorage.getItem("read"));
  await page.goto("learn/");
  await page.locator(".lessons li[data-read]").waitFor();
  assert.match(await page.locator(".lessons li[data-read]").innerText(), /\(read\)/);
  assert.match(await page.locator(".reading-progress").innerText(), new RegExp(`^1 of ${slugs.length} lessons`));
  await page.getByRole("button", { name: "Forget" }).click();
  assert.equal(await page.locator(".lessons li[data-read]").count(), 0);
  assert.equal(await page.evaluate(() => localStorage.getItem("read")), null);
});

test("of a session on a terminal the commands are copied, of other code all of it", async (t) => {
  const page = await site.open(t, "learn/pid-1/", { permissions: ["clipboard-read", "clipboard-write"] });
  const copied = async (code) => {
    await code.locator(".copy").click();
    await code.locator(".copy[data-done]").waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const session = page.locator("pre.code-console", { has: page.locator(".hl-prompt") }).first();
  const commands = await session.locator(".hl-command").allTextContents();
  assert.equal(await copied(session), commands.join("\n"));
  const dockerfile = page.locator("pre.code-dockerfile").first();
  assert.equal(await copied(dockerfile), (await dockerfile.textContent()).trimEnd());
});

test("a terminal that stands in a lesson without a date answers so when it is typed", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "lesson-"));
  t.after(() => rmSync(folder, { recursive: true }));
  copyFileSync(join(root, "content/samples/c-dynamic"), join(folder, "app"));
  const page = await site.browser.newPage();
  t.after(() => page.close());
  let typed = 0;
  for (const slug of slugs) {
    const html = readFileSync(join(root, `dist/learn/${slug}/index.html`), "utf8");
    const lines = await page.evaluate((html) => {
      const parsed = new DOMParser().parseFromString(html, "text/html");
      const sessions = [...parsed.querySelectorAll("pre.code-console")].filter((session) => !session.closest(".transcript"));
      return sessions.flatMap((session) => session.textContent.trimEnd().split("\n"));
    }, html);
    while (lines.length) {
      const command = lines.shift();
      assert.match(command, /^\$ /, `${slug}: ${command}`);
      // Where no command follows, the answer is all that is left.
      const answer = lines.splice(0, lines.findIndex((line) => line.startsWith("$ ")) >>> 0);
      const { stdout, stderr } = spawnSync("sh", ["-c", command.slice(2)], { cwd: folder, encoding: "utf8", env: { ...process.env, LC_ALL: "C.UTF-8" } });
      assert.equal(stdout.trimEnd(), answer.join("\n"), `${slug}: ${command} ${stderr}`);
      typed += 1;
    }
  }
  assert.ok(typed > 0, "some lesson has a terminal");
});

test("a chosen theme is there from the first paint of the next page", async (t) => {
  const page = await site.open(t, "learn/", { colorScheme: "light" });
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await paper();
  await page.locator("label", { hasText: "Dark" }).click();
  const dark = await paper();
  assert.notEqual(dark, light);
  // The style sheet of the next page is there before its body: what is seen then is what is painted first.
  await page.addInitScript(() => new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    globalThis.firstTheme = document.documentElement.dataset.theme;
  }).observe(document, { childList: true, subtree: true }));
  await page.goto("images/");
  assert.equal(await page.evaluate(() => globalThis.firstTheme), "dark");
  assert.equal(await paper(), dark);
  await page.locator("label", { hasText: "System" }).click();
  assert.equal(await paper(), light);
});

test("a first page is painted without the type's faces, and the next one has them", async (t) => {
  const page = await site.open(t, `learn/${slugs[0]}/`);
  const begins = () => page.evaluate(() => getComputedStyle(document.body).fontFamily.split(",")[0]);
  assert.match(await begins(), /Serif Fallback/);
  await page.waitForFunction(() => localStorage.getItem("faces"));
  assert.match(await begins(), /Serif Fallback/, "nothing moves");
  await page.goto(`learn/${slugs[1]}/`);
  assert.match(await begins(), /Final Stage Serif/);
  await page.waitForFunction(() => document.fonts.check("1em 'Final Stage Serif'"));
});

test("nothing on a page that is visited first moves once it is painted", async (t) => {
  for (const path of [`learn/${slugs[1]}/`, "learn/", "images/", "images/debian-trixie-slim/", "libraries/", "glossary/", "pages/"]) {
    const page = await site.open(t, path, { before: watchShifts });
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await moved(page), [], path);
    await page.context().close();
  }
});
