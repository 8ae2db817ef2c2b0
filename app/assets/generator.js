// The generator's page: choices become names and values, the judge makes files of them, and their lines are
// set as the prerenderer sets them. What is chosen stands behind the address's `#`.
import { added } from "./CHANGES";
import { zip } from "./ZIP";
import { element } from "./element.js";

const page = document.querySelector(".generator");
const form = document.querySelector("#choices");
const at = (id) => document.getElementById(id);
const controls = [...form.elements].filter((control) => control.name && control.name !== "file");
const lessons = page.dataset.lessons.split(" ");

// Fetched when the page is first touched, or at once when the address already says what is wanted.
let judge;
const load = () => judge ??= Promise.all([
  import("./JUDGE_SCRIPT"),
  WebAssembly.compileStreaming(fetch(new URL("./JUDGE_MODULE", import.meta.url))),
]).then(([judge, module]) => {
  judge.initSync({ module });
  return judge;
});

// What the form says; what it does not ask this language for is not said.
const isAsked = (control) => !control.closest(".field").hidden;
const pairs = () => controls.filter(isAsked).flatMap((control) => {
  const value = control.type === "checkbox" ? (control.checked ? "on" : "off") : control.value.trim();
  return value === "" || value === control.dataset.default ? [] : [[control.name, value]];
});

// A language hides what others are asked.
const ask = () => {
  const language = form.elements.language.value;
  for (const field of form.querySelectorAll(".field")) {
    const { languages } = field.dataset;
    field.hidden = languages !== "" && !languages.split(" ").includes(language);
  }
};

const fill = (query) => {
  form.reset();
  for (const [name, value] of new URLSearchParams(query)) {
    const control = controls.find((control) => control.name === name);
    if (!control) continue;
    if (control.type === "checkbox") control.checked = value === "on";
    else if (control.dataset.many) control.value = `${control.value} ${value}`.trim();
    else control.value = value;
    // A folded group that says something is opened.
    control.closest("details").open = true;
  }
  ask();
};

let made; // what the judge made last; nothing yet of what the page was built with
let shown = "Dockerfile"; // the path of the file on view
let before = new Map(); // the lines of each file before the last change

const textOf = (line) => line.tokens.map(({ text }) => text).join("");
const fileText = (file) => file.lines.map((line) => `${textOf(line)}\n`).join("");

const step = (lines, fresh) => {
  const code = element("code");
  for (const { line, number } of lines) {
    const parts = line.tokens.map(({ kind, text }) =>
      kind === "plain" ? text : element("span", { className: `t-${kind}`, textContent: text }));
    const isNew = fresh.has(number);
    code.append(isNew ? element("span", { className: "fresh" }, ...parts) : element("span", {}, ...parts), "\n");
  }
  const item = element("li", { className: "step" }, element("pre", {}, code));
  const { reason, lesson } = lines[0].line;
  if (reason) {
    const note = element("p", { className: "note", textContent: reason });
    if (lessons.includes(lesson)) {
      note.append(" ", element("a", { href: `${page.dataset.course}${lesson}/`, textContent: "Lesson" }));
    }
    item.append(note);
  }
  return item;
};

const show = () => {
  const file = made.files.find(({ path }) => path === shown) ?? made.files[0];
  at("result-do").hidden = at("files").hidden = !file;
  if (!file) return at("result-lines").replaceChildren();
  shown = file.path;
  at("result-name").textContent = file.path;
  at("result-purpose").textContent = file.purpose;
  const lines = file.lines.map((line, number) => ({ line, number }));
  const old = before.get(file.path);
  const fresh = old ? added(old, file.lines.map(textOf)) : new Set();
  const steps = [];
  for (const each of lines) {
    const last = steps.at(-1);
    if (last && last[0].line.reason === each.line.reason) last.push(each);
    else steps.push([each]);
  }
  at("result-lines").replaceChildren(...steps.map((lines) => step(lines, fresh)));
  return fresh.size;
};

const tabs = () => {
  const choices = made.files.map(({ path }) => {
    const input = element("input", { type: "radio", name: "file", value: path, checked: path === shown });
    return element("label", {}, input, element("span", { textContent: path }));
  });
  // Those that stay are not touched: one of them may be pressed just now.
  const names = (labels) => labels.map(({ textContent }) => textContent).join("\n");
  if (names(choices) !== names([...at("files").querySelectorAll("label")])) {
    at("files").replaceChildren(at("files").firstElementChild, ...choices);
  }
  for (const input of at("files").querySelectorAll("input")) input.checked = input.value === shown;
};

