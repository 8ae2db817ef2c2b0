// What the visitor does on the tool's page, heard in one place: files that come, buttons, lists and links.
// Buttons say what they do in `data-does`, lists in `data-chooses`, samples in `data-sample`.
import { ofFiles, ofTransfer } from "./HANDED";

export const listen = (tell, engine) => {
  const carries = ({ dataTransfer }) => dataTransfer?.types.includes("Files");
  addEventListener("dragenter", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    engine.prepare();
    tell({ kind: "drag", over: true });
  });
  // Without this the browser would leave the page and open the file.
  addEventListener("dragover", (event) => carries(event) && event.preventDefault());
  addEventListener("dragleave", (event) => event.relatedTarget || tell({ kind: "drag", over: false }));
  addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    tell({ kind: "drag", over: false });
    if (event.dataTransfer.files.length) engine.take(ofTransfer(event.dataTransfer));
  });
  addEventListener("paste", (event) => {
    if (!event.clipboardData?.files.length) return;
    event.preventDefault();
    engine.take(ofTransfer(event.clipboardData));
  });

  const tool = document.querySelector("[data-island=tool]");
  for (const sign of ["pointerenter", "focusin"]) tool.addEventListener(sign, engine.prepare);

  const takeInput = (input) => {
    if (!input.files.length) return;
    engine.take(ofFiles([...input.files]));
    // Emptied, so that choosing the same again is a change again.
    input.value = "";
  };
  tool.addEventListener("change", ({ target }) => {
    if (target.type === "file") takeInput(target);
    else if (target.dataset.chooses) engine.choose(target.dataset.chooses, target.selectedIndex);
  });

  const does = {
    copy: () => copy(tell, dockerfile(), ".instructions"),
    save: () => save(dockerfile(), "Dockerfile", "application/octet-stream"),
    "save-report": () => save(engine.report(), "final-stage.json", "application/json"),
    "try-to-send": () => tryToSend(tell),
    cancel: engine.cancel,
    stop: engine.stop,
  };
  tool.addEventListener("click", (event) => {
    // In a frame, links open beside it (`app/src/site/head.rs`); a place in the report is no other page.
    const place = event.target.closest("a[href^='#']");
    if (place) place.target = "_self";
    does[event.target.closest("[data-does]")?.dataset.does]?.();
    const sample = event.target.closest("[data-sample]")?.dataset.sample;
    // A locked page can fetch nothing: there the link opens a fresh one.
    if (!sample || engine.isLocked() || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    engine.takeSample(sample);
  });

  const slug = new URLSearchParams(location.search).get("sample");
  const asked = [...tool.querySelectorAll("[data-sample]")].find((link) => link.search === `?sample=${slug}`);
  if (asked) engine.takeSample(asked.dataset.sample);
  dispatchEvent(new Event("tool-listens"));
  // What came before the tool was awake waits in the input.
  for (const input of tool.querySelectorAll("input[type=file]")) takeInput(input);
};

const dockerfile = () => [...document.querySelectorAll(".instructions code")].map((step) => step.textContent).join("");

// Where the clipboard is closed, the text stands selected instead.
const copy = async (tell, text, selector) => {
  try {
    await navigator.clipboard.writeText(text);
    tell({ kind: "said", words: "Copied" });
    setTimeout(() => tell({ kind: "said", words: "" }), 2000);
  } catch {
    getSelection().selectAllChildren(document.querySelector(selector));
    tell({ kind: "said", words: "Selected: press Ctrl+C" });
  }
};

const save = (text, name, type) => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 2000);
};

// Really tries to send: each way out is walked to the site's own host, which is the nearest one.
const tryToSend = async (tell) => {
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
