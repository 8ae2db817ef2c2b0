// The figures of a lesson that can be played with: by keyboard alone, with what is announced, and what is left of them
// without scripts and on paper.

import assert from "node:assert/strict";
import test from "node:test";
import { NARROWEST, isAccessible } from "./axe.mjs";
import { moved, watchShifts } from "./shifts.mjs";
import { NARROW, visitForTests } from "./site.mjs";

const site = await visitForTests();
const PROCESSES = "learn/pid-1/";
const WALK = "learn/symbol-versions/";
const LADDER = "learn/rust-c-and-cpp/";
/** Where each kind stands. */
const KINDS = [
  [PROCESSES, "simulator"],
  [WALK, "walk"],
  [LADDER, "predict"],
  [PROCESSES, "quiz"],
];
/** How it is played with until all that it adds can be seen. */
const PLAY = {
  async simulator(figure) {
    for (const name of ["Play it through", "Leave an orphan", "End task (9)", "docker stop"]) await press(figure, name);
    await figure.locator("details summary").click();
  },
  async walk(figure) {
    await press(figure, "Step through it");
  },
  async predict(figure) {
    for (const radio of await figure.getByRole("radio", { name: "starts" }).all()) await radio.check();
    await press(figure, "Show what happens");
  },
  async quiz(figure) {
    for (const answer of await figure.locator("summary").all()) await answer.click();
  },
};

const text = (locator) => locator.evaluate((element) => element.textContent.replace(/\s+/g, " ").trim());
const hears = (region, words) => region.filter({ hasText: words }).waitFor({ state: "attached" });
const isVisible = (locator) => locator.evaluate((element) => element.checkVisibility({ visibilityProperty: true }));

/** A button of a figure, pressed by Enter. It keeps the focus, so that the next key goes to it as well. */
async function press(figure, name) {
  const button = figure.getByRole("button", { name });
  await button.focus();
  await button.page().keyboard.press("Enter");
  assert.equal(await figure.evaluate((figure) => figure.contains(document.activeElement)), true, `the focus stays in the figure after ${name}`);
}

test("without scripts a figure is what it was written as, and has nothing to press but what opens", async (t) => {
  for (const [path, kind] of KINDS) {
    const [still, alive] = [await site.open(t, path, { javaScriptEnabled: false }), await site.open(t, path)];
    const [figure, other] = [still, alive].map((page) => page.locator(`figure.${kind}`).first());
    assert.equal(await figure.locator("button, input").count(), 0);
    assert.equal(await isVisible(figure.locator("figcaption, .figure-ask").first()), true);
    assert.ok(await other.locator("button, details").count() > 0);
    assert.equal(await still.locator(".play").evaluateAll((slots) => slots.filter((slot) => slot.checkVisibility()).length), 0);
    // What a script adds it adds; of what stood there nothing is gone.
    const played = await other.innerText();
    for (const word of (await figure.innerText()).split(/\s+/)) assert.ok(played.includes(word), word);
    await still.context().close();
    await alive.context().close();
  }
});

test("a page loads the scripts of its own figures, and no others", async (t) => {
  const kinds = Object.fromEntries(KINDS.map(([, kind]) => [kind, 0]));
  for (const path of new Set([...KINDS.map(([path]) => path), "learn/static-and-dynamic-linking/", "learn/", ""])) {
    const page = await site.open(t, path);
    await page.waitForLoadState("networkidle");
    const fetched = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
    for (const kind of Object.keys(kinds)) {
      const isThere = await page.locator(`figure.${kind}`).count() > 0;
      kinds[kind] += isThere;
      assert.equal(fetched.some((name) => name.includes(`/${kind}-`)), isThere, `${kind} on /${path}`);
    }
    await page.context().close();
  }
  assert.ok(Object.values(kinds).every((pages) => pages > 0));
});

test("nothing moves when the scripts of the figures come, wherever the reader stands", async (t) => {
  for (const [path, kind] of KINDS) {
    const page = await site.open(t, path, { before: watchShifts });
    const height = await page.locator(`figure.${kind}`).first().evaluate((figure) => figure.getBoundingClientRect().height);
    await page.waitForLoadState("networkidle");
    await page.locator(`figure.${kind} :is(button, details)`).first().waitFor();
    assert.equal(await page.locator(`figure.${kind}`).first().evaluate((figure) => figure.getBoundingClientRect().height), height, path);
    assert.deepEqual(await moved(page), [], path);
    await page.context().close();
  }
});

for (const viewport of [NARROW, NARROWEST]) {
  test(`no figure is higher by its script at ${viewport.width} px`, async (t) => {
    for (const [path, kind] of KINDS) {
      // The script of the figure is kept away; all others run.
      const heights = [];
      for (const blocked of [true, false]) {
        const page = await site.open(t, path, {
          viewport,
          announced: [/Failed to load resource/],
          // A face that may come late or not would make two pages differ.
          before: (page) => page.route(blocked ? /\.woff2$|\/(walk|predict|quiz|simulator)-[0-9a-f]+\.js$/ : /\.woff2$/, (route) => route.abort()),
        });
        await page.waitForLoadState("networkidle");
        heights.push(await page.locator(`figure.${kind}`).evaluateAll((figures) => figures.map((figure) => figure.getBoundingClientRect().height)));
        await page.context().close();
      }
      assert.deepEqual(heights[1], heights[0], kind);
    }
  });
}

