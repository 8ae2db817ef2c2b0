// A zip archive of texts, stored as they are: some kilobytes need no compressing. The format is PKWARE's
// APPNOTE.TXT, 4.3: a header before each file, a directory behind all of them, and where that begins.
const encoder = new TextEncoder();

const crc32 = (bytes) => {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
};

// Numbers, each with its size in bytes, the lowest byte first.
const record = (...fields) => {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, size]) => sum + size, 0)));
  let at = 0;
  for (const [number, size] of fields) {
    size === 4 ? view.setUint32(at, number, true) : view.setUint16(at, number, true);
    at += size;
  }
  return new Uint8Array(view.buffer);
};

const UTF8 = 0x800;
// Midnight on the first of January 1980, the oldest there is: the same files make the same archive.
const DATE = 0x21;

export const zip = (files) => {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const { path, text } of files) {
    const [name, bytes] = [encoder.encode(path), encoder.encode(text)];
    const about = [[10, 2], [UTF8, 2], [0, 2], [0, 2], [DATE, 2], [crc32(bytes), 4], [bytes.length, 4], [bytes.length, 4], [name.length, 2], [0, 2]];
    const head = record([0x04034b50, 4], ...about);
    directory.push(record([0x02014b50, 4], [10, 2], ...about, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), name);
    parts.push(head, name, bytes);
    offset += head.length + name.length + bytes.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const count = files.length;
  const end = record([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [size, 4], [offset, 4], [0, 2]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
};
