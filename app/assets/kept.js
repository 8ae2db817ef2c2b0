// What this tab keeps of the file that was read last, for the pages that are read next: its name, the facts that the worker
// took from it, and the verdicts; never the file. `sessionStorage` ends with the tab, and is sent to nobody. Whatever
// stands there came out of a file, and is shown as text alone.
const KEY = "kept";
const MOST = 2 ** 20; // characters; browsers keep about five million
// Another build may read the facts otherwise, and judge otherwise: what an older one kept is nothing.
const BUILD = "JUDGE_MODULE";

export const kept = () => {
  try {
    const record = JSON.parse(sessionStorage.getItem(KEY));
    return record?.build === BUILD ? record : undefined;
  } catch {
    return undefined;
  }
};

export const forget = () => {
  try { sessionStorage.removeItem(KEY); } catch { }
};

// Says what became of it: "kept", "large", or "closed" where the browser stores nothing. The file before is forgotten in
// any case: what is told of on other pages is the file that was read last.
export const keep = (record) => {
  forget();
  const size = record.files.reduce((size, { facts, hits }) => size + facts.length + (hits?.length ?? 0), 0);
  if (size > MOST) return "large";
  try {
    const text = JSON.stringify({ build: BUILD, ...record, files: record.files.map(packed) });
    if (text.length > MOST) return "large";
    sessionStorage.setItem(KEY, text);
    return "kept";
  } catch {
    return "closed";
  }
};

// Bytes as text, and back.
const inText = (bytes) => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
};
const inBytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt());

const packed = ({ facts, paths, jar, hits, searched }) => ({
  facts: inText(facts),
  paths,
  jar: jar && { manifest: inText(jar.manifest), classes: inText(jar.classes), lengths: [...jar.lengths] },
  hits: hits && inText(hits),
  searched,
});

// The files of a record as the worker handed them over, but for the files themselves.
export const unpacked = ({ files }) => files.map(({ facts, paths, jar, hits, searched }) => ({
  facts: inBytes(facts),
  paths,
  jar: jar && { manifest: inBytes(jar.manifest), classes: inBytes(jar.classes), lengths: jar.lengths },
  hits: hits && inBytes(hits),
  searched,
}));
