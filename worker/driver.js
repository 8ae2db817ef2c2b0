// The worker's side of the conversation with the page. The page puts this text behind the generated
// glue and `archive.js` into one blob, so that a worker that may load nothing still has everything it needs.
// In: a WebAssembly.Module once, then for each question a list of { path, file, named }; a file that was not
// named itself counts only when it is ELF. Out: the messages below. A sentence is `refused`.

// What all files of the question have cost until now, the one at hand, and what was read of it.
let cost, atHand, read;
const spend = (slices, bytes) => {
  cost.slices += slices;
  cost.bytes += bytes;
};
// Slices of one file, read at once.
const bytesOf = (...slices) => {
  const blob = slices.length === 1 ? slices[0] : new Blob(slices);
  const bytes = new Uint8Array(new FileReaderSync().readAsArrayBuffer(blob));
  spend(slices.length, bytes.length);
  return bytes;
};
const bytes = (ranges) => {
  const slices = [];
  for (let at = 0; at < ranges.length; at += 2) slices.push(atHand.slice(ranges[at], ranges[at + 1]));
  try {
    return bytesOf(...slices);
  } catch {
    return [];
  } finally {
    postMessage({ kind: "progress", ...cost });
  }
};
const facts = (facts, wrapping) => (read = { facts, wrapping });
const factsOf = (file) => {
  atHand = file;
  wasm_bindgen.read(file.size);
  return read.facts;
};

onmessage = async ({ data }) => {
  if (data instanceof WebAssembly.Module) {
    wasm_bindgen.initSync({ module: data });
    return;
  }
  const asked = performance.now();
  cost = { slices: 0, bytes: 0 };
  try {
    const files = [];
    for (const { path, file, named } of data) {
      if (named) files.push(...await taken(path, file));
      else if (isElf(file)) files.push({ paths: [path], facts: factsOf(file), file });
    }
    if (files.length === 0) throw "No executable lies in this folder.";
    postMessage({ kind: "facts", files, ...cost, milliseconds: performance.now() - asked });
  } catch (error) {
    const gone = error instanceof DOMException && "The browser lost access. Choose it again.";
    const sentence = typeof error === "string" ? error : gone;
    if (sentence) postMessage({ kind: "refused", sentence });
    // What is no sentence is a fault; thrown where nobody waits for it, it reaches the page's `onerror`.
    else setTimeout(() => { throw error; });
  }
};

// What lies in an archive; an archive without a program in it says what it is, as any other file.
const taken = async (path, file) => {
  const own = { paths: [path], facts: factsOf(file), file };
  if (read.wrapping === 3) {
    // A jar that cannot be unpacked is a jar all the same.
    try { own.jar = jar(file); } catch { }
  }
  const unpack = [tar, tarInGzip, zip][read.wrapping];
  if (!unpack) return [own];
  const members = await unpack(file).catch((error) => {
    throw typeof error === "string" ? `${path} cannot be unpacked: ${error}` : error;
  });
  return members.length ? members : [own];
};
