// Executables and libraries inside tar, gzip and zip, by the rules of `cli/src/archive.rs`: a link is another
// path to its file, and of everything that is not ELF no more than the first bytes are unpacked.

// More than any program ships, and bytes that one archive's programs and libraries may unpack to.
const ENTRIES = 20_000;
const UNPACKED = 4 * 2 ** 30;
const ENDS = "it ends in the middle. Copy it again.";
const DAMAGED = "it is damaged. Copy it again.";
const TOO_MANY = `it has more than ${ENTRIES} entries.`;
const UNPACK = "Unpack it and drop the folder.";
const LARGE = `it holds more than 4 GiB. ${UNPACK}`;

const startsElf = (bytes) => [0x7f, 0x45, 0x4c, 0x46].every((byte, at) => bytes[at] === byte);
const isElf = (blob) => startsElf(bytesOf(blob.slice(0, 4)));
const text = (bytes) => new TextDecoder().decode(bytes).split("\0")[0];
const numbers = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.length);

// A path without `.` and with `..` followed, so that links and files are called the same.
const plain = (path) => {
  const parts = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return parts.join("/");
};

// A tar archive as it lies in a file: its members are slices of it. Headers stand close together in many, so a
// window is read at a time.
class Slices {
  constructor(file) {
    [this.file, this.at, this.from, this.window] = [file, 0, 0, new Uint8Array()];
  }
  take(size) {
    let start = this.at - this.from;
    if (start + size > this.window.length) {
      this.window = bytesOf(this.file.slice(this.at, this.at + Math.max(size, 65_536)));
      [this.from, start] = [this.at, 0];
    }
    const bytes = this.window.subarray(start, start + size);
    this.at += bytes.length;
    return bytes;
  }
  skip(size) {
    this.at += size;
    if (this.at > this.file.size) throw ENDS;
  }
  // The next bytes as a file, if they are ELF.
  member(size) {
    const start = this.at;
    const found = size > 3 && startsElf(this.take(4));
    this.at = start;
    this.skip(size);
    return found && this.file.slice(start, start + size);
  }
}

// The same out of a stream that unpacks. Finished pieces are handed to the browser, which may keep them on disk.
class Stream {
  constructor(blob, format) {
    this.reader = blob.stream().pipeThrough(new DecompressionStream(format)).getReader();
    [this.chunk, this.left] = [new Uint8Array(), UNPACKED];
    spend(1, blob.size);
  }
  async some(size) {
    while (this.chunk.length === 0) {
      const { done, value } = await this.reader.read().catch(() => { throw DAMAGED; });
      if (done) return value;
      this.chunk = value;
    }
    const some = this.chunk.subarray(0, size);
    this.chunk = this.chunk.subarray(some.length);
    return some;
  }
  async take(size) {
    const bytes = new Uint8Array(size);
    let length = 0;
    for (let some; length < size && (some = await this.some(size - length)); length += some.length) bytes.set(some, length);
    return bytes.subarray(0, length);
  }
  async skip(size) {
    for (let some; size > 0; size -= some.length) if (!(some = await this.some(size))) throw ENDS;
  }
  async member(size) {
    const head = await this.take(Math.min(size, 4));
    if (!startsElf(head)) {
      await this.skip(size - head.length);
      return;
    }
    let parts = [head];
    let waiting = 0;
    for (size -= head.length; size > 0; ) {
      const some = await this.some(size);
      if (!some) throw ENDS;
      this.left -= some.length;
      if (this.left < 0) throw LARGE;
      parts.push(some);
      [size, waiting] = [size - some.length, waiting + some.length];
      if (waiting > 2 ** 24) [parts, waiting] = [[new Blob(parts)], 0];
    }
    return new Blob(parts);
  }
}

const tar = (file) => tarMembers(new Slices(file));

// A gzip stream that holds no tar archive has no members.
const tarInGzip = async (file) => {
  const start = new Stream(file, "gzip");
  const head = await start.take(512).catch(() => []);
  start.reader.cancel().catch(() => {});
  cost.slices -= 1;
  cost.bytes -= file.size;
  return text(head.slice(257, 262)) === "ustar" ? tarMembers(new Stream(file, "gzip")) : [];
};

// Fields and types: POSIX, pax, "ustar Interchange Format"; `L` and `K` are GNU tar's long names.
const tarMembers = async (archive) => {
  const files = [];
  const places = new Map();
  let links = [];
  let next = {};
  for (let seen = 0; ; seen++) {
    const header = await archive.take(512);
    if (header.length === 0 || header.every((byte) => byte === 0)) break;
    if (header.length < 512) throw ENDS;
    if (seen > ENTRIES) throw TOO_MANY;
    const field = (start, length) => text(header.subarray(start, start + length));
    const size = next.size ?? sizeIn(header);
    const padding = -size & 511;
    const type = field(156, 1) || "0";
    if ("xLK".includes(type)) {
      if (size > 2 ** 20) throw DAMAGED;
      const long = await archive.take(size);
      await archive.skip(padding);
      if (type === "x") Object.assign(next, extended(long));
      else next[type === "L" ? "path" : "linkpath"] = text(long);
      continue;
    }
    const before = field(257, 6) === "ustar" ? field(345, 155) : "";
    const name = plain(next.path ?? `${before}/${field(0, 100)}`);
    if (type === "1" || type === "2") {
      // A symbolic link counts from its own folder, a hard link from the root of the archive.
      const folder = type === "2" ? name.replace(/[^/]*$/, "") : "";
      links.push([name, plain(`${folder}/${next.linkpath ?? field(157, 100)}`)]);
      await archive.skip(size + padding);
    } else {
      const file = "07".includes(type) ? await archive.member(size) : await archive.skip(size);
      await archive.skip(padding);
      if (file) {
        places.set(name, files.length);
        files.push({ paths: [name], facts: factsOf(file), file });
      }
    }
    next = {};
  }
  // A link may point to a link that comes later; a few turns follow every honest chain.
  for (let turn = 0; turn < 4; turn++) {
    links = links.filter(([name, target]) => {
      const place = places.get(target);
      if (place === undefined) return true;
      files[place].paths.push(name);
      places.set(name, place);
    });
  }
  return files;
};

