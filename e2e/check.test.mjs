// The checker of Dockerfiles: findings as they are typed, mended by a click and undone, by keyboard too, and held against
// a program that is chosen in the page.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { isAccessible } from "./axe.mjs";
import { root, visitForTests } from "./site.mjs";

const site = await visitForTests();
const DOCKERFILE = "FROM gcr.io/distroless/static-debian13:nonroot\nCOPY app /app\nCMD /app\n";

async function open(t, options) {
  const page = await site.open(t, "dockerfile/check/", options);
  await page.locator("#check.check-awake").waitFor();
  return page;
}

const rules = (page) => page.locator("#check-findings li a[href^='#']:not([href^='#check'])");

test("what is typed is checked, mended by a click, and undone", async (t) => {
  const page = await open(t);
  await page.locator("#check-text").fill(DOCKERFILE);
  const finding = page.locator("#check-findings li", { hasText: /Line 3.*no-shell/s });
  await finding.waitFor();
  await finding.getByRole("button", { name: "Start it without a shell" }).click();
  await page.getByText("Done: Start it without a shell.").waitFor();
  assert.match(await page.locator("#check-text").inputValue(), /\["\/app"\]/);
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator("#check-findings li", { hasText: "no-shell" }).waitFor();
  assert.equal(await page.locator("#check-text").inputValue(), DOCKERFILE);
});

test("a fix of a text that was changed since is not laid over the new one", async (t) => {
  const page = await open(t);
  const fix = page.getByRole("button", { name: "Start it without a shell" });
  await page.evaluate(() => {
    const [field] = document.querySelectorAll("#check-text");
    const [button] = [...document.querySelectorAll("#check-findings button")].filter(({ textContent }) => textContent === "Start it without a shell");
    field.value = "FROM scratch\n";
    button?.click();
  });
  await fix.waitFor({ state: "detached" });
  assert.equal(await page.locator("#check-text").inputValue(), "FROM scratch\n");
});

test("F8 goes to the next finding, and every rule named is on the page", async (t) => {
  const page = await open(t);
  await page.locator("#check-text").fill(DOCKERFILE);
  await page.locator("#check-findings li", { hasText: /Line 3.*no-shell/s }).waitFor();
  await page.locator("#check-text").press("F8");
  const place = await page.evaluate(() => document.activeElement.selectionStart);
  assert.equal(place, DOCKERFILE.indexOf("/app\n", DOCKERFILE.indexOf("CMD")));
  for (const address of await rules(page).evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
    assert.equal(await page.locator(address).count(), 1, address);
  }
});

test("the last stage is held against a program, in a page that is locked", async (t) => {
  const page = await open(t);
  await page.locator("#check-text").fill(DOCKERFILE);
  await page.locator("#check-program-file").setInputFiles(join(root, "content/samples/go-cgo"));
  await page.locator("#check-lock").waitFor();
  await page.locator("#check-findings li", { hasText: "program-cannot-start" }).waitFor();
});

test("missing libraries can be copied instead of taking another base", async (t) => {
  const page = await open(t);
  await page.locator("#check-text").fill('FROM gcr.io/distroless/base-debian13:nonroot\nCOPY app /app\nENTRYPOINT ["/app"]\n');
  await page.locator("#check-program-file").setInputFiles(join(root, "content/samples/c-libpq"));
  const finding = page.locator("#check-findings li", { hasText: "program-cannot-start" });
  await finding.getByRole("button", { name: "Copy libpq.so.5 with all it needs" }).click();
  await page.getByText("Nothing found.").waitFor();
  assert.match(await page.locator("#check-text").inputValue(), /^FROM debian:trixie-slim AS libraries\n[^]*COPY --from=libraries /);
});

test("all fixes are made and undone by keyboard, and the caret stays in the text", async (t) => {
  const page = await open(t);
  const field = page.locator("#check-text");
  const text = "FROM gcr.io/distroless/cc-debian13\nCOPY app /app\nCMD /app\n";
  await field.fill(text);
  await page.locator("#check-findings li", { hasText: "no-shell" }).waitFor();
  await page.locator("#check-mend-all").focus();
  await page.keyboard.press("Enter");
  await page.getByText("Nothing found.").waitFor();
  assert.equal(await field.inputValue(), 'FROM gcr.io/distroless/cc-debian13:nonroot\nCOPY app /app\nCMD ["/app"]\n');
  await field.focus();
  await page.keyboard.press("Control+z");
  await page.getByText("Undone.").waitFor();
  assert.equal(await field.inputValue(), text);
  const [focused, caret] = await page.evaluate(() => [document.activeElement.id, document.activeElement.selectionStart]);
  assert.equal(focused, "check-text");
  assert.equal(caret, text.indexOf("\n"), "where the first change was");
});

