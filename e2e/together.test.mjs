// Several files at once: a program is judged with the libraries that come along, whatever they come in.

import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { answerFor, choose, dockerfile, drop, rungs } from "./report.mjs";
import { visitForTests } from "./site.mjs";
import { contents, folder, made, tar, zip } from "./together.mjs";

const PROGRAM = { app: "origin-with-a-library/app", "lib/libanswer.so": "origin-with-a-library/lib/libanswer.so" };
const TWO = { ...PROGRAM, "bin/other": "origin-with-a-library/app" };
const DEBIAN = "debian-trixie-slim";
const site = await visitForTests();

const upload = (name, buffer) => ({ name, mimeType: "application/octet-stream", buffer });

/** Waits for the answer, and asks whether the program was found with its library. */
async function together(page) {
  await page.getByText("Judged together with one library of its own").waitFor();
  assert.equal((await rungs(page))[DEBIAN], "runs");
  assert.match(await dockerfile(page), /^COPY --chmod=0555 \["\.\/app\/", "\/app"\]/m);
}

test("the program alone does not start: its library is missing", async (t) => {
  const page = await site.open(t, "");
  await choose(page, made(PROGRAM.app));
  assert.equal((await rungs(page))[DEBIAN], "fails");
  assert.equal(await page.locator(".handed").count(), 0);
});

const WAYS = {
  "a folder, chosen": (page, t) => choose(page, folder(t, PROGRAM), "#folder"),
  "a folder, dropped": (page, t) => drop(page, [folder(t, PROGRAM)]),
  "a program and a folder, dropped": (page, t) => {
    const directory = folder(t, PROGRAM);
    return drop(page, [join(directory, "app"), join(directory, "lib")]);
  },
  "a zip": (page) => choose(page, upload("app.zip", zip(contents(PROGRAM)))),
  "a tar": (page) => choose(page, upload("app.tar", tar(contents(PROGRAM)))),
  "a tar.gz": (page) => choose(page, upload("app.tar.gz", gzipSync(tar(contents(PROGRAM))))),
  "a tar.gz, dropped": (page, t) => {
    const file = join(folder(t, PROGRAM), "app.tar.gz");
    writeFileSync(file, gzipSync(tar(contents(PROGRAM))));
    return drop(page, [file]);
  },
  "a tar in which the library is a link": (page) => {
    const { app, "lib/libanswer.so": library } = contents(PROGRAM);
    const members = { "./app": app, "./lib/libanswer.so": "libanswer.so.1.2", "./lib/libanswer.so.1.2": library, README: Buffer.from("hi") };
    return choose(page, upload("app.tar", tar(members)));
  },
};

for (const [way, give] of Object.entries(WAYS)) {
  test(`${way}: the program starts with its own library`, async (t) => {
    const page = await site.open(t, "");
    await give(page, t);
    await together(page);
  });
}

test("two files chosen at once lie beside each other", async (t) => {
  const page = await site.open(t, "");
  const directory = folder(t, PROGRAM);
  await choose(page, [join(directory, "app"), join(directory, "lib/libanswer.so")]);
  // Its RUNPATH leads to `lib`, so there the library is not found.
  await page.getByText("Judged together with one library of its own").waitFor();
  assert.equal((await rungs(page))[DEBIAN], "fails");
});

test("of several programs the one nearest the root is shown, and another is picked by keyboard", async (t) => {
  const page = await site.open(t, "");
  await choose(page, folder(t, TWO), "#folder");
  await answerFor(page, "app");
  const list = page.getByLabel("Program");
  assert.deepEqual(await list.locator("option").allTextContents(), ["app", "bin/other"]);
  await list.focus();
  await page.keyboard.press("ArrowDown");
  assert.equal(await answerFor(page, "other"), await page.locator(".answer-line").innerText());
  // Below bin/ there is no lib/.
  assert.equal((await rungs(page))[DEBIAN], "fails");
  assert.ok(await list.evaluate((list) => list === document.activeElement), "the focus stays on the list");
});

test("the words of another runtime are shown, and kept for the next visit", async (t) => {
  const page = await site.open(t, "");
  await choose(page, made("interpreter-and-nothing-needed/app"));
  const error = page.locator(".rung", { has: page.locator("input[value=scratch]") }).locator(".error");
  assert.equal(await error.innerText(), "exec /app: no such file or directory");
  const before = site.log.length();
  await page.getByLabel("Messages as printed by").selectOption("Podman");
  await error.filter({ hasText: "exec container process" }).waitFor();
  assert.deepEqual(site.log.since(before), [], "nothing is asked for");
  await page.reload();
  await choose(page, made("interpreter-and-nothing-needed/app"));
  assert.match(await error.innerText(), /^exec container process/);
});

test("no request is made from the moment a folder or an archive is chosen", async (t) => {
  for (const [name, files, input] of [["folder", folder(t, TWO), "#folder"], ["archive", upload("app.tar.gz", gzipSync(tar(contents(TWO)))), "#file"]]) {
    const page = await site.open(t, "");
    await page.locator("#file").focus();
    await page.waitForLoadState("networkidle");
    const asked = [];
    page.on("request", (request) => request.url().startsWith("blob:") || asked.push(request.url()));
    await choose(page, files, input);
    await page.getByLabel("Program").selectOption("bin/other");
    await answerFor(page, "other");
    assert.deepEqual(asked, [], name);
  }
});

const BROKEN = {
  "a tar that ends early": ["app.tar", tar(contents(PROGRAM)).subarray(0, 3000), /ends in the middle/],
  "a damaged tar.gz": ["app.tar.gz", Buffer.concat([gzipSync(tar(contents(PROGRAM))).subarray(0, 900), Buffer.alloc(2000, 7)]), /damaged/],
  "a zip with a password": ["app.zip", encrypted(zip(contents(PROGRAM))), /is encrypted/],
};

for (const [what, [name, buffer, says]] of Object.entries(BROKEN)) {
  test(`${what} is told of, and the next file can be read`, async (t) => {
    const page = await site.open(t, "");
    await choose(page, upload(name, buffer));
    assert.match(await page.locator(".failure p").innerText(), says);
    await choose(page, upload("app.zip", zip(contents(PROGRAM))));
    await together(page);
  });
}

test("a folder without a program says so", async (t) => {
  const page = await site.open(t, "");
  const directory = folder(t, {});
  writeFileSync(join(directory, "README"), "hi");
  await choose(page, directory, "#folder");
  assert.match(await page.locator(".failure p").innerText(), /No executable lies in this folder/);
});

/** Sets the flag of encryption on the first member of the directory. */
function encrypted(zip) {
  zip[zip.indexOf("PK\x01\x02") + 8] |= 1;
  return zip;
}
