// A question that is answered: what was chosen is marked, and what was right at the first try is counted, on this page
// alone. The reasons stand in the page; the prerenderer fills in the style.
import { dress, element } from "../element.js";

dress("STYLE");

/** Of each question, whether the first answer was right; undefined before there is one. */
const first = new Map();
const score = () => {
  if (first.size < 2) return "";
  const firsts = [...first.values()];
  const [right, answered] = [firsts.filter(Boolean).length, firsts.filter((answer) => answer !== undefined).length];
  const open = first.size - answered;
  return ` On this page: ${right} of ${first.size} right at the first try${open ? `, ${open} not answered yet` : ""}.`;
};

const figures = [...document.querySelectorAll(".quiz")];
for (const figure of figures) first.set(figure, undefined);
for (const figure of figures) {
  const answers = [...figure.querySelectorAll("details")];
  const isRight = (answer) => answer.classList.contains("right-answer");
  const said = element("p", { className: "unseen", role: "status" });
  const line = element("p", { className: "quiz-score" });
  const again = element("button", { type: "button", className: "quiet", textContent: "Try again" });
  figure.append(said);

  const show = () => {
    const chosen = answers.filter((answer) => answer.open);
    for (const answer of answers) {
      answer.querySelector(".quiz-mark")?.remove();
      if (!answer.open) continue;
      const textContent = isRight(answer) ? " right" : " not this";
      answer.querySelector("summary").append(element("span", { className: "quiz-mark", textContent }));
    }
    line.remove();
    if (!chosen.length) return;
    const words = chosen.some(isRight) ? first.get(figure) ? "Right at the first try." : "Right, though not at the first try." : "Not yet: choose another answer.";
    line.replaceChildren(`${words}${score()} `, again);
    said.before(line);
  };
  for (const answer of answers) {
    answer.addEventListener("toggle", () => {
      if (answer.open && first.get(figure) === undefined) first.set(figure, isRight(answer));
      show();
      const { textContent } = answer.querySelector("p");
      said.textContent = answer.open ? `${textContent}${score()}` : "";
    });
  }
  again.addEventListener("click", () => {
    for (const answer of answers) answer.open = false;
    answers[0].querySelector("summary").focus();
  });
}
