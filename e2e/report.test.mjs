// Real programs, dropped on the page: the verdict is the one that was seen when they were really started.

import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import test from "node:test";
import { programs, started } from "./programs.mjs";
import { answerFor, choose, dockerfile, drop, receipt, rungs } from "./report.mjs";
import { visitForTests } from "./site.mjs";

const PROGRAMS = {
  "busybox-static-bullseye": "scratch",
  "caddy-bookworm": "gcr.io/distroless/base-debian13:nonroot",
  "ripgrep-bullseye": "gcr.io/distroless/cc-debian13:nonroot",
  "esbuild": "scratch",
  "psql-bookworm": null,
  "ruff": "gcr.io/distroless/cc-debian13:nonroot",
  "hello-arm64-bookworm": "gcr.io/distroless/base-nossl-debian13:nonroot",
  "pandoc-bookworm": null,
};
const LARGE = 80_000_000;

const paths = programs(...Object.keys(PROGRAMS));
const site = await visitForTests();

for (const [name, image] of Object.entries(PROGRAMS)) {
  test(`${name}, dropped: ${image ?? "no image holds it"}`, async (t) => {
    const page = await site.open(t, "");
    await drop(page, [paths[name]]);
    const answer = await answerFor(page, name);
    assert.equal(answer, image ? `Use ${image}.` : "No image here holds this program.");
    const shown = await rungs(page);
    for (const [slug, starts] of Object.entries(started(name))) {
      assert.match(shown[slug], starts ? /^(runs|starts, but)$/ : /^fails$/, `${name} in ${slug}`);
    }
  });
}

test("one of the programs is larger than 80 MB, and a few slices of it are enough", async (t) => {
  const large = Object.values(paths).find((path) => statSync(path).size > LARGE);
  assert.ok(large);
  const page = await site.open(t, "");
  await choose(page, large);
  const { slices } = await receipt(page);
  assert.ok(slices <= 32, `${slices} slices`);
});

test("picking another rung changes the Dockerfile, and Copy takes what is shown", async (t) => {
  const page = await site.open(t, "", { permissions: ["clipboard-read", "clipboard-write"] });
  await choose(page, paths["caddy-bookworm"]);
  const advised = await dockerfile(page);
  assert.match(advised, /^FROM gcr\.io\/distroless\/base-debian13:nonroot/m);
  await page.getByRole("radio", { name: /Debian.* 13|trixie/i }).first().check();
  await page.locator(".dockerfile", { hasText: "FROM debian:trixie-slim" }).waitFor();
  const other = await dockerfile(page);
  assert.notEqual(other, advised);
  await page.getByRole("button", { name: "Copy" }).click();
  await page.locator(".said", { hasText: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), other);
});

test("a rung that does not hold the program says so above its Dockerfile", async (t) => {
  const page = await site.open(t, "");
  await choose(page, paths["caddy-bookworm"]);
  await page.locator(".rung-fails input").first().check();
  await page.locator(".dockerfile-warning").waitFor();
});

test("the Dockerfile and the report can be saved", async (t) => {
  const page = await site.open(t, "");
  await choose(page, paths["esbuild"]);
  // It speaks TLS, which only the search through the whole of it shows.
  await page.locator("#needs").waitFor();
  const save = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name, exact: true }).click()]);
    return readFileSync(await download.path(), "utf8");
  };
  assert.equal(await save("Download"), await dockerfile(page));
  const report = JSON.parse(await save("Download the report (JSON)"));
  assert.equal(report.elf.linking, "static");
  assert.equal(report.needs[0].code, "ca-certificates");
  assert.equal(report.recommendation.image, "gcr.io/distroless/static-debian13");
});
