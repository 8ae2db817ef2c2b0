// A file that was dropped once is known on every page of the visit: what was read of it is kept in the tab, never its
// bytes, until it is forgotten, and none of it is in any request.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { isAccessible } from "./axe.mjs";
import { answerFor, choose, rungs } from "./report.mjs";
import { root, visitForTests } from "./site.mjs";

const MARKER = "final-stage-marker-9c2e4b";
const BLOCKED = [/Content Security Policy/, /violates the following/];
const site = await visitForTests();
const sample = (name) => readFileSync(join(root, "content/samples", name));
/** A program that carries the marker in its name, and another among its bytes: not among the last, which are looked at for
 *  the signatures of packers. */
const marked = (name) => ({ name: `${MARKER}-${name}`, mimeType: "", buffer: Buffer.concat([sample(name), Buffer.from("among-its-bytes"), Buffer.alloc(200)]) });
const kept = (page) => page.evaluate(() => sessionStorage.getItem("kept"));
const bar = (page) => page.locator("#kept");

/** Chooses a file on the first page, and waits until all of it was searched. */
async function read(page, file) {
  await choose(page, file);
  await page.getByText("Then searched all of the program").waitFor();
  await bar(page).getByText("this tab keeps what was read of").waitFor();
}

/** Leaves the locked page as a visitor does, by a link or the address. */
const visit = (page, path) => page.goto(new URL(path, site.address).href);

test("images and lessons say how the file ends there, and none of it is in a request", { timeout: 120_000 }, async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  const asked = [];
  page.context().on("request", (request) => asked.push(request.url(), request.postData() ?? "", JSON.stringify(request.headers())));
  const seen = site.log.length();
  await read(page, marked("c-glibc-2.38"));
  const ends = await rungs(page);
  const error = await page.locator(".rung", { has: page.locator("input[value=debian-bookworm-slim]") }).locator(".error").first().innerText();
  assert.equal(ends["debian-bookworm-slim"], "fails");

  await visit(page, "images/debian-bookworm-slim/");
  const line = page.locator("article > header .kept-line");
  assert.match(await line.innerText(), new RegExp(`Your file ${MARKER}-c-glibc-2\\.38 in this image: it fails with `));
  assert.ok((await line.innerText()).includes(error.trim()), "in the words of the report");
  await visit(page, "images/debian-trixie-slim/");
  assert.match(await page.locator("article > header .kept-line").innerText(), /in this image: it (runs|starts)/);
  await visit(page, "images/");
  const row = page.locator("tr", { has: page.locator("a[href$='/images/debian-bookworm-slim/']") });
  await row.getByText("it fails").waitFor();

  await visit(page, "learn/symbol-versions/");
  await page.locator("figure > .kept-line").first().waitFor();
  await page.getByRole("link", { name: "Its report", exact: true }).click();
  await page.waitForURL(/#report$/);
  assert.match(await answerFor(page, `${MARKER}-c-glibc-2.38`), /^Use /);

  const all = [...asked, ...site.log.since(seen)].map((text) => decodeURIComponent(text.replaceAll("%", "%25")));
  assert.ok(all.length > 20);
  for (const text of all) assert.ok(!text.includes(MARKER), text);
});

test("on the way back the report is judged again without the file, search and all", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await read(page, marked("c-openssl"));
  const before = { ends: await rungs(page), answer: await page.locator(".answer-line").innerText(), needs: await page.locator("#needs summary").allInnerTexts() };
  assert.ok(before.needs.length >= 1);
  await visit(page, "glossary/");
  await visit(page, "");
  await page.getByRole("button", { name: "Show its report again" }).click();
  assert.equal(await answerFor(page, `${MARKER}-c-openssl`), before.answer);
  assert.deepEqual(await rungs(page), before.ends);
  assert.deepEqual(await page.locator("#needs summary").allInnerTexts(), before.needs);
  await page.getByText("The file itself is not at hand.").waitFor();
  await page.getByText("Locked.").waitFor();
  // Words of another runtime are a judgement, and need no file either.
  await page.getByLabel("Messages as printed by").selectOption("Podman");
  await page.getByText("The file itself is not at hand.").waitFor();
  // Another file goes on as ever.
  await read(page, marked("go-static"));
  assert.ok(JSON.parse(await kept(page)).name.endsWith("go-static"));
});

test("what was not searched is said, because that takes the file", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await read(page, marked("go-cgo"));
  await page.evaluate(() => {
    const record = JSON.parse(sessionStorage.getItem("kept"));
    for (const file of record.files) delete file.hits;
    sessionStorage.setItem("kept", JSON.stringify(record));
  });
  await visit(page, "about/");
  await visit(page, "#report");
  await page.getByText("was not looked for, and that takes the file.").waitFor();
});

