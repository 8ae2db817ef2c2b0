// Where will it start? The reader says so for each rung before any is opened. What is right stands in the page, in the
// rung; the prerenderer fills in the style.
import { dress, element } from "../element.js";

dress("STYLE");

const WORDS = { starts: "it starts", fails: "it fails", unknown: "not known" };

let group = 0;
class Rung {
  constructor(item) {
    this.item = item;
    this.details = item.querySelector("details");
    this.name = item.querySelector("summary span").textContent;
    const { classList } = item.querySelector(".signal");
    this.truth = classList.contains("fails") ? "fails" : classList.contains("unknown") ? "unknown" : "starts";
    this.ask();
  }

  ask() {
    const name = `rung-${group++}`;
    const choice = (value) => element("label", {}, element("input", { type: "radio", name, value }), value);
    this.question = element("fieldset", { className: "guess" },
      element("legend", { className: "unseen", textContent: `Does it start in ${this.name}?` }), choice("starts"), choice("fails"));
    this.verdict = undefined;
    this.item.classList.remove("settled");
    this.item.querySelector(".guessed")?.remove();
    this.item.append(this.question);
    this.details.open = false;
  }

  get guess() {
    return this.question.querySelector(":checked")?.value;
  }

  /** What was seen cannot be guessed any more. */
  settle() {
    if (this.verdict) return;
    const { guess, truth } = this;
    this.verdict = !guess || truth === "unknown" ? "seen" : guess === truth ? "right" : "wrong";
    const word = { seen: "", right: "Right, ", wrong: "Wrong, " }[this.verdict];
    const words = word + WORDS[truth];
    this.question.remove();
    this.item.classList.add("settled");
    this.details.querySelector("summary").append(element("span", { className: `guessed guessed-${this.verdict}`, textContent: words[0].toUpperCase() + words.slice(1) }));
  }
}

for (const figure of document.querySelectorAll(".predict")) {
  const rungs = [...figure.querySelectorAll(".rungs > li")].map((item) => new Rung(item));
  const button = element("button", { type: "button", className: "quiet" });
  // How well it was foretold is told at the head, where the rungs begin that open.
  const [said, asked] = [element("p", { role: "status", className: "guess-count" }), element("p", { role: "status" })];
  figure.querySelector(".play").append(button, asked);
  figure.querySelector(".figure-ask").after(said);

  const isOver = () => rungs.every(({ verdict }) => verdict);
  const show = () => {
    button.textContent = isOver() ? "Guess again" : "Show what happens";
    asked.textContent = "";
    const [right, wrong] = ["right", "wrong"].map((word) => rungs.filter(({ verdict }) => verdict === word).length);
    if (!isOver() || !right && !wrong) return (said.textContent = "");
    const why = { 0: "", 1: " The rung that you got wrong says why." }[wrong] ?? " The rungs that you got wrong say why.";
    said.textContent = `${right} of ${right + wrong} right.${why}`;
  };
  for (const rung of rungs) {
    rung.details.addEventListener("toggle", () => {
      if (!rung.details.open || rung.verdict) return;
      rung.settle();
      show();
    });
  }
  button.addEventListener("click", () => {
    if (isOver()) {
      for (const rung of rungs) rung.ask();
    } else if (rungs.some(({ guess, verdict }) => guess && !verdict)) {
      for (const rung of rungs) {
        rung.settle();
        if (rung.verdict === "wrong") rung.details.open = true;
      }
    } else {
      asked.textContent = "Say for a rung first whether it starts there.";
      return;
    }
    show();
  });
  show();
}