test("a walk is taken step by step, each is told, and the arrows do not turn the page", async (t) => {
  const page = await site.open(t, WALK);
  const figure = page.locator("figure.walk").first();
  const [steps, end, said] = [figure.locator("ol > li"), figure.locator(".walk-end"), figure.getByRole("status")];
  const count = await steps.count();
  assert.ok(count > 1);
  const height = await figure.evaluate((figure) => figure.offsetHeight);
  await press(figure, "Step through it");
  for (let step = 0; step < count; step++) {
    await hears(said, `Step ${step + 1} of ${count}. ${(await text(steps.nth(step))).slice(0, 40)}`);
    assert.equal(await steps.nth(step).getAttribute("aria-current"), "step");
    assert.equal(await isVisible(steps.nth(step)), true);
    if (step + 1 < count) assert.equal(await isVisible(steps.nth(step + 1)), false, "what comes later is not told before");
    assert.equal(await isVisible(end), false);
    await page.keyboard.press(step % 2 ? "ArrowRight" : "Enter");
  }
  await hears(said, `The end. ${(await text(end)).slice(0, 40)}`);
  assert.equal(await isVisible(end), true);
  assert.equal(await figure.evaluate((figure) => figure.offsetHeight), height, "it keeps its height");
  assert.equal(await figure.getByRole("button", { name: "Next" }).getAttribute("aria-disabled"), "true");
  await page.keyboard.press("ArrowRight");
  assert.match(page.url(), /symbol-versions\/$/, "behind the end is no other lesson");
  await page.keyboard.press("ArrowLeft");
  await hears(said, `Step ${count} of ${count}.`);
  await press(figure, "Back");
  assert.equal(await isVisible(steps.last()), false);
  await press(figure, "Show all");
  assert.equal(await isVisible(end), true);
  assert.equal(await figure.locator("[aria-current]").count(), 0);
  await page.keyboard.press("Tab");
  await page.evaluate(() => document.activeElement.blur());
  await page.keyboard.press("ArrowRight");
  await page.waitForURL((url) => !url.pathname.endsWith("symbol-versions/"));
});

test("what is said of the rungs is counted, and a rung that was misjudged says why", async (t) => {
  const page = await site.open(t, LADDER);
  const figure = page.locator("figure.predict").first();
  const rungs = figure.locator(".rungs > li");
  const truths = await rungs.evaluateAll((items) => items.map((item) => item.querySelector(".signal.fails") ? "fails" : "starts"));
  assert.ok(truths.includes("fails") && truths.includes("starts"));
  await press(figure, "Show what happens");
  await hears(figure.getByRole("status"), "Say for a rung first");
  assert.equal(await figure.locator("details[open]").count(), 0, "nothing is shown to who has said nothing");
  // By the arrows of a radio group; all of it is wrong but the first.
  for (const [place, truth] of truths.entries()) {
    const said = place === 0 ? truth : truth === "fails" ? "starts" : "fails";
    await rungs.nth(place).getByRole("radio", { name: "starts" }).focus();
    await page.keyboard.press("Space");
    if (said === "fails") await page.keyboard.press("ArrowRight");
    assert.equal(await rungs.nth(place).getByRole("radio", { name: said }).isChecked(), true);
  }
  assert.match(page.url(), /rust-c-and-cpp\/$/);
  await press(figure, "Show what happens");
  await hears(figure.getByRole("status"), `1 of ${truths.length} right.`);
  for (const [place, truth] of truths.entries()) {
    const verdict = await text(rungs.nth(place).locator(".guessed"));
    assert.equal(verdict, `${place === 0 ? "Right" : "Wrong"}, it ${truth}`);
    assert.equal(await rungs.nth(place).locator("details").evaluate((details) => details.open), place !== 0);
  }
  assert.equal(await figure.getByRole("radio").count(), 0);
  await press(figure, "Guess again");
  assert.equal(await figure.getByRole("radio").count(), 2 * truths.length);
  assert.equal(await figure.locator("details[open]").count(), 0);
});

test("a rung that was opened before it was judged does not count", async (t) => {
  const page = await site.open(t, LADDER);
  const figure = page.locator("figure.predict").first();
  const rungs = figure.locator(".rungs > li");
  const rest = await rungs.count() - 1;
  await rungs.first().locator("summary").focus();
  await page.keyboard.press("Enter");
  await rungs.first().locator(".guessed-seen").waitFor();
  for (let place = 1; place <= rest; place++) await rungs.nth(place).getByRole("radio", { name: "fails" }).check();
  await press(figure, "Show what happens");
  await hears(figure.getByRole("status"), new RegExp(`^\\d of ${rest} right`));
});

