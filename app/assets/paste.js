// The paste box: what is put into it is read by a bundle of its own, which comes at the first sign that it is wanted,
// and on the first page at the latest before a file is chosen, for after that nothing can be fetched.
import { element } from "./element.js";

const box = document.querySelector("#paste");
const at = (id) => document.querySelector(`#paste-${id}`);
const text = at("text");

let parts;
const load = () => {
  parts ??= fetchParts();
  parts.catch(() => (parts = undefined));
  return parts;
};
globalThis.explainer = load;

const fetchParts = async () => {
  const near = (name) => new URL(name, import.meta.url);
  const [explainer, module, errors] = await Promise.all([
    import("./EXPLAINER_SCRIPT"),
    WebAssembly.compileStreaming(fetch(near("./EXPLAINER_MODULE"))),
    fetch(near("./ERRORS")).then((response) => response.json()),
  ]);
  explainer.initSync({ module });
  return { explainer, errors };
};

// The program that the page has read, told to the explainer piece by piece.
const program = (explainer) => {
  const report = globalThis.engine?.report();
  if (!report) return;
  const held = new explainer.Held(Boolean(report.scanned));
  for (const image of report.images) {
    const name = image.image.replace(/^[^/]*\.[^/]*\//, "");
    for (const { code, subject, sentence } of image.blockers) held.lack(name, code, subject, sentence);
    for (const { code, sentence } of image.caveats) held.lack(name, code, "", sentence);
  }
  for (const { code, sentence } of report.needs ?? []) held.need(code, sentence);
  const { interpreter, needed = [], versions = [] } = report.elf ?? {};
  const names = [interpreter, ...needed, ...versions.flatMap(({ version, symbols }) => [version, ...symbols])];
  for (const name of names) if (name) held.name(name);
  return held;
};

const VERDICTS = { yes: "Your file explains it. ", no: "Your file does not explain it. ", unknown: "Your file does not tell. " };

const item = ({ errors }, [code, subject, page, line, number, times, ...named], verdict) => {
  const { title, description, fix } = errors[page];
  const isFact = page === "linkage";
  const link = element("a", { href: `${box.dataset.errors}${page}/`, textContent: isFact ? code : title });
  const name = element("p", { className: "paste-title" }, link);
  if (subject) name.append(": ", element("code", { textContent: subject }));
  const where = `Line ${number}${times > 1 ? `, and ${times - 1} more` : ""}, ${code}`;
  const made = element("li", {}, name,
    element("p", { className: "paste-where", textContent: where }),
    element("pre", { className: "error", textContent: line }));
  if (isFact) return made;
  made.append(element("p", { textContent: description }));
  const shown = [];
  for (let place = 0; place < named.length; place += 2) {
    if (named[place + 1] !== subject && named[place] !== "quoted") shown.push([named[place].replace("_", " "), named[place + 1]]);
  }
  if (shown.length) {
    made.append(element("dl", { className: "paste-parts" }, ...shown.flatMap(([name, value]) =>
      [element("dt", { textContent: name }), element("dd", {}, element("code", { textContent: value }))])));
  }
  if (verdict) {
    const [word, sentence] = verdict;
    made.append(element("p", { className: `paste-file paste-file-${word}` }, element("strong", { textContent: VERDICTS[word] }), sentence));
  }
  made.append(element("p", {}, element("strong", { textContent: "First: " }), fix));
  return made;
};

const say = (words) => (at("said").textContent = words);

const told = (errors, facts, truncated) => {
  const parts = [];
  if (errors) parts.push(errors === 1 ? "One known error is in it." : `${errors} known errors are in it.`);
  if (facts) parts.push(errors ? "It also tells how something is linked." : "No error: this tells how something is linked or started.");
  if (!errors && !facts) parts.push("No known error is in it. Paste the lines before it as well, or look through the list of errors.");
  if (truncated) parts.push("This is not all: the text is longer than what is read.");
  return parts.join(" ");
};

let asked = 0;
const answer = async () => {
  const question = ++asked;
  at("clear").hidden = !text.value;
  if (!text.value.trim()) {
    say("");
    return at("found").replaceChildren();
  }
  let loaded;
  try {
    loaded = await load();
  } catch {
    return say("What reads the text could not be loaded. The list of errors has the same.");
  }
  if (question !== asked) return;
  const { explainer } = loaded;
  const findings = new explainer.Findings(text.value);
  const held = program(explainer);
  const all = Array.from({ length: findings.count() }, (_, place) => findings.finding(place));
  const facts = all.filter(([, , page]) => page === "linkage").length;
  at("found").replaceChildren(...all.map((finding, place) => item(loaded, finding, held && findings.held_against(place, held))));
  say(told(all.length - facts, facts, findings.truncated()));
  findings.free();
  held?.free();
};

for (const sign of ["pointerenter", "focusin"]) box.addEventListener(sign, () => load().catch(() => {}), { once: true });
// A pasted text is answered at once, a typed one when the hand rests.
let pause;
text.addEventListener("input", ({ inputType }) => {
  clearTimeout(pause);
  pause = setTimeout(answer, inputType?.startsWith("insertFromPaste") ? 0 : 300);
});
at("clear").addEventListener("click", () => {
  text.value = "";
  answer();
  text.focus();
});
// The file's own part changes with the file.
addEventListener("concluded", answer);
// What the browser kept of a page that was left.
if (text.value) answer();
