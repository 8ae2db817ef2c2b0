// The page's dealings with the browser: files in, the analyzer, the lock.
// The order is the promise: fetch everything, lock the page, start the worker (which inherits the
// lock), and only then hand it the files. What happens is told to `tell`, as `src/event.rs` reads it.
import * as answers from "./ANSWERS";
import { listen } from "./DEEDS";

// A second policy, stricter than the page's own. Policies add up and cannot be taken back: from here on
// neither the page nor a worker it starts can reach any network.
const LOCK = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; form-action 'none'; base-uri 'none'";
// Shorter than this and a progress note would only flicker.
const BLINK = 150;

const policy = globalThis.trustedTypes?.createPolicy("analyzer", { createScriptURL: (address) => address });

let tell, addresses, others;
let parts; // a promise of what an analysis needs from the network
let ready; // what it brought
let worker; // idle or busy; started before the lock only for samples
let busy; // the size of what the worker reads
let locked = false;
let asked = 0;
let blink;
let scanner; // busy; started afresh for each program
let isSample = false;

// For the paste box, which says whether the file explains an error.
export const report = answers.reported;

// What the tab may keep for the pages that are read next. A sample is on every page anyway.
export const keepable = () => (isSample ? undefined : answers.keepable());

// `also` is what else the page wants from the network before it is locked.
export const start = (files, listener, also) => {
  [addresses, tell, others] = [files, listener, also];
  listen(tell, {
    prepare,
    take,
    cancel,
    takeSample,
    isLocked: () => locked,
    choose: (what, place) => {
      answers.choose(what, place);
      conclude(attempt(answers.current));
      if (what === "program") search();
    },
    stop: () => {
      leave();
      say("Stopped. What it needs at run time was not looked for.");
    },
    report: answers.report,
  });
};

// Called at the first sign of a file; costs nothing when called again.
const prepare = () => {
  // Whatever else the page may want to load has to come now: after the lock nothing does.
  if (!parts) dispatchEvent(new Event("analyzer-wanted"));
  parts ??= fetchParts();
  parts.catch(() => (parts = undefined));
};

// The half that reads goes to a worker, the half that judges stays here, and the search gets a worker of its own.
const fetchParts = async () => {
  const [script, module, judgeScript, judgeModule, scannerScript, scannerModule] = addresses;
  const [text, compiled, judge, compiledJudge, scannerText, compiledScanner] = await Promise.all([
    fetched(script).then((response) => response.text()),
    WebAssembly.compileStreaming(fetch(module)),
    import(new URL(judgeScript, document.baseURI)),
    WebAssembly.compileStreaming(fetch(judgeModule)),
    fetched(scannerScript).then((response) => response.text()),
    // A browser without vectors judges by the linkage alone.
    WebAssembly.compileStreaming(fetch(scannerModule)).catch((error) => {
      if (!(error instanceof WebAssembly.CompileError)) throw error;
    }),
    others?.(),
  ]);
  judge.initSync({ module: compiledJudge });
  // The paste box is still there after the lock, and could fetch nothing any more.
  await globalThis.explainer?.().catch(() => {});
  // After the lock no font can be fetched either.
  await Promise.allSettled([...document.fonts].map((face) => face.load()));
  return { text, compiled, judge, scannerText, compiledScanner };
};

const fetched = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
};

const take = ({ name, size, list }) => {
  isSample = false;
  tell({ kind: "chosen", name, size });
  ask(() => {}, lock, list, "unreachable");
};

// Judges once more what the tab kept of a file: `read` as the worker sent it, without the file.
export const again = (record, read) => {
  isSample = false;
  tell({ kind: "chosen", name: record.name, size: record.size });
  ask(() => {}, lock, () => read, "unreachable", () => {
    conclude(attempt(() => {
      answers.restore(ready.judge, record, read);
      return answers.current();
    }));
    stand("facts");
  });
};

// A sample is public: it may be read before the lock, and cannot be fetched after it.
const takeSample = (address) => {
  const name = address.split("/").at(-1);
  isSample = true;
  tell({ kind: "chosen", name });
  const fetch = async () => new File([await (await fetched(address)).blob()], name);
  ask(fetch, () => {}, (file) => [{ path: name, file, named: true }], "no-sample");
};

