// The scanner's side of the conversation with the page, put behind the generated glue into one blob as the
// worker's own is. In: { module, file } once. Out: how many bytes have been gone over, now and then, and the hits.

// The largest piece that is read at once. With what is on its way these are all the bytes that are held.
const PIECE = 2 ** 20;
// Slices on their way at once: a single one would leave the browser idle while this searches.
const AHEAD = 4;
// A stream that brings nothing for this long has stalled (in Chromium 156 one pass in twenty does).
const PATIENCE = 500;
const OFTEN = 100;

let file, memory, scan;
let at = 0; // bytes gone over
let told = performance.now();

const take = (bytes) => {
  new Uint8Array(memory.buffer, scan.chunk(), bytes.length).set(bytes);
  scan.feed(bytes.length);
  at += bytes.length;
  const now = performance.now();
  if (now - told < OFTEN) return;
  told = now;
  postMessage({ bytes: at });
};

// Reads into one buffer over and over, which is the fastest way and the one that holds least, as far as it goes.
const byStream = () => new Promise((over) => {
  let reader;
  try {
    reader = file.stream().getReader({ mode: "byob" });
  } catch {
    // Not every browser can.
    over();
    return;
  }
  let seen = -1;
  const watch = setInterval(() => (seen === at ? end() : (seen = at)), PATIENCE);
  const end = () => {
    clearInterval(watch);
    seen = undefined;
    reader.cancel().catch(() => {});
    over();
  };
  const next = (buffer) => {
    reader.read(new Uint8Array(buffer)).then(({ value, done }) => {
      // What comes after it was given up has been read in another way.
      if (seen === undefined) return;
      if (done) {
        end();
        return;
      }
      take(value);
      next(value.buffer);
    }).catch(end);
  };
  next(new ArrayBuffer(PIECE));
});

const bySlices = async () => {
  const coming = [];
  for (let from = at; from < file.size || coming.length; ) {
    while (from < file.size && coming.length < AHEAD) {
      const slice = file.slice(from, from + PIECE).arrayBuffer();
      slice.catch(() => {});
      coming.push(slice);
      from += PIECE;
    }
    take(new Uint8Array(await coming.shift()));
  }
};

onmessage = async ({ data }) => {
  file = data.file;
  memory = wasm_bindgen.initSync({ module: data.module }).memory;
  scan = new wasm_bindgen.Scan(PIECE);
  await byStream();
  // A file that has changed on the disk, or is gone, ends here.
  await bySlices().catch(() => {});
  postMessage({ hits: scan.finish(at < file.size) });
};