// Octal digits, or a number of 8 bytes behind a first byte of 0x80.
const sizeIn = (header) => {
  const view = numbers(header);
  const size = header[124] === 0x80 ? Number(view.getBigUint64(128)) : parseInt(text(header.subarray(124, 136)) || 0, 8);
  if (!Number.isSafeInteger(size)) throw DAMAGED;
  return size;
};

// Records of `length key=value\n`.
const extended = (bytes) => {
  const found = {};
  for (let at = 0; at < bytes.length; ) {
    const length = parseInt(text(bytes.subarray(at, at + 20)));
    if (!(length > 0)) break;
    const [, key, value] = text(bytes.subarray(at, at + length - 1)).match(/^\d+ ([^=]*)=([^]*)$/) ?? [];
    if (key === "path" || key === "linkpath") found[key] = value;
    if (key === "size") found.size = Number(value);
    at += length;
  }
  return found;
};

// The directory at the end lists every member: APPNOTE.TXT 6.3.10, 4.3.12 to 4.3.16.
const zipEntries = (file) => {
  const tail = bytesOf(file.slice(Math.max(0, file.size - 65_557)));
  let end = tail.length - 22;
  while (end >= 0 && numbers(tail).getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return [];
  let view = numbers(tail.subarray(end));
  let count = view.getUint16(10, true);
  const [size, start] = [view.getUint32(12, true), view.getUint32(16, true)];
  // The format for larger archives has its numbers elsewhere.
  if (start === 0xffffffff) throw LARGE;
  if (count > ENTRIES || size > 2 ** 26) throw TOO_MANY;
  const directory = bytesOf(file.slice(start, start + size));
  const entries = [];
  for (let at = 0; count > 0; count--) {
    view = numbers(directory.subarray(at));
    if (view.byteLength < 46 || view.getUint32(0, true) !== 0x02014b50) throw ENDS;
    const entry = zipEntry(view, directory.subarray(at));
    entries.push(entry);
    at += entry.length;
  }
  return entries;
};

const zip = async (file) => {
  const files = [];
  let left = UNPACKED;
  for (const entry of zipEntries(file)) {
    const local = numbers(bytesOf(file.slice(entry.start, entry.start + 30)));
    if (local.byteLength < 30) throw ENDS;
    const data = entry.start + 30 + local.getUint16(26, true) + local.getUint16(28, true);
    const packed = file.slice(data, data + entry.packed);
    const member = await zipMember(packed, entry, left);
    if (member) {
      left -= member.size;
      files.push({ paths: [plain(entry.name)], facts: factsOf(member), file: member });
    }
  }
  return files;
};

// A jar is judged as a whole. What says which Java it wants goes along as it lies in the file: its manifest, and the
// head of every class (`analyzer/src/jar.rs` has the rules, `judge/src/jar.rs` unpacks).
const jar = (file) => {
  const entries = zipEntries(file);
  if (entries.length === 0) throw DAMAGED;
  const isClass = ({ name }) => name.endsWith(".class") && !name.startsWith("META-INF/") && !name.endsWith("module-info.class");
  const slice = ({ start, end }, size) => file.slice(start, Math.min(end + size, file.size));
  const manifest = entries.find(({ name }) => name === "META-INF/MANIFEST.MF");
  const heads = entries.filter(isClass).map((entry) => slice(entry, 256));
  return {
    manifest: manifest ? bytesOf(slice(manifest, 65_536)) : new Uint8Array(),
    classes: heads.length ? bytesOf(...heads) : new Uint8Array(),
    lengths: heads.map(({ size }) => size),
  };
};

const zipEntry = (view, bytes) => {
  const [name, extra, comment] = [28, 30, 32].map((at) => view.getUint16(at, true));
  const entry = {
    name: text(bytes.subarray(46, 46 + name)),
    isSecret: view.getUint16(8, true) & 1,
    method: view.getUint16(10, true),
    packed: view.getUint32(20, true),
    size: view.getUint32(24, true),
    start: view.getUint32(42, true),
    length: 46 + name + extra + comment,
  };

  // What is too long for its field stands in a field of 8 bytes behind the name, in this order.
  const end = Math.min(46 + name + extra, bytes.length);
  for (let at = 46 + name; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let value = at + 4;
    for (const field of ["size", "packed", "start"]) {
      if (entry[field] !== 0xffffffff || value + 8 > end) continue;
      entry[field] = Number(view.getBigUint64(value, true));
      value += 8;
    }
  }
  // About where its data begins; exactly, only the header before it knows.
  entry.end = entry.start + 30 + name + extra;
  return entry;
};

const zipMember = async (packed, { name, isSecret, method, size }, left) => {
  if (size < 4) return;
  if (isSecret || (method !== 0 && method !== 8)) {
    throw `${name} is encrypted or packed by another method. ${UNPACK}`;
  }
  if (method === 0) return isElf(packed) && packed;
  const stream = new Stream(packed, "deflate-raw");
  stream.left = left;
  const member = await stream.member(size);
  if (!member) cost.bytes -= packed.size;
  stream.reader.cancel().catch(() => {});
  return member;
};
