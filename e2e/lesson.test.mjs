// A lesson is a plain page first: it reads without scripts, and its figures come alive with them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { root, visitForTests } from "./site.mjs";

const LESSON = "learn/static-and-dynamic-linking/";
const source = readFileSync(join(root, "content/lessons/static-and-dynamic-linking.md"), "utf8");
const site = await visitForTests();

/** The text of the page without what hydration may add or take. */
const text = (page) => page.locator("article").innerText();

test("the lesson reads in full without JavaScript, figures included", async (t) => {
  const page = await site.open(t, LESSON, { javaScriptEnabled: false });
  const headings = [...source.matchAll(/^## (.+) \{#(.+)\}$/gm)];
  assert.ok(headings.length > 5);
  for (const [, title, id] of headings) {
    const heading = await page.locator(`h2#${id}`).innerText();
    assert.ok(heading.endsWith(title.replaceAll('"', "").slice(-12)) || heading.includes(title.slice(1, 12)), heading);
  }
  const figures = [...source.matchAll(/^```widget /gm)].length;
  assert.equal(await page.locator("figure.analysis").count(), figures);
  assert.match(await page.locator("figure.analysis").first().innerText(), /exec \/app: no such file or directory/);
  assert.equal(await page.getByText("{{").count(), 0, "every fact was filled in");
  assert.equal(await page.locator(".sources a").count(), [...source.matchAll(/^\[\[sources\]\]$/gm)].length);
});

test("notes in the margin stand clear of the text and of each other", async (t) => {
  const page = await site.open(t, LESSON);
  const notes = await page.locator(".prose .note").evaluateAll((notes) => notes.map((note) => note.getBoundingClientRect().toJSON()));
  const column = await page.locator(".prose > p").first().evaluate((text) => text.getBoundingClientRect().right);
  assert.ok(notes.length > 1);
  for (const [number, note] of notes.entries()) {
    assert.ok(note.left > column, `note ${number + 1} stands in the margin`);
    assert.ok(number === 0 || note.top >= notes[number - 1].bottom, `note ${number + 1} stands below the one before`);
  }
});

test("without JavaScript the home page tells of the command line, and the course is there", async (t) => {
  const page = await site.open(t, "", { javaScriptEnabled: false });
  // Playwright's own text search leaves <noscript> out.
  assert.match(await page.locator("body").innerText(), /This page needs JavaScript for your own file[^]*finalstage check/);
  await page.getByRole("link", { name: "Static and dynamic linking" }).waitFor();
});

test("hydration changes nothing that can be read", async (t) => {
  const still = await site.open(t, LESSON, { javaScriptEnabled: false });
  const alive = await site.open(t, LESSON);
  await wake(alive);
  assert.equal(await text(alive), await text(still));
});

test("a figure answers: picking a rung shows where that image has the libraries", async (t) => {
  const page = await site.open(t, LESSON);
  await wake(page);
  const figure = page.locator("figure.analysis").last();
  await figure.locator("input[value=scratch]").check();
  const libraries = figure.locator("details.fact").filter({ has: page.locator(".fact-name", { hasText: "Libraries" }) });
  await libraries.locator("summary").first().click();
  const missing = await libraries.innerText();
  await figure.locator("input[value=distroless-base-debian13]").check();
  await libraries.getByText("/libc.so.6").first().waitFor();
  assert.notEqual(await libraries.innerText(), missing);
});

test("a reader who does not touch a figure fetches no WebAssembly", async (t) => {
  const page = await site.open(t, LESSON);
  await page.waitForLoadState("networkidle");
  const fetched = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.deepEqual(fetched.filter((name) => name.endsWith(".wasm")), []);
});

test("every link of the site leads somewhere, and every heading that is linked to exists", async (t) => {
  const page = await site.open(t, "");
  const [seen, waiting, broken] = [new Set(), [site.address], []];
  const headings = new Map();
  while (waiting.length > 0) {
    const address = waiting.pop();
    const [url, fragment] = address.split("#");
    if (seen.has(address) || !address.startsWith(site.address) || url.includes("?")) continue;
    seen.add(address);
    // Text is no page, and a browser that shows it asks for an icon that nothing names.
    if (url.endsWith(".md")) {
      if ((await page.request.get(url)).status() !== 200) broken.push(address);
      continue;
    }
    // A page is fetched once, however many of its headings are linked to.
    if (!headings.has(url)) {
      const response = await page.goto(url);
      if (response.status() !== 200) broken.push(address);
      headings.set(url, await page.locator("[id]").evaluateAll((elements) => elements.map(({ id }) => id)));
      waiting.push(...(await page.locator("a[href]").evaluateAll((links) => links.map((link) => link.href))));
    }
    // The generator's choices stand where a heading's name would.
    const isChoices = url.endsWith("/dockerfile/") && fragment?.includes("=");
    if (fragment && !isChoices && !headings.get(url).includes(fragment)) broken.push(address);
  }
  assert.deepEqual(broken, []);
  assert.ok([...seen].some((address) => address.includes(LESSON)), "the crawl reached the lesson");
});

/** Brings the figures to life as a visitor does: by touching them. */
async function wake(page) {
  for (const figure of await page.locator("[data-island=analysis]").all()) {
    await figure.scrollIntoViewIfNeeded();
    await figure.hover();
  }
  await page.waitForFunction(() => !document.querySelector("[data-island]:not([data-awake])"));
}
