// Files that are no Linux program: each gets a sentence of its own that says what to do.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { gzipSync } from "node:zlib";
import { choose } from "./report.mjs";
import { root, visitForTests } from "./site.mjs";
import { tar, zip } from "./together.mjs";

const sample = (name) => readFileSync(join(root, "content/samples", name));
const site = await visitForTests();

const STRANGERS = [
  ["a Windows program", "app.exe", sample("c-windows"), /Windows/, /Linux/],
  ["a macOS program", "app", sample("go-macos"), /macOS/, /GOOS=linux/],
  ["plain text", "notes.txt", Buffer.from("Just a few words.\n"), /text/i, /./],
  ["an empty file", "nothing", Buffer.alloc(0), /empty/i, /./],
  ["a WebAssembly module", "app.wasm", Buffer.from("\0asm\x01\0\0\0", "latin1"), /WebAssembly/, /./],
  ["a zip archive", "app.zip", Buffer.from("PK\x03\x04" + "\0".repeat(60), "latin1"), /zip/i, /./],
  ["a zip archive without a program", "notes.zip", zip({ "notes.txt": Buffer.from("A few words.\n") }), /zip/i, /./],
  ["a tar archive without a program", "notes.tar", tar({ "notes.txt": Buffer.from("A few words.\n") }), /tar/i, /./],
  ["a gzip stream of text", "notes.gz", gzipSync("A few words.\n"), /gzip/i, /./],
  ["a jar with a library in it", "app.jar", zip({ "META-INF/MANIFEST.MF": Buffer.from("Manifest-Version: 1.0\n"), "libx.so": sample("go-cgo") }), /Java/, /./],
  ["a jar", "service.jar", zip({ "META-INF/MANIFEST.MF": Buffer.from("Main-Class: a.B\n"), "a/B.class": Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 65]) }), /for Java 21 or later/, /java21/],
  ["bytes of no known format", "noise", Buffer.from(Array.from({ length: 512 }, (_, i) => (i * 89 + 7) % 256)), /./, /./],
];

for (const [what, name, buffer, found, advice] of STRANGERS) {
  test(`${what} is named, with what to do instead`, async (t) => {
    const page = await site.open(t, "");
    await choose(page, { name, mimeType: "application/octet-stream", buffer });
    assert.equal(await page.locator(".answer-line").innerText(), "This is no Linux program.");
    const [first, second, ...more] = await page.locator(".stranger p").allInnerTexts();
    assert.match(first, found);
    assert.match(first, /[^.]\.$/, "one full stop");
    assert.match([second, ...more].join(" "), advice);
    assert.equal(await page.locator(".rung-runs, .rung-starts").count(), 0, "no image runs it");
  });
}

test("a script is named with its interpreter, and an image that has it is advised", async (t) => {
  const page = await site.open(t, "");
  await choose(page, { name: "run.sh", mimeType: "", buffer: Buffer.from("#!/bin/sh\necho hello\n") });
  assert.equal(await page.locator(".answer-line").innerText(), "Use debian:trixie-slim.");
  assert.match(await page.locator(".stranger").innerText(), /A script for \/bin\/sh\.\n/);
});

test("a shared library is named as one", async (t) => {
  const page = await site.open(t, "");
  const library = Buffer.from(sample("c-dynamic"));
  // A PIE without an interpreter, an entry and the flag that makes it a program is what a library is.
  await choose(page, { name: "libx.so", mimeType: "", buffer: asLibrary(library) });
  assert.equal(await page.locator(".answer-line").innerText(), "This is a shared library, not a program.");
});

test("a program that is cut off is answered without an error of ours", async (t) => {
  const whole = sample("go-cgo");
  for (const length of [4, 20, 64, 700, 4096, whole.length >> 1]) {
    const page = await site.open(t, "");
    await choose(page, { name: `cut-at-${length}`, mimeType: "", buffer: whole.subarray(0, length) });
    assert.equal(await page.getByText("This is a fault in Final Stage").count(), 0, `cut at ${length}`);
  }
});

/** Turns PT_INTERP and the PIE flag of a little-endian 64-bit ELF file into nothing. */
function asLibrary(elf) {
  const view = new DataView(elf.buffer, elf.byteOffset, elf.byteLength);
  const [headers, size, count] = [Number(view.getBigUint64(32, true)), view.getUint16(54, true), view.getUint16(56, true)];
  view.setBigUint64(24, 0n, true);
  for (let header = headers; header < headers + size * count; header += size) {
    const type = view.getUint32(header, true);
    if (type === 3) view.setUint32(header, 0, true);
    if (type === 2) {
      const [start, length] = [Number(view.getBigUint64(header + 8, true)), Number(view.getBigUint64(header + 32, true))];
      for (let entry = start; entry < start + length; entry += 16) {
        if (view.getBigUint64(entry, true) === 0x6ffffffbn) view.setBigUint64(entry + 8, 0n, true);
      }
    }
  }
  return elf;
}