const commands = () => {
  const list = made.commands.map(({ line, reason }) => element("div", {},
    element("dt", {}, element("code", { textContent: line })), element("dd", { textContent: reason })));
  at("commands").querySelector("dl").replaceChildren(...list);
};

// A mistake stands at its field, and one that no field has beside the result.
const mistakes = () => {
  for (const control of controls) {
    const mistake = made.mistakes.find(({ choice }) => choice === control.name);
    const place = at(`choice-${control.name}-wrong`);
    place.textContent = mistake?.sentence ?? "";
    place.hidden = !mistake;
    control.setAttribute("aria-invalid", Boolean(mistake));
    if (mistake) control.setAttribute("aria-errormessage", place.id);
    else control.removeAttribute("aria-errormessage");
  }
};

const say = (words) => {
  at("result-said").textContent = at("now").textContent = words;
};

let asked = 0;
// `changed` is the control that the visitor changed; nothing is marked when a link filled the form in.
const answer = async (changed) => {
  const question = ++asked;
  let judge;
  try {
    judge = await load();
  } catch {
    return say("The generator could not be loaded. Reload the page, or use the command line.");
  }
  if (question !== asked) return;
  const generate = (chosen) => JSON.parse(judge.generate(chosen.map(([name]) => name), chosen.map(([, value]) => value)));
  const chosen = pairs();
  const old = changed ? (made ?? generate([])).files : [];
  made = generate(chosen);
  before = new Map(old.map((file) => [file.path, file.lines.map(textOf)]));
  at("result-for").textContent = `for ${made.from}`;
  const automatic = form.elements.image.options[0];
  automatic.textContent = form.elements.image.value ? "The smallest that is made for it" : `The smallest made for it: ${made.from}`;
  const count = show();
  tabs();
  commands();
  mistakes();
  const other = made.mistakes.find(({ choice }) => !controls.some(({ name }) => name === choice));
  if (!made.files.length || other) say((other ?? made.mistakes[0]).sentence);
  else if (!changed) say("");
  else if (made.mistakes.length) say("One answer cannot be taken; it says why.");
  else say(count === 0 ? "Nothing new in this file." : count === 1 ? "One line is new." : `${count} lines are new.`);
  history.replaceState(null, "", chosen.length ? `#${made.query}` : location.pathname);
};

form.addEventListener("submit", (event) => event.preventDefault());
at("start-over").addEventListener("click", () => {
  fill("");
  answer();
});
for (const sign of ["pointerenter", "focusin"]) page.addEventListener(sign, () => load().catch(() => (judge = undefined)), { once: true });
// Texts answer while they are typed, so that nobody has to leave a field to see what it does.
let pause;
form.addEventListener("input", ({ target }) => {
  clearTimeout(pause);
  if (target.name === "language") ask();
  pause = setTimeout(() => answer(target), target.type === "text" ? 250 : 0);
});

at("files").addEventListener("change", async ({ target }) => {
  shown = target.value;
  if (!made) return answer();
  const count = show();
  say(count ? `${count} lines are new.` : "");
});

const save = (blob, name) => {
  const link = element("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 2000);
};

const does = {
  // Where the clipboard is closed, the text stands selected instead.
  copy: async (file) => {
    try {
      await navigator.clipboard.writeText(fileText(file));
      say("Copied");
    } catch {
      getSelection().selectAllChildren(at("result-lines"));
      say("Selected: press Ctrl+C");
    }
  },
  save: (file) => save(new Blob([fileText(file)], { type: "application/octet-stream" }), file.path.split("/").at(-1)),
  "save-all": () => save(zip(made.files.map((file) => ({ path: file.path, text: fileText(file) }))), "final-stage.zip"),
};
at("result-do").addEventListener("click", async ({ target }) => {
  if (!made) await answer();
  const file = made?.files.find(({ path }) => path === shown);
  if (file) does[target.dataset.does]?.(file);
});

// A link of the presets, or the way back.
const isChoice = () => location.hash.includes("=");
addEventListener("hashchange", () => {
  if (!isChoice()) return;
  fill(location.hash.slice(1));
  shown = "Dockerfile";
  answer().then(() => at("result").focus());
});

// What the browser kept of a form that was left is set back: the address says what is chosen. The page was built with
// what the form starts with, so that nothing is to be made before it is touched.
fill(isChoice() ? location.hash.slice(1) : "");
if (isChoice()) answer();
for (const part of page.querySelectorAll("[data-asleep]")) delete part.dataset.asleep;
