// Everything about a dropped file is hostile until shown otherwise: its name, its strings, its timing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { advised, answerFor, choose, dockerfile, drop } from "./report.mjs";
import { root, visitForTests } from "./site.mjs";

const sample = (name) => join(root, "content/samples", name);
const program = readFileSync(sample("go-cgo"));
const site = await visitForTests();

const NAMES = [
  "<img src=x onerror=alert(1)>",
  "\"><script>document.title='taken'</script>",
  "app\nRUN rm -rf /",
  "a b'c\"d$(id)`id`\\",
  "\u202egpj.exe",
  "\u0000\u0007\u001b[31mred",
  "-rf",
  "x".repeat(5_000),
  "数据 приложение 🐳",
];

for (const name of NAMES) {
  test(`the name ${JSON.stringify(name.slice(0, 40))} is text and nothing more`, async (t) => {
    const page = await site.open(t, "");
    const title = await page.title();
    await choose(page, { name, mimeType: "", buffer: program });
    await page.locator(".answer-line", { hasText: "Use " }).waitFor();
    assert.equal(await page.title(), title);
    assert.equal(await page.locator(".tool img, .tool script").count(), 0);
    const shown = await page.locator(".zone-file .machine").innerText();
    assert.doesNotMatch(shown, /[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/, "no control and no direction mark is shown");
    const written = await dockerfile(page);
    const instructions = written.split("\n").filter((line) => line !== "" && !line.startsWith("#") && !/^\s/.test(line));
    for (const line of instructions) {
      assert.match(line, /^(FROM|COPY|USER|ENTRYPOINT|WORKDIR|ENV|ARG|RUN|ADD|LABEL|CMD|EXPOSE|STOPSIGNAL) /, line);
    }
    assert.doesNotMatch(written, /^RUN rm/m);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, "the page does not scroll sideways");
  });
}

test("strings inside the file are text and nothing more", async (t) => {
  const page = await site.open(t, "");
  const evil = Buffer.from(program);
  const place = evil.indexOf("libc.so.6\0");
  assert.ok(place > 0);
  evil.write("<b>x</b>\0", place, "latin1");
  await choose(page, { name: "evil", mimeType: "", buffer: evil });
  assert.equal(await page.locator(".report b").count(), 0);
  assert.ok((await page.locator(".report").innerText()).includes("<b>x</b>"));
});

test("dropping a second file replaces the first", async (t) => {
  const page = await site.open(t, "");
  await drop(page, [sample("go-static")]);
  assert.equal(await answerFor(page, "go-static"), "Use scratch.");
  await page.locator(".rung input").first().check();
  await drop(page, [sample("go-cgo")]);
  assert.match(await answerFor(page, "go-cgo"), /^Use gcr\.io\/distroless\/base/);
  assert.equal(await page.locator(".answer-line").count(), 1);
  assert.ok(await advised(page).isChecked(), "the earlier choice is forgotten");
});

test("of many files chosen faster than they are read, the last one is shown", async (t) => {
  const page = await site.open(t, "");
  const names = ["go-static", "cpp", "c-openssl", "rust-gnu", "c-musl-dynamic", "go-cgo"];
  for (const name of names) await page.locator("#file").setInputFiles(sample(name));
  await answerFor(page, "go-cgo");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(await page.locator(".zone-file .machine").innerText(), "go-cgo");
});

for (const [way, give] of [["chosen", (page) => page.locator("#file").setInputFiles(sample("go-cgo"))], ["dropped", (page) => drop(page, [sample("go-cgo")])]]) {
  test(`a file ${way} before the page is awake is not lost`, async (t) => {
    let release;
    const asleep = new Promise((done) => (release = done));
    const before = (page) =>
      page.route("**/*.wasm", async (route) => {
        await asleep;
        await route.continue();
      });
    const page = await site.open(t, "", { before });
    await give(page);
    release();
    assert.match(await answerFor(page, "go-cgo"), /^Use gcr/);
  });
}

test("the same file can be chosen again", async (t) => {
  const page = await site.open(t, "");
  await choose(page, sample("go-cgo"));
  await page.locator(".rung input").first().check();
  await page.locator("#file").setInputFiles(sample("go-cgo"));
  await page.locator(".rung-chosen", { hasText: "use this" }).waitFor();
});

test("a folder of programs for many machines breaks nothing", async (t) => {
  const page = await site.open(t, "");
  await drop(page, [join(root, "content")]);
  await page.locator(".failure, .answer-line, .zone-empty").first().waitFor();
  await choose(page, sample("go-static"));
  assert.equal(await page.locator(".answer-line").innerText(), "Use scratch.");
});
