// The page's dealings with the browser: files in, the analyzer, the lock, the clipboard.
// The order is the promise: fetch everything, lock the page, start the worker (which inherits the
// lock), and only then hand it the file. What happens is told to `tell`, as `src/event.rs` reads it.

// A second policy, stricter than the page's own. Policies add up and cannot be taken back: from here on
// neither the page nor a worker it starts can reach any network.
const LOCK = "default-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; form-action 'none'; base-uri 'none'";
// Shorter than this and a progress note would only flicker.
const BLINK = 150;

const policy = globalThis.trustedTypes?.createPolicy("analyzer", { createScriptURL: (address) => address });

let tell, files;
let parts; // a promise of what an analysis needs from the network
let worker; // idle or busy; started before the lock only for samples
let busy; // the name of the file that the worker reads
let locked = false;
let asked = 0;
let blink;

// A file can come before the tool is awake, and must neither be lost nor be navigated to: it waits in the input.
const keep = (event) => {
  event.preventDefault();
  if (event.type === "drop") document.querySelector("#file").files = event.dataTransfer.files;
};
for (const type of ["dragover", "drop"]) addEventListener(type, keep);

export const start = (addresses, listener) => {
  [files, tell] = [addresses, listener];
  for (const type of ["dragover", "drop"]) removeEventListener(type, keep);
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    prepare();
    tell({ kind: "drag", over: true });
  });
  // Without this the browser would leave the page and open the file.
  addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  addEventListener("dragleave", (event) => event.relatedTarget || tell({ kind: "drag", over: false }));
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    tell({ kind: "drag", over: false });
    take(event.dataTransfer.files);
  });
  addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    take(event.clipboardData.files);
  });
  const sample = new URLSearchParams(location.search).get("sample");
  if (sample) tell({ kind: "asked", sample });
  const waiting = document.querySelector("#file");
  if (waiting.files.length) takeInput(waiting);
};

// Called at the first sign of a file; costs nothing when called again.
export const prepare = () => {
  parts ??= fetchParts();
  parts.catch(() => (parts = undefined));
};

// The half that reads goes to a worker, the half that judges stays here.
const fetchParts = async () => {
  const [script, module, judgeScript, judgeModule] = files;
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

// The files of an input. It is emptied, so that choosing the same file again is a change again.
export const takeInput = (input) => {
  if (!tell) return; // It waits in the input until the tool listens.
  take([...input.files]);
  input.value = "";
};

const take = (files) => {
  if (!files.length) return;
  tell({ kind: "chosen", name: files[0].name, size: files[0].size, others: files.length - 1 });
  ask(() => files[0], lock, "unreachable");
};

// A sample is public: it may be read before the lock, and cannot be fetched after it.
export const takeSample = (address, name) => {
  if (!tell) return;
  tell({ kind: "chosen", name, others: 0 });
  ask(async () => new File([await (await fetched(address)).blob()], name), () => {}, "no-sample");
};

const ask = async (file, guard, excuse) => {
  const question = ++asked;
  if (busy) dismiss();
  clearTimeout(blink);
  blink = setTimeout(() => tell({ kind: "slow" }), BLINK);
  try {
    prepare();
    const [ready, input] = await Promise.all([parts, file()]);
    if (question !== asked) return;
    guard();
    worker ??= hire(ready);
    busy = input.name;
    worker.postMessage(input);
  } catch (error) {
    if (question === asked) {
      conclude({ kind: error instanceof WebAssembly.CompileError ? "no-webassembly" : excuse });
    }
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
    if (data.kind === "progress") tell(data);
    else conclude(answer(judge, data));
  };
  // A panic in the analyzer ends here: WebAssembly aborts, and the worker is lost.
  hired.onerror = () => {
    dismiss();
    conclude({ kind: "crashed" });
  };
  hired.postMessage(compiled);
  return hired;
};

const answer = (judge, { facts, slices, bytes, milliseconds }) => {
  const began = performance.now();
  try {
    const json = judge.judge(facts, busy);
    milliseconds += performance.now() - began;
    return { kind: "answer", json, slices, bytes, milliseconds };
  } catch (error) {
    return typeof error === "string" ? { kind: "refused", sentence: error } : { kind: "crashed" };
  }
};

const dismiss = () => {
  worker?.terminate();
  worker = busy = undefined;
};

export const cancel = () => {
  asked += 1;
  clearTimeout(blink);
  if (busy) dismiss();
};

// Really tries to send: each way out is walked to the site's own host, which is the nearest one.
export const tryToSend = async () => {
  const address = (way) => `${location.href.split(/[?#]/)[0]}?trying-to-send-by=${way}`;
  const stopped = new Map();
  const hear = (event) => stopped.set(event.blockedURI, event.effectiveDirective);
  document.addEventListener("securitypolicyviolation", hear);
  new Image().src = address("image");
  navigator.sendBeacon(address("beacon"));
  await fetch(address("fetch")).catch(() => {});
  // The browser reports what it stopped in a task of its own.
  await new Promise((done) => setTimeout(done, 50));
  document.removeEventListener("securitypolicyviolation", hear);
  const ways = ["fetch", "beacon", "image"].map((way) => ({ way, by: stopped.get(address(way)) }));
  tell({ kind: "tried", ways });
};

// Where the clipboard is closed, the text stands selected instead.
export const copy = async (text, selector) => {
  try {
    await navigator.clipboard.writeText(text);
    tell({ kind: "said", words: "Copied" });
    setTimeout(() => tell({ kind: "said", words: "" }), 2000);
  } catch {
    getSelection().selectAllChildren(document.querySelector(selector));
    tell({ kind: "said", words: "Selected: press Ctrl+C" });
  }
};

export const save = (text, name, type) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 2000);
};

// The report alone, set for people, out of an answer as it came.
export const saveReport = (answer) =>
  save(JSON.stringify(JSON.parse(answer).report, null, 2), "final-stage.json", "application/json");

export const focus = (id) => document.getElementById(id)?.focus();
