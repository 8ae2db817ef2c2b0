// The generator's page: from the home page to a Dockerfile without a mouse, links that restore choices, and
// the same text as the command line's.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { answerFor } from "./report.mjs";
import { NARROW, root, visitForTests } from "./site.mjs";

const MOST_STOPS = 80;
const site = await visitForTests();

const finalstage = process.env.FINALSTAGE ?? join(root, "target/debug/finalstage");

/** What the command line writes for the choices of an address. */
function byCommandLine(query) {
  const options = [...new URLSearchParams(query)].map(([name, value]) => `--${name}=${value}`);
  return execFileSync(finalstage, ["dockerfile", ...options], { encoding: "utf8" });
}

const shown = async (page) => (await page.locator("#result-lines .step code").allTextContents()).join("");
const query = (page) => new URL(page.url()).hash.slice(1);
const contains = (page, text) => page.locator("#result-lines", { hasText: text }).waitFor();

/** The name by which the element in focus is known. */
const focused = (page) => page.evaluate(() => {
  const element = document.activeElement;
  const label = element.labels?.[0]?.innerText ?? element.getAttribute("aria-label") ?? element.innerText ?? "";
  return label.replace(/\s+/g, " ").trim();
});

async function tabTo(page, there) {
  const passed = [];
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press("Tab");
    const name = await focused(page);
    passed.push(name);
    if (there.test(name)) return;
  }
  assert.fail(`no stop matches ${there}; passed ${passed.join(" | ")}`);
}

test("a Go service with SQLite, non-root, with a volume and a health check, by keyboard alone", async (t) => {
  const page = await site.open(t, "", { permissions: ["clipboard-read", "clipboard-write"] });
  await tabTo(page, /^Dockerfile$/);
  await page.keyboard.press("Enter");
  await page.waitForURL(/dockerfile\/$/);
  await tabTo(page, /^Language$/);
  await tabTo(page, /^With cgo$/);
  await page.keyboard.press("Space");
  await tabTo(page, /^Build tags$/);
  await page.keyboard.type("sqlite_fts5");
  await tabTo(page, /^Ports$/);
  await page.keyboard.type("8080");
  await tabTo(page, /^Volumes$/);
  await page.keyboard.type("/data");
  await tabTo(page, /^Health check$/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await contains(page, "HEALTHCHECK");
  await tabTo(page, /^Copy$/);
  await page.keyboard.press("Enter");
  await page.locator("#result-said", { hasText: "Copied" }).waitFor();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /^# syntax=docker\/dockerfile:1\n\nFROM golang:[\d.]+-trixie AS build\n/);
  assert.match(text, /ARG TAGS="sqlite_fts5"\n/);
  assert.match(text, /CGO_ENABLED=1 go build/);
  assert.match(text, /\nFROM gcr\.io\/distroless\/base-debian13:nonroot\n/);
  assert.match(text, /\nCOPY --from=files --chown=65532:65532 --chmod=0750 \["\/home\/nonroot", "\/data"\]\n/);
  assert.match(text, /\nVOLUME \["\/data"\]\nHEALTHCHECK /);
  assert.match(text, /\nUSER 65532:65532\nENTRYPOINT \["\/app"\]\n$/);
  assert.equal(text, byCommandLine(query(page)));
});

test("a link brings every choice back, and the command line writes the same", async (t) => {
  const query = "language=cpp&build=cmake&image=alpine-3.24&user=10001&init=tini&port=9000&directory=%2Fvar%2Fcache%2Fapp&labels=on";
  const page = await site.open(t, `dockerfile/#${query}`);
  await contains(page, "USER 10001:10001");
  assert.equal(await page.locator("#choice-language").inputValue(), "cpp");
  assert.equal(await page.locator("#choice-image").inputValue(), "alpine-3.24");
  assert.equal(await page.locator("#choice-directory").inputValue(), "/var/cache/app");
  assert.ok(await page.locator("#choice-labels").isChecked());
  assert.equal(await shown(page), byCommandLine(query));
});

test("what a change adds is marked and told of", async (t) => {
  const page = await site.open(t, "dockerfile/");
  await page.locator("#choice-init").selectOption("tini");
  await contains(page, "tini-static-amd64");
  const fresh = (await page.locator("#result-lines .fresh").allTextContents()).join("\n");
  assert.match(fresh, /ENTRYPOINT \["\/tini", "--", "\/app"\]/);
  assert.doesNotMatch(fresh, /FROM golang/);
  assert.match(await page.locator("#result-said").innerText(), /^\d+ lines are new\.$/);
});

test("what cannot be taken says so at its field, and nothing of it gets into the file", async (t) => {
  const page = await site.open(t, "dockerfile/");
  await page.locator("#choice-volume").fill("/data\"]$(id)");
  await page.locator("#choice-volume-wrong:visible").waitFor();
  assert.match(await page.locator("#choice-volume-wrong").innerText(), /absolute path/);
  assert.equal(await page.locator("#choice-volume").getAttribute("aria-invalid"), "true");
  assert.doesNotMatch(await shown(page), /VOLUME|\$\(id\)/);
  await page.locator("#choice-volume").fill("/data");
  await contains(page, "VOLUME");
  assert.ok(await page.locator("#choice-volume-wrong").isHidden());
});

test("an image that cannot hold the language is refused with the reason", async (t) => {
  const page = await site.open(t, "dockerfile/#language=python&image=scratch");
  await page.locator("#choice-image-wrong:visible").waitFor();
  assert.match(await page.locator("#choice-image-wrong").innerText(), /scratch has none/);
  assert.equal(await shown(page), "");
});

test("a preset is one click away, and another file is another tab", async (t) => {
  const page = await site.open(t, "dockerfile/");
  await page.locator("#sqlite > summary").click();
  const today = (await page.locator("#sqlite .instructions code").allTextContents()).join("");
  await page.locator("#sqlite").getByRole("link", { name: "Start from this" }).click();
  await contains(page, "sqlite_fts5");
  assert.equal(await shown(page), today);
  await page.getByText("compose.yaml", { exact: true }).click();
  await contains(page, "service_healthy");
});

test("all files come in one archive that others can open", async (t) => {
  const page = await site.open(t, "dockerfile/#language=go&port=8080");
  await contains(page, "EXPOSE 8080");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "All as a zip" }).click();
  const archive = await (await download).path();
  const folder = mkdtempSync(join(tmpdir(), "final-stage-zip-"));
  t.after(() => rmSync(folder, { recursive: true }));
  const copy = join(folder, "all.zip");
  writeFileSync(copy, readFileSync(archive));
  execFileSync("python3", ["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])", copy, join(folder, "out")]);
  const files = readdirSync(join(folder, "out"), { recursive: true }).map(String).sort();
  for (const file of ["Dockerfile", ".dockerignore", "compose.yaml", "kubernetes.yaml", "Makefile", ".github/workflows/image.yaml"]) {
    assert.ok(files.includes(file), `${file} is among ${files}`);
  }
  assert.equal(readFileSync(join(folder, "out", "Dockerfile"), "utf8"), await shown(page));
});