test("the bytes of the file are not kept, and a sample is not", async (t) => {
  const page = await site.open(t, "?sample=go-cgo", { announced: BLOCKED });
  await page.getByText("Then searched all of the program").waitFor();
  assert.equal(await kept(page), null);
  await read(page, marked("c-libpq"));
  const text = await kept(page);
  assert.ok(text.length < 2 ** 20);
  const { files } = JSON.parse(text);
  for (const part of files.flatMap(({ facts, hits }) => [facts, hits])) {
    assert.ok(!Buffer.from(part, "base64").includes("among-its-bytes"));
    assert.ok(Buffer.from(part, "base64").length < sample("c-libpq").length);
  }
});

test("what is forgotten stays forgotten, on the page that read it and on others", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await read(page, marked("go-cgo"));
  await bar(page).getByRole("button", { name: "Forget it" }).click();
  await bar(page).getByText("Forgotten").waitFor();
  await page.getByLabel("Messages as printed by").selectOption("Podman");
  assert.equal(await kept(page), null);
  await read(page, marked("go-static"));
  await visit(page, "images/scratch/");
  await page.locator("article > header .kept-line").getByRole("button", { name: "Forget it" }).click();
  await page.getByText("Forgotten: this tab keeps nothing of your file.").waitFor();
  assert.equal(await kept(page), null);
  await visit(page, "learn/scratch/");
  assert.equal(await page.locator(".kept-line").count(), 0);
  await visit(page, "");
  assert.ok(await bar(page).isHidden());
});

test("names and errors of a hostile file stay text", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await read(page, { name: "<img src=x onerror=alert(1)>", mimeType: "", buffer: sample("c-libpq") });
  await page.evaluate(() => {
    const record = JSON.parse(sessionStorage.getItem("kept"));
    for (const image of record.images) Object.assign(image, { image: "<b>x</b>", error: "<script>alert(1)</script>", outcome: "__proto__" });
    record.choices = "image=<i>";
    sessionStorage.setItem("kept", JSON.stringify(record));
  });
  for (const path of ["images/scratch/", "images/", "learn/scratch/", "dockerfile/", "dockerfile/check/"]) {
    await visit(page, path);
    await page.locator(".kept-line, #kept:not([hidden])").first().waitFor();
    assert.equal(await page.locator(".kept-line :is(img, b, script, i), #kept img").count(), 0, path);
  }
});

test("what another build kept, or nobody can read, is nothing", async (t) => {
  const page = await site.open(t, "about/");
  for (const text of ['{"build":"judge-000000000000_bg.wasm","name":"x","images":[]}', "{", "null", "[]"]) {
    await page.evaluate((text) => sessionStorage.setItem("kept", text), text);
    await visit(page, "images/scratch/");
    assert.equal(await page.locator(".kept-line").count(), 0, text);
    await visit(page, "");
    assert.ok(await bar(page).isHidden(), text);
  }
});

test("more than a tab keeps is not kept", { timeout: 120_000 }, async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await read(page, marked("c-libpq"));
  // The facts of one program are some kilobytes: many programs at once are what grows.
  const { length } = JSON.parse(await kept(page)).files[0].facts;
  const one = sample("c-libpq");
  const many = Array.from({ length: Math.ceil(2 ** 20 / length) + 1 }, (_, number) => ({ name: `${number}-app`, mimeType: "", buffer: one }));
  await page.locator("#file").setInputFiles(many);
  await bar(page).getByText("than a tab keeps, 1 MB.").waitFor();
  assert.equal(await kept(page), null, "of the file before nothing is left");
});

test("where the browser stores nothing, the page says so", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await page.evaluate(() => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, text) {
      if (key === "kept") throw new DOMException("full", "QuotaExceededError");
      return set.call(this, key, text);
    };
  });
  await choose(page, marked("go-static"));
  await bar(page).getByText("This browser keeps nothing for a visit").waitFor();
  assert.equal(await kept(page), null);
});

test("the generator is filled in for the file, and the checker holds it against the last stage", async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await read(page, marked("go-cgo"));
  const image = await page.locator(".rung", { hasText: "use this" }).locator("input").inputValue();
  await visit(page, "dockerfile/");
  await page.getByRole("link", { name: "fill the form in for it" }).click();
  await page.waitForURL(/dockerfile\/#.*=/);
  assert.equal(await page.locator("#choices [name=image]").inputValue(), image);
  await visit(page, "dockerfile/check/");
  await page.getByRole("button", { name: "Hold it against the last stage" }).click();
  await page.getByText("is held against the last stage.").waitFor();
  await page.locator("#check-forget").click();
  assert.equal(await kept(page), null);
});

test("axe finds nothing where it is told of", { timeout: 180_000 }, async (t) => {
  const page = await site.open(t, "", { announced: BLOCKED });
  await read(page, marked("c-glibc-2.38"));
  for (const path of [undefined, "", "images/debian-bookworm-slim/", "images/", "learn/symbol-versions/", "dockerfile/", "dockerfile/check/"]) {
    if (path !== undefined) {
      await visit(page, path);
      await page.locator(".kept-line, #kept:not([hidden])").first().waitFor();
    }
    await isAccessible(page, path);
  }
});
