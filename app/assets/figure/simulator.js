// A container to play with, in place of the moments that stand in the page. What happens says processes.js, in whose
// words this file; the prerenderer fills in its name and the style.
import { Container, SWITCHES } from "./PROCESSES";
import { dress, element } from "../element.js";

dress("STYLE");

const code = (text) => element("code", { textContent: text });

const HOW = {
  init: ["an init in front, ", code("--init")],
  waits: [code("/app"), " waits for its own children"],
  handles: [code("/app"), " handles ", code("SIGTERM")],
  forwards: ["and passes it on to its children"],
  slow: ["and needs over ten seconds"],
};
/** What says nothing without another switch. */
const PART_OF = { forwards: "handles", slow: "handles" };

const called = ({ name, pid }) => `${name} (${pid})`;
const SAID = {
  started: ({ process, by }) => `${called(by)} starts ${called(process)}.`,
  ended: ({ process, status, signal }) => signal ? `${signal} ends ${called(process)}.` : `${called(process)} ends with status ${status}.`,
  adopted: ({ process, by }) => `${called(process)} has lost its parent: process 1, ${by.name}, gets it.`,
  reaped: ({ process, by }) => `${called(by)} waits for ${called(process)}: its entry is gone.`,
  left: ({ process, by }) => `${called(by)} does not wait for ${called(process)}: it stays, as a zombie.`,
  dropped: ({ process, signal }) => `${called(process)} has no handler for ${signal}, and is process 1: the kernel drops the signal.`,
  passed: ({ process, signal, to }) => `${called(process)} passes ${signal} on to ${called(to)}.`,
  handled: ({ process, signal }) => `${called(process)} hears ${signal} and begins to finish.`,
  forced: ({ process }) => `Ten seconds are over. Docker sends SIGKILL, which ${called(process)} cannot refuse.`,
  cut: ({ process }) => `The kernel ends ${called(process)} by SIGKILL, because process 1 is gone.`,
};
const SIGNALS = { 137: ", 128 and the number of SIGKILL", 143: ", 128 and the number of SIGTERM" };

const stateOf = ({ status, clock }) => {
  if (status !== undefined) return `Ended ${clock ? `after ${clock} s` : "at once"}, status ${status}`;
  return clock === undefined ? "The container runs" : `Asked to stop, ${clock} of 10 s are over`;
};

/** What a process that lives makes of being asked to stop. */
const noteOf = (container, process) => {
  const { clock, setup, app } = container;
  if (process.state !== "running" || clock === undefined) return "";
  if (process === app) return setup.handles ? "is finishing" : "has not heard it";
  return setup.init && process.pid === 1 ? "has passed it on" : "knows of nothing";
};

const STATE = {
  running: () => "",
  zombie: () => " zombie",
  reaped: ({ how }) => how.signal ? ` ended by ${how.signal}` : " ended",
  killed: ({ how }) => ` killed by ${how.signal}`,
  ended: ({ how }) => ` ended with ${how.status}`,
};

const branch = (container, parent) => {
  const own = container.childrenOf(parent);
  if (!own.length) return [];
  const items = own.map((process) => {
    const note = noteOf(container, process);
    return element("li", { className: `process ${process.state}` },
      element("span", { className: "pid", textContent: process.pid }), " ", code(process.name),
      element("span", { className: "process-state", textContent: STATE[process.state](process) }),
      ...(note ? [" ", element("span", { className: "play-note", textContent: note })] : []),
      ...branch(container, process.pid));
  });
  return [element("ul", { className: "processes-tree" }, ...items)];
};

/** The switches, what is on of them, and how to hear of a change. */
const switches = (on, changed) => {
  const boxes = new Map();
  const labels = SWITCHES.map((name) => {
    const box = element("input", { type: "checkbox", name, checked: on.includes(name) });
    boxes.set(name, box);
    box.addEventListener("change", changed);
    const words = HOW[name].map((part) => typeof part === "string" ? part : part.cloneNode(true));
    return element("label", { className: name in PART_OF ? "play-part" : "" }, box, element("span", {}, ...words));
  });
  const read = () => {
    for (const [name, whole] of Object.entries(PART_OF)) boxes.get(name).disabled = !boxes.get(whole).checked;
    return Object.fromEntries([...boxes].map(([name, box]) => [name, box.checked && !box.disabled]));
  };
  return [element("fieldset", {}, element("legend", { textContent: "Started with" }), ...labels), read];
};

const play = (figure) => {
  const on = figure.dataset.on.split(" ");
  const tree = element("div", { className: "play-tree" });
  const state = element("p", { className: "play-state" });
  const said = element("div", { className: "play-said", ariaLive: "polite" });
  let container;

  const say = (...sentences) => {
    const { status } = container;
    if (status !== undefined) sentences.push(`The container has ended with status ${status}${SIGNALS[status] ?? ""}.`);
    said.replaceChildren(...sentences.map((textContent) => element("p", { textContent })));
  };
  const show = () => {
    state.textContent = stateOf(container);
    tree.replaceChildren(...branch(container, 0));
    for (const [deed, button] of buttons) button.ariaDisabled = String(!container.can(deedOf(deed)));
    const youngest = container.youngest();
    buttons.get("end").textContent = youngest ? `End ${called(youngest)}` : "End a child";
    buttons.get("stop").textContent = container.clock === undefined ? "docker stop" : "Let time pass";
  };
  // One button asks it to stop, and then lets time pass.
  const deedOf = (deed) => deed === "stop" && container.clock !== undefined ? "wait" : deed;

  const button = (deed, textContent) => {
    const made = element("button", { type: "button", className: "quiet", textContent });
    made.addEventListener("click", () => {
      if (!container.can(deedOf(deed))) return;
      container.do(deedOf(deed));
      show();
      say(...container.events.map((event) => SAID[event.what](event)));
    });
    return [deed, made];
  };
  const buttons = new Map([button("start", "Start a child"), button("orphan", "Leave an orphan"), button("end", "End a child"), button("stop", "docker stop")]);

  const begin = (words) => {
    container = new Container(setup());
    show();
    say(words);
  };
  const [fieldset, setup] = switches(on, () => begin("Started anew."));
  const anew = element("button", { type: "button", className: "quiet", textContent: "Start anew" });
  anew.addEventListener("click", () => begin("Started anew."));
  begin("Start children, leave orphans, then stop it.");
  const panel = element("div", { className: "play-container" }, fieldset,
    element("div", {}, state, tree),
    element("div", { className: "play-deeds", role: "group", ariaLabel: "What happens" }, ...buttons.values()),
    said);
  return [panel, anew];
};

for (const figure of document.querySelectorAll(".simulator")) {
  const slot = figure.querySelector(".play");
  const toggle = element("button", { type: "button", className: "quiet", textContent: "Play it through" });
  let made;
  toggle.addEventListener("click", () => {
    made ??= play(figure);
    const [panel, anew] = made;
    const isPlaying = figure.classList.toggle("playing");
    toggle.textContent = isPlaying ? "Back to the moments" : "Play it through";
    if (!isPlaying) return made.forEach((part) => part.remove());
    slot.append(anew);
    slot.after(panel);
  });
  slot.append(toggle);
}
