// What there is to be found is found: each rule and each error by the search, and each from the other.

import assert from "node:assert/strict";
import test from "node:test";
import { visitForTests } from "./site.mjs";

const site = await visitForTests();

/** Whether the search comes to list a section of this address. */
async function lists(page, words, address) {
  await page.locator("#search-for").fill(words);
  const option = page.locator(`[role=option][href*="${address}"]`).first();
  return option.waitFor({ timeout: 5000 }).then(() => true, () => false);
}

async function searching(t, from) {
  const page = await site.open(t, from);
  const told = await page.evaluate(() => ({
    rules: [...document.querySelectorAll(".check-rule")].map((rule) => [rule.id, rule.querySelector("h3").textContent]),
    errors: [...document.querySelectorAll(".error-group li a")].map((link) => [new URL(link.href).pathname, link.textContent.trim()]),
  }));
  await page.keyboard.press("Control+k");
  await page.locator("dialog.search-dialog[open]").waitFor();
  return [page, told];
}

test("the search finds every rule by its title", async (t) => {
  const [page, { rules }] = await searching(t, "dockerfile/check/");
  assert.ok(rules.length >= 22, String(rules.length));
  const lost = [];
  for (const [id, title] of rules) {
    if (!(await lists(page, title, `dockerfile/check/#${id}`))) lost.push(title);
  }
  assert.deepEqual(lost, []);
});

test("the search finds every error by its title", async (t) => {
  const [page, { errors }] = await searching(t, "errors/");
  assert.ok(errors.length >= 40, String(errors.length));
  const lost = [];
  for (const [address, title] of errors) {
    if (!(await lists(page, title, address.slice(1)))) lost.push(title);
  }
  assert.deepEqual(lost, []);
});

test("a rule leads to the errors it keeps away, and each of them back to the rule", async (t) => {
  const page = await site.open(t, "dockerfile/check/");
  const leads = await page.evaluate(() =>
    [...document.querySelectorAll(".check-rule")].flatMap((rule) =>
      [...rule.querySelectorAll("a[href*='errors/']")].map((link) => [rule.id, link.href])));
  assert.ok(leads.length > 30, String(leads.length));
  const pages = new Map();
  for (const [, address] of leads) {
    if (!pages.has(address)) pages.set(address, await (await fetch(address)).text());
  }
  const lost = leads.filter(([rule, address]) => !pages.get(address).includes(`dockerfile/check/#${rule}"`));
  assert.deepEqual(lost, []);
});
