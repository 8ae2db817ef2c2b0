// The main job without a mouse: from the address bar to a copied Dockerfile.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { answerFor, dockerfile } from "./report.mjs";
import { root, visitForTests } from "./site.mjs";

const MOST_STOPS = 60;
const site = await visitForTests();

/** Tabs on until `there` matches the element in focus; fails when the page has no such stop. */
async function tabTo(page, there) {
  const passed = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press("Tab");
    const { name, visible } = await page.evaluate(() => {
      const element = document.activeElement;
      const label = element.labels?.[0]?.innerText ?? element.getAttribute("aria-label") ?? element.innerText ?? "";
      const shown = element.labels?.[0] ?? element;
      const { width, height } = shown.getBoundingClientRect();
      const style = getComputedStyle(shown);
      return {
        name: label.replace(/\s+/g, " ").trim(),
        visible: width > 1 && height > 1 && (style.outlineStyle !== "none" || style.boxShadow !== "none"),
      };
    });
    passed.push(name);
    if (there.test(name)) {
      assert.ok(visible, `the focus on "${name}" can be seen`);
      return name;
    }
  }
  assert.fail(`no stop matches ${there}; passed ${passed.join(" | ")}`);
}

test("skip link, file dialogue, answer, rung, copy: all by keyboard", async (t) => {
  const page = await site.open(t, "", { permissions: ["clipboard-read", "clipboard-write"] });
  await tabTo(page, /^Skip to the content$/);
  await page.keyboard.press("Enter");
  const dialogue = page.waitForEvent("filechooser");
  await tabTo(page, /^Choose a file$/);
  await page.keyboard.press("Enter");
  await (await dialogue).setFiles(join(root, "content/samples/go-cgo"));
  const answer = await answerFor(page, "go-cgo");
  assert.match(answer, /^Use gcr\.io\/distroless\//);
  await page.waitForFunction(() => document.activeElement.id === "answer");

  await tabTo(page, /runs/);
  const before = await dockerfile(page);
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction((before) => {
    const steps = [...document.querySelectorAll(".dockerfile .step code")];
    return steps.map((step) => step.textContent).join("") !== before;
  }, before);

  await tabTo(page, /^Copy$/);
  await page.keyboard.press("Enter");
  await page.locator(".said", { hasText: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), await dockerfile(page));

  await tabTo(page, /^Loader/);
  await page.keyboard.press("Enter");
  await page.locator("details.fact[open]").waitFor();
});

test("the theme can be chosen by keyboard, and is kept", async (t) => {
  const page = await site.open(t, "about/");
  await page.locator("input[name=theme][value=system]").focus();
  await page.keyboard.press("ArrowLeft");
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
  await page.reload();
  assert.equal(await page.locator("html").getAttribute("data-theme"), "dark");
});