test("a text that is no Dockerfile says where, and an empty field what to do", async (t) => {
  const page = await open(t);
  const field = page.locator("#check-text");
  await field.fill("FROM a:1\nFRUM b\n");
  await page.getByText("Line 2: unknown instruction 'FRUM'").waitFor();
  assert.equal(await page.locator("#check-numbers .check-at-error").innerText(), "2\n");
  await field.fill("");
  await page.getByText("Nothing to check yet: paste a Dockerfile").waitFor();
  assert.equal(await page.locator("#check-numbers .check-at-error").count(), 0);
  await field.fill("# only a comment\n");
  await page.getByText("Line 1: expected at least one FROM instruction").waitFor();
});

test("markup in a text stays text", async (t) => {
  const page = await open(t);
  const text = 'FROM debian:latest\nENV API_TOKEN="<img src=x onerror=alert(1)>"\n# <script>alert(2)</script>\nUSER <b>x</b>\n';
  await page.locator("#check-text").fill(text);
  await page.locator("#check-findings li", { hasText: "API_TOKEN" }).waitFor();
  assert.equal(await page.locator("#check-paint :not(span), #check-findings :is(img, script, b)").count(), 0);
  assert.equal((await page.locator("#check-paint").textContent()).trimEnd(), text.trimEnd());
});

test("a dropped Dockerfile comes into the field, and so does an example", async (t) => {
  const page = await open(t);
  await page.locator("#check-text").evaluate((field) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["FROM debian:latest\n"], "Dockerfile"));
    field.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  });
  await page.locator("#check-findings li", { hasText: "latest-tag" }).waitFor();
  assert.equal(await page.locator("#check-text").inputValue(), "FROM debian:latest\n");
  await page.locator('[data-check="try no-shell-bad"]').click();
  await page.locator("#check-findings li", { hasText: "no-shell" }).waitFor();
  assert.equal(await page.locator("#check-text").inputValue(), await page.locator("#no-shell-bad").textContent());
});

test("after the lock nothing is fetched, whatever is done on the page", async (t) => {
  const page = await open(t);
  await page.locator("#check-text").fill(DOCKERFILE);
  await page.locator("#check-program-file").setInputFiles(join(root, "content/samples/c-openssl"));
  await page.locator("#check-lock").waitFor();
  const locked = site.log.length();
  await page.locator("#check-findings li", { hasText: "program-cannot-start" }).waitFor();
  await page.getByRole("button", { name: "Take gcr.io/distroless/base-debian13:nonroot" }).click();
  await page.getByRole("button", { name: "Start it without a shell" }).click();
  await page.getByText("Nothing found.").waitFor();
  await page.locator("#check-forget").click();
  await page.getByText("No program is held against it.").waitFor();
  assert.deepEqual(site.log.since(locked), []);
});

test("the parts of the text are told apart, and stand under what is typed", async (t) => {
  const page = await open(t);
  const [keyword, comment] = await page.evaluate(() => {
    const letter = (part) => part.getBoundingClientRect().width / part.textContent.length;
    const [keyword, comment] = ["keyword", "comment"].map((kind) => document.querySelector(`#check-paint .t-${kind}`));
    const { color } = getComputedStyle(document.querySelector("#check-paint"));
    return [{ weight: getComputedStyle(keyword).fontWeight, letter: letter(keyword) }, { differs: getComputedStyle(comment).color !== color, letter: letter(comment) }];
  });
  assert.equal(keyword.weight, "700");
  assert.ok(comment.differs);
  assert.ok(Math.abs(keyword.letter - comment.letter) < 0.01, "bold letters are as wide");
});

test("axe finds nothing", async (t) => isAccessible(await open(t)));

test("what is found in the first text is the same before the script and after", async (t) => {
  const said = (page) => page.locator("#check-sum, #check-findings li > p:not(.check-ways)").allInnerTexts();
  const written = await said(await site.open(t, "dockerfile/check/", { javaScriptEnabled: false }));
  assert.ok(written.length > 10);
  assert.deepEqual(await said(await open(t)), written);
});

test("without scripts the rules and a sample's findings are there", async (t) => {
  const page = await site.open(t, "dockerfile/check/", { javaScriptEnabled: false });
  assert.ok((await page.locator("#check-findings li").count()) > 4);
  assert.match(await page.locator("main").innerText(), /finalstage lint/);
});
