// The page that checks a Dockerfile: text in a field, its colours and marks painted behind it, findings beside it, and
// a program that the last stage is held against. Nothing of the text is kept or sent.
import { start } from "./ENGINE";
import { element } from "./element.js";

const at = (id) => document.getElementById(id);
const [field, paint, numbers, list, said, sum, undoing, mending] = ["text", "paint", "numbers", "findings", "said", "sum", "undo", "mend-all"]
  .map((name) => at(`check-${name}`));
// A longer text is shown without colours: painting it anew at every key would take too long.
const PAINTED = 60_000;

// Fetched at the first sign of interest.
let linter;
const load = () => {
  linter ??= Promise.all([
    import("./LINTER_SCRIPT"),
    WebAssembly.compileStreaming(fetch(new URL("./LINTER_MODULE", import.meta.url))),
  ]).then(([linter, module]) => {
    linter.initSync({ module });
    return linter;
  });
  linter.catch(() => (linter = undefined));
  return linter;
};

const INSTRUCTION = /^\s*(FROM|RUN|CMD|LABEL|MAINTAINER|EXPOSE|ENV|ADD|COPY|ENTRYPOINT|VOLUME|USER|WORKDIR|ARG|ONBUILD|STOPSIGNAL|HEALTHCHECK|SHELL)\b/i;

