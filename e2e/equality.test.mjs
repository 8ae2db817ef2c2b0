// The analyzer that visitors run is WebAssembly, the one that the corpus is checked with is native: both must say
// the same about every file. No browser is needed for that, only the two bundles as they were built.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, fstatSync, mkdtempSync, openSync, readFileSync, readSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, relative } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { runInThisContext } from "node:vm";
import { gzipSync } from "node:zlib";
import { programs } from "./programs.mjs";
import { root, xtask } from "./site.mjs";
import { contents, folder, tar, zip } from "./together.mjs";

/** A part of a file of this machine with as much of the browser's Blob as the worker uses. */
class OnDisk {
  constructor(descriptor, start, end) {
    Object.assign(this, { descriptor, start, size: Math.max(end - start, 0) });
  }

  slice(start, end = this.size) {
    const [from, to] = [start, end].map((at) => this.start + Math.min(at, this.size));
    return new OnDisk(this.descriptor, from, to);
  }

  content() {
    const content = Buffer.alloc(this.size);
    return content.subarray(0, readSync(this.descriptor, content, 0, this.size, this.start));
  }

  stream() {
    return new Response(this.content()).body;
  }
}

/** Slices and bytes strung together. */
globalThis.Blob = class {
  constructor(parts) {
    this.whole = Buffer.concat(parts.map((part) => part.content?.() ?? part));
    this.size = this.whole.length;
  }

  slice(start, end) {
    return new Blob([this.whole.subarray(start, end)]);
  }

  content() {
    return this.whole;
  }
};

globalThis.FileReaderSync = class {
  readAsArrayBuffer(blob) {
    return new Uint8Array(blob.content()).buffer;
  }
};

/** What is read of a file at once by the scanner. */
OnDisk.prototype.arrayBuffer = async function () {
  return new Uint8Array(this.content()).buffer;
};

let said;
globalThis.postMessage = (message) => (said = message);

const dist = join(root, "dist");
const built = (pattern) => join(dist, readdirSync(dist).find((name) => pattern.test(name)));
runInThisContext(readFileSync(built(/^worker-.*\.js$/), "utf8"));
await globalThis.onmessage({ data: new WebAssembly.Module(readFileSync(built(/^worker-.*\.wasm$/))) });
const worker = globalThis.onmessage;
// The two workers would share their global names here, so the scanner gets a function of its own.
const scanner = new Function(readFileSync(built(/^scanner-.*\.js$/), "utf8").replace("onmessage =", "return"));
const scannerModule = new WebAssembly.Module(readFileSync(built(/^scanner-.*\.wasm$/)));
const search = (file) => scanner()({ data: { module: scannerModule, file } });
const { initSync, Files } = await import(pathToFileURL(built(/^judge-.*\.js$/)));
initSync({ module: new WebAssembly.Module(readFileSync(built(/^judge-.*\.wasm$/))) });

/** The report on the program among the files at `paths`, which lie in `folder` when there is one; by its linkage
 *  alone, or with what was found in the whole of it. */
async function inWasm(paths, folder, whole = false) {
  const descriptors = paths.map((path) => openSync(path, "r"));
  const data = paths.map((path, place) => ({
    path: folder ? relative(folder, path) : basename(path),
    file: new OnDisk(descriptors[place], 0, fstatSync(descriptors[place]).size),
    named: !folder,
  }));
  await worker({ data });
  const { files: read, ...rest } = said;
  try {
    return rest.kind === "refused" ? { refused: rest.sentence } : await judged(read, whole);
  } finally {
    descriptors.forEach(closeSync);
  }
}

async function judged(read, whole) {
  const files = new Files();
  try {
    for (const { facts, paths, jar } of read) {
      files.add(facts, paths);
      if (jar) files.add_jar(jar.manifest, jar.classes, jar.lengths);
    }
    const [program] = files.programs();
    if (whole && files.is_program(program)) {
      await search(read[program].file);
      files.add_hits(program, said.hits);
    }
    return JSON.parse(files.judge(program, "docker")).report;
  } catch (refused) {
    assert.equal(typeof refused, "string", refused);
    return { refused };
  } finally {
    files.free();
  }
}

const command = process.env.FINALSTAGE ?? String(execFileSync(...xtask("cli"))).trim().split("\n").at(-1);

function natively(path, whole) {
  const options = ["check", "--format", "json", "--scan", whole ? "always" : "never"];
  const { status, stdout, stderr } = spawnSync(command, [...options, path], { encoding: "utf8" });
  return status === 0 ? JSON.parse(stdout) : { refused: stderr.trim() };
}