// `before` may reach the network, `list` comes after the lock, and `hand` takes what it lists.
const ask = async (before, guard, list, excuse, hand = employ) => {
  const question = ++asked;
  leave();
  if (busy !== undefined) dismiss();
  clearTimeout(blink);
  blink = setTimeout(() => tell({ kind: "slow" }), BLINK);
  try {
    prepare();
    const [brought, fetched] = await Promise.all([parts, before()]);
    if (question !== asked) return;
    ready = brought;
    guard();
    const files = await list(fetched);
    if (question !== asked) return;
    hand(files);
  } catch (error) {
    if (question !== asked) return;
    const kind = error instanceof WebAssembly.CompileError ? "no-webassembly" : excuse;
    conclude(typeof error === "string" ? { kind: "refused", sentence: error } : { kind });
  }
};

const employ = (files) => {
  worker ??= hire(ready);
  busy = files.reduce((size, { file }) => size + file.size, 0);
  worker.postMessage(files);
};

// A keyboard or a screen reader goes on from the answer, once it stands there.
const stand = (kind) => {
  setTimeout(() => document.getElementById("answer")?.focus());
  if (kind === "facts") search();
};

const conclude = (message) => {
  clearTimeout(blink);
  busy = undefined;
  tell({ ...message, today: new Date().toISOString().slice(0, 10) });
  dispatchEvent(new Event("concluded"));
};

const lock = () => {
  if (locked) return;
  dismiss(); // A worker that was started before the lock does not inherit it.
  leave();
  dispatchEvent(new Event("page-locked"));
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = LOCK;
  document.head.append(meta);
  locked = true;
  tell({ kind: "locked" });
};

const workerOf = (text) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  return new Worker(policy ? policy.createScriptURL(address) : address);
};

const hire = ({ text, compiled, judge }) => {
  const hired = workerOf(text);
  hired.onmessage = ({ data }) => {
    if (data.kind === "progress") {
      tell(data);
      return;
    }
    conclude(data.kind === "refused" ? data : attempt(() => {
      answers.take(judge, data, busy);
      return answers.current();
    }));
    stand(data.kind);
  };
  // A panic in the analyzer ends here: WebAssembly aborts, and the worker is lost.
  hired.onerror = () => {
    dismiss();
    conclude({ kind: "crashed" });
  };
  hired.postMessage(compiled);
  return hired;
};

// Goes over the whole of the chosen program and judges again. The answer that stands there does not wait.
const search = () => {
  leave();
  const { scannerText, compiledScanner } = ready;
  const file = answers.unsearched();
  if (file === null) say("What it needs at run time was not looked for, and that takes the file.");
  if (!file) return;
  if (!compiledScanner) {
    say("This browser cannot look for what it needs at run time.");
    return;
  }
  const began = performance.now();
  const failed = () => {
    leave();
    say("What it needs at run time could not be looked for.");
  };
  scanner = workerOf(scannerText);
  scanner.onerror = failed;
  scanner.onmessage = ({ data: { bytes, hits } }) => {
    if (!hits) {
      const [done, all] = [bytes, file.size].map((bytes) => Math.round(bytes / 1e6));
      if (performance.now() - began > BLINK) say(`Looking for what it needs at run time: ${done} of ${all} MB`, true);
      return;
    }
    leave();
    answers.add(hits, performance.now() - began);
    conclude(attempt(answers.current));
  };
  scanner.postMessage({ module: compiledScanner, file });
};

const say = (words, going = false) => tell({ kind: "search", words, going });

const leave = () => {
  scanner?.terminate();
  scanner = undefined;
  say("");
};

const attempt = (judging) => {
  try {
    return judging();
  } catch (error) {
    return typeof error === "string" ? { kind: "refused", sentence: error } : { kind: "crashed" };
  }
};

const dismiss = () => {
  worker?.terminate();
  worker = busy = undefined;
};

const cancel = () => {
  asked += 1;
  clearTimeout(blink);
  leave();
  if (busy !== undefined) dismiss();
  tell({ kind: "cancelled" });
};