// Parts of the text with a colour: [start, end, class].
const tokens = (text) => {
  const found = [];
  let [offset, continued] = [0, false];
  for (const line of text.split("\n")) {
    if (/^\s*#/.test(line)) found.push([offset, offset + line.length, "t-comment"]);
    else {
      const keyword = !continued && INSTRUCTION.exec(line);
      if (keyword) found.push([offset + keyword[0].length - keyword[1].length, offset + keyword[0].length, "t-keyword"]);
      const from = keyword ? keyword[0].length : 0;
      for (const part of line.slice(from).matchAll(/--[a-z][a-z-]*(=\S+)?|"(?:[^"\\]|\\.)*"|'[^']*'|(?<=\s)AS(?=\s)/gi)) {
        if (part[0].length === 2 && keyword?.[1].toUpperCase() !== "FROM") continue;
        const kind = part[0].startsWith("-") ? "t-flag" : part[0].length === 2 && /as/i.test(part[0]) ? "t-keyword" : "t-text";
        found.push([offset + from + part.index, offset + from + part.index + part[0].length, kind]);
      }
      if (line.trim() !== "") continued = /[\\`]\s*$/.test(line);
    }
    offset += line.length + 1;
  }
  return found;
};

// The text in pieces, cut where a colour or a mark begins or ends. An empty mark takes the character before it.
const pieces = (text, marks) => {
  if (text.length > PAINTED) return [text, "\n"];
  const ranges = [...tokens(text), ...marks.map(({ start, end, level }) => [start === end ? start - 1 : start, end, `check-${level}`])];
  const cuts = [...new Set([0, text.length, ...ranges.flatMap(([start, end]) => [start, end])])].sort((a, b) => a - b);
  const begins = ranges.sort(([a], [b]) => a - b);
  let [open, next] = [[], 0];
  const made = cuts.slice(0, -1).map((from, index) => {
    open = open.filter(([, end]) => end > from);
    while (next < begins.length && begins[next][0] <= from) open.push(begins[next++]);
    const classes = open.filter(([, end]) => end > from).map(([, , name]) => name);
    const piece = text.slice(from, cuts[index + 1]);
    return classes.length ? element("span", { className: classes.join(" "), textContent: piece }) : piece;
  });
  // A last line that is empty has a height, too.
  return [...made, "\n"];
};

const WORST = ["note", "warning", "error"];
let result = JSON.parse(list.dataset.first);

const show = () => {
  const text = field.value;
  const marks = result.findings ?? [];
  paint.replaceChildren(...pieces(text, marks));
  const worst = new Map();
  if (result.line && text.trim() !== "") worst.set(result.line, "error");
  for (const { line, level } of marks) {
    if (WORST.indexOf(level) > WORST.indexOf(worst.get(line))) worst.set(line, level);
  }
  const lines = text.split("\n").map((_, index) => {
    const level = worst.get(index + 1);
    return level ? element("span", { className: `check-at-${level}`, textContent: `${index + 1}\n` }) : `${index + 1}\n`;
  });
  numbers.replaceChildren(...lines);
  field.toggleAttribute("aria-invalid", worst.size > 0);
};

const count = (number, word) => (number === 1 ? `1 ${word}` : `${number} ${word}s`);

const summary = () => {
  // Without a word in it, what is missing is not an instruction.
  if (field.value.trim() === "") return "Nothing to check yet: paste a Dockerfile, drop one, or take a sample.";
  if (result.what) return `Line ${result.line}: ${result.what}. No rule can be held against it until that is mended.`;
  const { findings, truncated } = result;
  if (!findings.length) return "Nothing found.";
  const of = (level) => findings.filter((finding) => finding.level === level).length;
  const parts = [...WORST].reverse().map((level) => [of(level), level]).filter(([number]) => number);
  return `${truncated ? "More than " : ""}${count(findings.length, "finding")}: ${parts.map(([number, level]) => count(number, level)).join(", ")}.`;
};

const button = (name, does, className = "quiet") => element("button", { type: "button", className, textContent: name, onclick: does });

const item = (finding) => {
  const { rule, level, message, line, fix, alternative } = finding;
  const go = button(`Line ${line}`, () => goTo(finding), "check-go");
  const why = element("a", { href: `#${rule}`, textContent: rule });
  const head = element("p", { className: "check-head" }, go, element("span", { className: `check-level check-is-${level}`, textContent: level }), why);
  const parts = [head, element("p", { textContent: message })];
  const ways = [fix, alternative].filter(Boolean).map((way) => button(way.title, () => mend(way)));
  if (ways.length) parts.push(element("p", { className: "check-ways" }, ...ways));
  return element("li", {}, ...parts);
};

const tell = () => {
  list.replaceChildren(...(result.findings ?? []).map(item));
  sum.textContent = summary();
  mending.hidden = (result.findings ?? []).filter(({ fix }) => fix).length < 2;
  show();
};

const goTo = ({ start, end }) => {
  field.focus();
  field.setSelectionRange(start, end);
  // The field is as tall as its text, so what scrolls is around it.
  const line = field.value.slice(0, start).split("\n").length - 1;
  const scroller = field.closest(".check-scroll");
  const height = field.clientHeight / field.value.split("\n").length;
  scroller.scrollTo({ top: Math.max(0, line * height - scroller.clientHeight / 2) });
};

let report = ""; // of the program, as JSON
let asked = 0;
let checked = field.defaultValue; // the text that the findings are about
const today = () => new Date().toISOString().slice(0, 10);

const judge = (code) => {
  checked = field.value;
  try {
    result = JSON.parse(code.check(field.value, today(), report));
  } catch {
    result = { findings: [] };
    said.textContent = "The rules failed on this text. This is a fault in Final Stage; the command line may do better.";
  }
};

const run = async () => {
  const question = ++asked;
  let code;
  try {
    code = await load();
  } catch {
    said.textContent = "The rules could not be loaded. Reload the page, or use the command line.";
    return;
  }
  if (question !== asked) return;
  said.textContent = "";
  judge(code);
  tell();
};

// What the text was before each change by a button, and what it became.
const changes = [];
const change = (text, words) => {
  changes.push([field.value, text]);
  field.value = text;
  undoing.hidden = false;
  return run().then(() => {
    said.textContent = words;
  });
};

const mended = (text, { edits }) =>
  [...edits].reverse().reduce((text, { start, end, text: put }) => text.slice(0, start) + put + text.slice(end), text);

// A text that was changed since is checked first: a fix knows its places by the text it was found in.
const mend = (fix) => {
  if (field.value !== checked) return run();
  return change(mended(field.value, fix), `Done: ${fix.title}.`).then(() => sum.focus());
};

// One after the other, because each moves the places of the next.
const mendAll = async () => {
  const code = await load();
  const before = field.value;
  let [text, number] = [before, 0];
  for (let fix; number < 100 && (fix = JSON.parse(code.check(text, today(), report)).findings?.find(({ fix }) => fix)?.fix); number++) {
    text = mended(text, fix);
  }
  await change(text, `${count(number, "change")} made.`);
  sum.focus();
};

// `then` says where the focus goes: it stays where the visitor is.
const undo = (then) => {
  const last = changes.pop();
  undoing.hidden = changes.length === 0;
  if (!last) return;
  field.value = last[0];
  run().then(() => {
    said.textContent = "Undone.";
    then();
  });
};
const toUndo = () => (undoing.hidden ? sum : undoing).focus();

// Where a text begins to differ from another.
const difference = (text, other) => {
  let at = 0;
  while (at < text.length && text[at] === other[at]) at++;
  return at;
};

const put = (text, name) => change(text, `${name} is in the field.`).then(() => {
  at("check").scrollIntoView();
  sum.focus({ preventScroll: true });
});

let pause;
field.addEventListener("input", () => {
  // The old marks would stand in wrong places; until the new ones are there, colours have to do.
  result = { findings: [] };
  show();
  clearTimeout(pause);
  pause = setTimeout(run, 200);
});
field.addEventListener("keydown", (event) => {
  // The browser's own undo does not know what a button changed.
  if ((event.ctrlKey || event.metaKey) && event.key === "z" && changes.at(-1)?.[1] === field.value) {
    event.preventDefault();
    // A field whose value is set puts its caret at the end.
    const caret = difference(...changes.at(-1));
    undo(() => {});
    field.setSelectionRange(caret, caret);
  }
  if (event.key === "F8" && result.findings?.length) {
    event.preventDefault();
    const caret = field.selectionStart;
    goTo(result.findings.find(({ start }) => start > caret) ?? result.findings[0]);
  }
});
for (const sign of ["pointerenter", "focusin"]) at("check").addEventListener(sign, () => load().catch(() => {}), { once: true });

const does = {
  undo: () => undo(toUndo),
  "mend-all": mendAll,
  copy: async () => {
    try {
      await navigator.clipboard.writeText(field.value);
      said.textContent = "Copied.";
    } catch {
      field.focus();
      field.select();
      said.textContent = "Selected: press Ctrl+C.";
    }
  },
  save: () => {
    const link = element("a", { href: URL.createObjectURL(new Blob([field.value])), download: "Dockerfile" });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 2000);
  },
  clear: () => change("", "The field is empty.").then(() => field.focus()),
};
document.addEventListener("click", ({ target }) => {
  const pressed = target.closest("[data-check]");
  if (!pressed) return;
  const [what, source] = pressed.dataset.check.split(" ");
  if (what === "try") put(at(source).textContent, pressed.dataset.name);
  else does[what]?.();
});

// A Dockerfile that is chosen or dropped; whatever else is dropped is the program.
const open = async (file) => {
  if (file.size > 2 ** 20) {
    said.textContent = `${file.name} is larger than a Dockerfile. If it is the program, choose it below.`;
    return;
  }
  put(await file.text(), file.name);
};
at("check-file").addEventListener("change", ({ target }) => {
  if (target.files.length) open(target.files[0]);
  target.value = "";
});
const isDockerfile = ({ name, size }) => /(docker|container)file/i.test(name) && size < 2 ** 20;
addEventListener("drop", (event) => {
  const file = event.dataTransfer?.files[0];
  if (!file || !isDockerfile(file)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  open(file);
}, true);

const program = at("check-program");
const [state, forgetting] = [at("check-program-state"), at("check-forget")];
let name;
const judged = (words) => (state.textContent = words);
const hear = {
  chosen: (event) => {
    name = event.name;
    judged(`Reading ${name}\u2026`);
  },
  locked: () => (at("check-lock").hidden = false),
  answer: ({ answer }) => {
    report = JSON.stringify(answer.report);
    forgetting.hidden = false;
    const platform = answer.report.elf?.platform;
    judged(`${answer.report.file.name}${platform ? `, ${platform},` : ""} is held against the last stage.`);
    run();
  },
  refused: ({ sentence }) => judged(sentence),
  crashed: () => judged(`${name} could not be analysed. This is a fault in Final Stage.`),
  unreachable: () => judged("The analyzer could not be loaded. Reload the page and try again."),
  "no-webassembly": () => judged("This browser cannot run the analyzer. The command line can: finalstage lint Dockerfile --binary FILE."),
  cancelled: () => judged("Stopped."),
  drag: ({ over }) => program.classList.toggle("check-over", over),
};
// The rules have to be there before the lock, too.
start(program.dataset.files.split(" "), (event) => hear[event.kind]?.(event), load);
forgetting.addEventListener("click", () => {
  report = "";
  forgetting.hidden = true;
  judged("No program is held against it.");
  dispatchEvent(new Event("file-forgotten"));
  run();
});

at("check").classList.add("check-awake");
for (const part of document.querySelectorAll("[data-asleep]")) delete part.dataset.asleep;
// What the browser kept of a text that was left is checked at once.
if (field.value === field.defaultValue) tell();
else run();
