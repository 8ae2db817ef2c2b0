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

let tell, addresses;
let parts; // a promise of what an analysis needs from the network
let worker; // idle or busy; started before the lock only for samples
let busy; // the size of what the worker reads
let locked = false;
let asked = 0;
let blink;

export const start = (files, listener) => {
  [addresses, tell] = [files, listener];
  listen(tell, {
    prepare,
    take,
    cancel,
    takeSample,
    isLocked: () => locked,
    choose: (what, place) => {
      answers.choose(what, place);
      conclude(attempt(answers.current));
    },
    report: answers.report,
  });
};

// Called at the first sign of a file; costs nothing when called again.
const prepare = () => {
  parts ??= fetchParts();
  parts.catch(() => (parts = undefined));
};

// The half that reads goes to a worker, the half that judges stays here.
const fetchParts = async () => {
  const [script, module, judgeScript, judgeModule] = addresses;
  const [text, compiled, judge, compiledJudge] = await Promise.all([
    fetched(script).then((response) => response.text()),
    WebAssembly.compileStreaming(fetch(module)),
    import(new URL(judgeScript, document.baseURI)),
    WebAssembly.compileStreaming(fetch(judgeModule)),
  ]);
  judge.initSync({ module: compiledJudge });
  // After the lock no font can be fetched either.
  await Promise.allSettled([...document.fonts].map((face) => face.load()));
  return { text, compiled, judge };
};

const fetched = async (address) => {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
};

const take = ({ name, size, list }) => {
  tell({ kind: "chosen", name, size });
  ask(() => {}, lock, list, "unreachable");
};

// A sample is public: it may be read before the lock, and cannot be fetched after it.
const takeSample = (address) => {
  const name = address.split("/").at(-1);
  tell({ kind: "chosen", name });
  const fetch = async () => new File([await (await fetched(address)).blob()], name);
  ask(fetch, () => {}, (file) => [{ path: name, file, named: true }], "no-sample");
};

// `before` may reach the network, `list` comes after the lock.
const ask = async (before, guard, list, excuse) => {
  const question = ++asked;
  if (busy !== undefined) dismiss();
  clearTimeout(blink);
  blink = setTimeout(() => tell({ kind: "slow" }), BLINK);
  try {
    prepare();
    const [ready, fetched] = await Promise.all([parts, before()]);
    if (question !== asked) return;
    guard();
    const files = await list(fetched);
    if (question !== asked) return;
    worker ??= hire(ready);
    busy = files.reduce((size, { file }) => size + file.size, 0);
    worker.postMessage(files);
  } catch (error) {
    if (question !== asked) return;
    const kind = error instanceof WebAssembly.CompileError ? "no-webassembly" : excuse;
    conclude(typeof error === "string" ? { kind: "refused", sentence: error } : { kind });
  }
};

const conclude = (message) => {
  clearTimeout(blink);
  busy = undefined;
  tell({ ...message, today: new Date().toISOString().slice(0, 10) });
};

const lock = () => {
  if (locked) return;
  dismiss(); // A worker that was started before the lock does not inherit it.
  const meta = document.createElement("meta");
  meta.httpEquiv = "Content-Security-Policy";
  meta.content = LOCK;
  document.head.append(meta);
  locked = true;
  tell({ kind: "locked" });
};

const hire = ({ text, compiled, judge }) => {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const hired = new Worker(policy ? policy.createScriptURL(address) : address);
  hired.onmessage = ({ data }) => {
    if (data.kind === "progress") {
      tell(data);
      return;
    }
    conclude(data.kind === "refused" ? data : attempt(() => {
      answers.take(judge, data, busy);
      return answers.current();
    }));
    // A keyboard or a screen reader goes on from the answer, once it stands there.
    setTimeout(() => document.getElementById("answer")?.focus());
  };
  // A panic in the analyzer ends here: WebAssembly aborts, and the worker is lost.
  hired.onerror = () => {
    dismiss();
    conclude({ kind: "crashed" });
  };
  hired.postMessage(compiled);
  return hired;
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
  if (busy !== undefined) dismiss();
  tell({ kind: "cancelled" });
};
