// A program and its libraries as they are handed over: folders and archives of binaries made for the corpus.

import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { root } from "./site.mjs";

/** A file of `corpus/made/`. */
export const made = (path) => join(root, "corpus/made", path);

/** A folder for one test with copies of made files, by the path at which each lies. */
export function folder(test, files) {
  const directory = mkdtempSync(join(tmpdir(), "final-stage-together-"));
  test.after(() => rmSync(directory, { recursive: true }));
  for (const [path, from] of Object.entries(files)) {
    mkdirSync(join(directory, dirname(path)), { recursive: true });
    copyFileSync(made(from), join(directory, path));
  }
  return directory;
}

/** The contents of made files, by the path at which each lies. */
export const contents = (files) =>
  Object.fromEntries(Object.entries(files).map(([path, from]) => [path, readFileSync(made(from))]));

/** A zip of contents by path, the first member stored and the others deflated. */
export function zip(members) {
  const parts = [];
  const directory = [];
  let at = 0;
  Object.entries(members).forEach(([path, content], place) => {
    const [name, packed] = [Buffer.from(path), place === 0 ? content : deflateRawSync(content)];
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(place === 0 ? 0 : 8, 4);
    fields.writeUInt32LE(crc32(content), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(content.length, 18);
    fields.writeUInt16LE(name.length, 22);
    parts.push(Buffer.from("PK\x03\x04"), fields, name, packed);
    const end = Buffer.alloc(14);
    end.writeUInt32LE(at, 10);
    directory.push(Buffer.from("PK\x01\x02\x14\0"), fields, end, name);
    at += 30 + name.length + packed.length;
  });
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(Object.keys(members).length, 4);
  end.writeUInt16LE(Object.keys(members).length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, central, Buffer.from("PK\x05\x06"), end]);
}

/** A ustar archive of contents by path; a string is the target of a symbolic link. */
export function tar(members) {
  const parts = Object.entries(members).flatMap(([path, content]) => {
    const link = typeof content === "string";
    const header = Buffer.alloc(512);
    header.write(path, 0);
    const size = (link ? 0 : content.length).toString(8).padStart(11, "0");
    header.write(["0000755", "0000000", "0000000", size, "00000000000", "        "].join("\0"), 100);
    header.write(link ? "2" : "0", 156);
    if (link) header.write(content, 157);
    header.write("ustar\0" + "00", 257);
    const sum = header.reduce((sum, byte) => sum + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return link ? [header] : [header, content, Buffer.alloc(-content.length & 511)];
  });
  return Buffer.concat([...parts, Buffer.alloc(1024)]);
}