async function same(path, { paths = [path], folder, whole } = {}) {
  const [native, wasm] = [natively(path, whole), await inWasm(paths, folder, whole)];
  if (native.refused && wasm.refused) {
    assert.ok(native.refused.includes(wasm.refused), `natively: ${native.refused}; in WebAssembly: ${wasm.refused}`);
  } else {
    assert.deepEqual(wasm, native, path);
  }
}

test("both builds say the same about every sample", async () => {
  const directory = join(root, "content/samples");
  const entries = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isFile());
  assert.ok(entries.length > 12);
  for (const { name } of entries) await same(join(directory, name));
});

test("both builds say the same about every program of the corpus, also with what is found in the whole of it", async () => {
  const paths = Object.values(programs());
  assert.ok(paths.length >= 40);
  for (const path of paths) {
    await same(path);
    await same(path, { whole: true });
  }
});

test("both searches find the same in every program of the corpus", async () => {
  const paths = Object.values(programs());
  const hits = ["run", "--quiet", "--package", "analyzer", "--example", "hits", "--"];
  const native = String(execFileSync("cargo", [...hits, ...paths], { cwd: root, maxBuffer: 2 ** 24 })).trim().split("\n");
  assert.equal(native.length, paths.length);
  for (const [place, path] of paths.entries()) {
    const descriptor = openSync(path, "r");
    await search(new OnDisk(descriptor, 0, fstatSync(descriptor).size));
    closeSync(descriptor);
    assert.ok(said.hits.length > 0, path);
    assert.equal(Buffer.from(said.hits).toString("hex"), native[place], path);
  }
});

test("both builds say the same about files that are cut off or damaged", async () => {
  const directory = mkdtempSync(join(tmpdir(), "final-stage-equality-"));
  after(() => rmSync(directory, { recursive: true }));
  const whole = readFileSync(join(root, "content/samples/cpp"));
  const check = async (name, bytes) => {
    const path = join(directory, name);
    writeFileSync(path, bytes);
    await same(path);
  };
  for (let length = 0; length < whole.length; length += 97) {
    await check(`first-${length}`, whole.subarray(0, length));
  }
  // Headers, dynamic section and tables: a byte here sends the reader elsewhere.
  for (let at = 0; at < 4096; at += 7) {
    const damaged = Buffer.from(whole);
    damaged[at] ^= 0xff;
    await check(`damaged-${at}`, damaged);
  }
});

test("both builds say the same about jars", async (t) => {
  const directory = mkdtempSync(join(tmpdir(), "final-stage-jars-"));
  t.after(() => rmSync(directory, { recursive: true }));
  const java = (version) => Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, version, ...Buffer.alloc(600, "class")]);
  const manifest = Buffer.from("Manifest-Version: 1.0\r\nMain-Class: a.B\r\nCreated-By: 21.0.9 (Debian)\r\n");
  const jars = {
    "for-java-21.jar": zip({ "a/A.class": java(52), "META-INF/MANIFEST.MF": manifest, "a/B.class": java(65), "META-INF/versions/25/a/B.class": java(69) }),
    "without-a-class.jar": zip({ "META-INF/MANIFEST.MF": manifest }),
    "damaged.jar": Buffer.concat([Buffer.from("PK\x03\x04"), Buffer.from("META-INF/MANIFEST.MF".padStart(90, "\0"))]),
  };
  for (const [name, bytes] of Object.entries(jars)) {
    writeFileSync(join(directory, name), bytes);
    await same(join(directory, name));
  }
  assert.equal(natively(join(directory, "for-java-21.jar")).toolchain.version, "21");
  assert.ok(natively(join(directory, "for-java-21.jar")).toolchain.details.includes("Main-Class a.B"));
});

test("both builds say the same about a program with its library, in a folder and in each kind of archive", async (t) => {
  for (const rule of ["origin-with-a-library", "library-of-a-library-missing", "rpath-is-inherited"]) {
    const from = readdirSync(join(root, "corpus/made", rule), { recursive: true, withFileTypes: true });
    const paths = from.filter((entry) => entry.isFile()).map((entry) => relative(join(root, "corpus/made", rule), join(entry.parentPath, entry.name)));
    const files = Object.fromEntries(paths.sort().map((path) => [path, join(rule, path)]));
    assert.ok(paths.length > 1, rule);
    const directory = folder(t, files);
    await same(directory, { paths: paths.map((path) => join(directory, path)), folder: directory });
    const archives = { "x.tar": tar(contents(files)), "x.tar.gz": gzipSync(tar(contents(files))), "x.zip": zip(contents(files)) };
    for (const [name, bytes] of Object.entries(archives)) {
      writeFileSync(join(directory, name), bytes);
      await same(join(directory, name));
    }
  }
});
