// The paste box: a log is read in the page, each known error in it is told of with its page, and a file that is at hand
// is held against it.

import assert from "node:assert/strict";
import { join } from "node:path";
import test from "node:test";
import { isAccessible } from "./axe.mjs";
import { choose } from "./report.mjs";
import { root, visitForTests } from "./site.mjs";

const site = await visitForTests();
const LOG = "web-1  | ./app: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by ./app)\nexec /app: no such file or directory\n";

test("a pasted log is read, and each error leads to its page", async (t) => {
  const page = await site.open(t, "errors/");
  await page.locator("#paste-text").fill(LOG);
  await page.getByText("2 known errors are in it.").waitFor();
  const found = page.locator("#paste-found > li");
  assert.equal(await found.count(), 2);
  assert.match(await found.first().innerText(), /GLIBC_2\.38/);
  await isAccessible(page);
  await found.first().getByRole("link").click();
  await page.waitForURL(/\/errors\/missing-version\/$/);
  assert.match(await page.locator("h1").innerText(), /GLIBC_2\.38/);
});

test("nothing known says so, and an emptied box says nothing", async (t) => {
  const page = await site.open(t, "errors/");
  await page.locator("#paste-text").fill("everything is fine\n");
  await page.getByText("No known error is in it.").waitFor();
  await page.getByRole("button", { name: "Clear" }).click();
  assert.equal(await page.locator("#paste-said").innerText(), "");
  assert.equal(await page.evaluate(() => document.activeElement.id), "paste-text");
});

test("markup in a log stays text", async (t) => {
  const page = await site.open(t, "errors/");
  await page.locator("#paste-text").fill('exec /<img/src=x/onerror=alert(1)>: no such file or directory');
  await page.getByText("One known error is in it.").waitFor();
  assert.equal(await page.locator("#paste-found img").count(), 0);
});

test("a file that was chosen before says whether it explains the error, though nothing can be fetched any more", async (t) => {
  const page = await site.open(t, "");
  await choose(page, join(root, "content/samples/c-glibc-2.38"));
  await page.locator("#paste-text").fill(LOG);
  const first = page.locator("#paste-found > li").first();
  await first.getByText("Your file explains it.").waitFor();
});

test("an error that the report foretells leads to its page", async (t) => {
  const page = await site.open(t, "");
  await choose(page, join(root, "content/samples/c-libpq"));
  const link = page.locator(".rung-fails").first().getByRole("link", { name: "This error, decoded" });
  assert.match(await link.getAttribute("href"), /errors\/missing-library\/$/);
});

test("without scripts every error is there to be looked up", async (t) => {
  const page = await site.open(t, "errors/", { javaScriptEnabled: false });
  assert.ok((await page.locator(".error-group li").count()) >= 40);
  assert.match(await page.locator("noscript, #paste").first().innerText(), /finalstage explain/);
});