test("the report leads to the form filled in, and the file stays behind", async (t) => {
  const page = await site.open(t, "");
  await page.locator("#file").setInputFiles(join(root, "content/samples/go-cgo"));
  await answerFor(page, "go-cgo");
  const written = (await page.locator(".dockerfile .step code").allTextContents()).join("");
  await page.getByRole("link", { name: "Adapt it" }).click();
  await page.waitForURL(/dockerfile\/#/);
  await contains(page, "CGO_ENABLED=1");
  assert.equal(await shown(page), written);
  assert.ok(!page.url().includes("go-cgo"));
});

test("on a phone nothing is wider than the screen", async (t) => {
  const page = await site.open(t, "dockerfile/#language=go&cgo=on&volume=/data&health=http", { viewport: NARROW });
  await contains(page, "HEALTHCHECK");
  const [wide, screen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= screen, `${wide} > ${screen}`);
});

test("nothing is made before the page is touched, and then what changed first is marked", async (t) => {
  const page = await site.open(t, "dockerfile/");
  await page.waitForLoadState("networkidle");
  const judges = () => site.log.since(page.opened).filter((line) => line.includes("judge")).length;
  assert.equal(judges(), 0);
  assert.ok(await page.getByRole("button", { name: "Download" }).isVisible());
  await page.locator("#files label", { hasText: "compose.yaml" }).click();
  await page.locator("#result-name", { hasText: "compose.yaml" }).waitFor();
  assert.ok(judges() > 0);
  await page.locator("#files label", { hasText: /^Dockerfile$/ }).click();
  await page.locator("#choice-cgo").check();
  await page.locator("#result-lines .fresh").first().waitFor();
});

test("without scripts the first Dockerfile and the presets are there", async (t) => {
  const page = await site.open(t, "dockerfile/", { javaScriptEnabled: false });
  assert.match(await shown(page), /^# syntax=docker\/dockerfile:1\n/);
  assert.ok(await page.locator("#choices").isHidden());
  await page.locator("#tini > summary").click();
  await page.locator("#tini .preset-today", { hasText: "--checksum=sha256:" }).waitFor();
});
