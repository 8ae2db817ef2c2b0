// The samples on the home page, and the addresses that lead to them.

import assert from "node:assert/strict";
import test from "node:test";
import { answerFor, rungs } from "./report.mjs";
import { visitForTests } from "./site.mjs";

const site = await visitForTests();

test("a sample is one click away, and does not lock the page", async (t) => {
  const page = await site.open(t, "");
  const link = page.locator(".samples a").first();
  const slug = new URL(await link.getAttribute("href"), site.address).searchParams.get("sample");
  await link.click();
  await answerFor(page, "");
  assert.ok(Object.keys(await rungs(page)).length > 5);
  await page.getByText("Not locked yet.").waitFor();
  assert.ok(slug);
});

test("every sample has an address of its own, and an answer", async (t) => {
  const page = await site.open(t, "");
  const addresses = await page.locator(".samples a").evaluateAll((links) => links.map((link) => link.href));
  assert.ok(addresses.length >= 5);
  for (const address of addresses) {
    await page.goto(address);
    await page.locator(".answer-line").waitFor();
  }
});

test("after the lock a sample opens a fresh page", async (t) => {
  const page = await site.open(t, "");
  await page.locator("#file").setInputFiles({ name: "words", mimeType: "", buffer: Buffer.from("words\n") });
  await page.locator(".answer-line").waitFor();
  await page.locator(".samples summary").click();
  await page.locator(".samples a").first().click();
  await page.waitForURL(/\?sample=/);
  await page.locator(".answer-line").waitFor();
});