test("an answer is marked by a word, told with its reason, and the first try is what counts", async (t) => {
  const page = await site.open(t, PROCESSES);
  const figure = page.locator("figure.quiz").first();
  const said = figure.getByRole("status");
  const [wrong, right] = [figure.locator(".wrong-answer").first(), figure.locator(".right-answer")];
  await wrong.locator("summary").focus();
  await page.keyboard.press("Enter");
  await hears(said, await text(wrong.locator("p")));
  assert.match(await wrong.locator("summary").innerText(), /not this/);
  assert.match(await figure.locator(".quiz-score").innerText(), /Not yet/);
  await right.locator("summary").focus();
  await page.keyboard.press("Enter");
  await hears(said, /^Right\./);
  assert.match(await right.locator("summary").innerText(), /right/);
  assert.match(await figure.locator(".quiz-score").innerText(), /Right, though not at the first try/);
  await press(figure, "Try again");
  assert.equal(await figure.locator("details[open]").count(), 0);
  await right.locator("summary").focus();
  await page.keyboard.press("Enter");
  await figure.locator(".quiz-score", { hasText: "not at the first try" }).waitFor();
  await page.reload();
  await page.locator("figure.quiz .right-answer summary").first().click();
  await page.locator(".quiz-score", { hasText: "Right at the first try." }).waitFor();
});

test("two questions on a page are counted together", async (t) => {
  const page = await site.open(t, PROCESSES);
  const figures = page.locator("figure.quiz");
  assert.ok(await figures.count() > 1);
  const count = await figures.count();
  await figures.nth(0).locator(".right-answer summary").click();
  await figures.nth(0).locator(".quiz-score", { hasText: `1 of ${count} right at the first try, ${count - 1} not answered yet.` }).waitFor();
  for (let number = 1; number < count; number++) await figures.nth(number).locator(".wrong-answer summary").first().click();
  await figures.nth(count - 1).locator(".quiz-score", { hasText: `1 of ${count} right at the first try.` }).waitFor();
});

test("a container is started, orphans are left, and it is stopped, with an init and without", async (t) => {
  const page = await site.open(t, PROCESSES);
  const figure = page.locator("figure.simulator").last();
  const said = figure.locator("[aria-live=polite]");
  const tree = () => text(figure.locator(".play-tree"));
  await press(figure, "Play it through");
  assert.equal(await isVisible(figure.locator(".frames")), false);
  assert.equal(await tree(), "1 /app");
  await press(figure, "Leave an orphan");
  await hears(said, "worker (8) ends with status 0.");
  await hears(said, "task (9) has lost its parent: process 1, /app, gets it.");
  await press(figure, "End task (9)");
  await hears(said, "/app (1) does not wait for task (9): it stays, as a zombie.");
  assert.match(await tree(), /9 task zombie/);
  await press(figure, "docker stop");
  await hears(said, "the kernel drops the signal");
  await page.keyboard.press("Enter");
  await hears(said, "The container has ended with status 137");
  assert.match(await tree(), /1 \/app killed by SIGKILL/);
  for (const name of ["Start a child", "Leave an orphan", "End a child", "Let time pass"]) {
    assert.equal(await figure.getByRole("button", { name }).getAttribute("aria-disabled"), "true", name);
  }

  await figure.getByRole("checkbox", { name: /an init in front/ }).focus();
  await page.keyboard.press("Space");
  await hears(said, "Started anew.");
  assert.match(await tree(), /^1 docker-init ?7 \/app$/);
  await press(figure, "Leave an orphan");
  await press(figure, "End task (9)");
  await hears(said, "docker-init (1) waits for task (9): its entry is gone.");
  await press(figure, "docker stop");
  await hears(said, "The container has ended with status 143");

  await figure.getByRole("checkbox", { name: /handles SIGTERM/ }).check();
  await press(figure, "Start a child");
  await press(figure, "docker stop");
  await page.keyboard.press("Enter");
  await hears(said, "The kernel ends worker (8) by SIGKILL, because process 1 is gone.");
  await hears(said, "The container has ended with status 0");
  await press(figure, "Back to the moments");
  assert.equal(await isVisible(figure.locator(".frames")), true);
});

test("on paper a figure is what it was written as, whatever was played", async (t) => {
  for (const [path, kind] of KINDS) {
    const still = await site.open(t, path, { javaScriptEnabled: false });
    await still.emulateMedia({ media: "print" });
    const written = (await still.locator(`figure.${kind}`).first().innerText()).split(/\s+/);
    const page = await site.open(t, path);
    const figure = page.locator(`figure.${kind}`).first();
    await PLAY[kind](figure);
    await page.emulateMedia({ media: "print" });
    const printed = await figure.innerText();
    for (const word of written) assert.ok(printed.includes(word), word);
    assert.equal(await figure.locator("button, input").evaluateAll((controls) => controls.filter((control) => control.checkVisibility()).length), 0, kind);
    await still.context().close();
    await page.context().close();
  }
});

for (const [path, kind] of KINDS) {
  test(`axe finds nothing in a ${kind} that is being played with`, async (t) => {
    const page = await site.open(t, path);
    for (const figure of await page.locator(`figure.${kind}`).all()) await PLAY[kind](figure);
    await isAccessible(page);
  });
}
