// The analyzer that visitors run is WebAssembly, the one that the corpus is checked with is native: both must say
// the same about every file. No browser is needed for that, only the two bundles as they were built.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { programs } from "./programs.mjs";
import { root, xtask } from "./site.mjs";

/** A file of this machine with as much of the browser's File as the worker uses. */
class FileOnDisk {
  constructor(path) {
    this.descriptor = openSync(path, "r");
    this.name = basename(path);
    this.size = fstatSync(this.descriptor).size;
  }

  slice(start, end) {
    return { descriptor: this.descriptor, start, end: Math.min(end, this.size) };
  }

  close() {
    closeSync(this.descriptor);
  }
}

/** Slices strung together. */
globalThis.Blob = class {
  constructor(slices) {
    this.slices = slices;
  }
};

globalThis.FileReaderSync = class {
  readAsArrayBuffer(blob) {
    const parts = (blob.slices ?? [blob]).map(({ descriptor, start, end }) => {
      const bytes = Buffer.alloc(Math.max(end - start, 0));
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, start));
    });
    return new Uint8Array(Buffer.concat(parts)).buffer;
  }
};

let facts;
globalThis.postMessage = (message) => {
  if (message.kind === "facts") facts = message.facts;
};

const dist = join(root, "dist");
const built = (pattern) => join(dist, readdirSync(dist).find((name) => pattern.test(name)));
runInThisContext(readFileSync(built(/^worker-.*\.js$/), "utf8"));
globalThis.onmessage({ data: new WebAssembly.Module(readFileSync(built(/^worker-.*\.wasm$/))) });
const { initSync, judge } = await import(pathToFileURL(built(/^judge-.*\.js$/)));
initSync({ module: new WebAssembly.Module(readFileSync(built(/^judge-.*\.wasm$/))) });

function inWasm(path) {
  const file = new FileOnDisk(path);
  facts = undefined;
  globalThis.onmessage({ data: file });
  file.close();
  try {
    return JSON.parse(judge(facts, file.name)).report;
  } catch (refused) {
    assert.equal(typeof refused, "string", refused);
    return { refused };
  }
}

const command = process.env.FINALSTAGE ?? String(execFileSync(...xtask("cli"))).trim().split("\n").at(-1);

function natively(path) {
  const { status, stdout, stderr } = spawnSync(command, ["check", "--format", "json", path], { encoding: "utf8" });
  return status === 0 ? JSON.parse(stdout) : { refused: stderr.trim() };
}

function same(path) {
  const [native, wasm] = [natively(path), inWasm(path)];
  if (native.refused && wasm.refused) {
    assert.ok(native.refused.includes(wasm.refused), `natively: ${native.refused}; in WebAssembly: ${wasm.refused}`);
  } else {
    assert.deepEqual(wasm, native, path);
  }
}

test("both builds say the same about every sample", () => {
  const directory = join(root, "content/samples");
  const entries = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  assert.ok(entries.length > 12);
  entries.forEach(({ name }) => same(join(directory, name)));
});

test("both builds say the same about every program of the corpus", () => {
  const paths = Object.values(programs());
  assert.ok(paths.length >= 40);
  paths.forEach(same);
});

test("both builds say the same about files that are cut off or damaged", () => {
  const directory = mkdtempSync(join(tmpdir(), "final-stage-equality-"));
  after(() => rmSync(directory, { recursive: true }));
  const whole = readFileSync(join(root, "content/samples/cpp"));
  const check = (name, bytes) => {
    const path = join(directory, name);
    writeFileSync(path, bytes);
    same(path);
  };
  for (let length = 0; length < whole.length; length += 97) {
    check(`first-${length}`, whole.subarray(0, length));
  }
  // Headers, dynamic section and tables: a byte here sends the reader elsewhere.
  for (let at = 0; at < 4096; at += 7) {
    const damaged = Buffer.from(whole);
    damaged[at] ^= 0xff;
    check(`damaged-${at}`, damaged);
  }
});
