// A walk of the loader, step by step: what comes later is hidden, and keeps its place. The prerenderer fills in the style.
import { dress, element } from "../element.js";

dress("STYLE");

const button = (textContent) => element("button", { type: "button", className: "quiet", textContent });

for (const figure of document.querySelectorAll(".walk")) {
  const steps = [...figure.querySelectorAll("ol > li"), figure.querySelector(".walk-end")];
  const [next, back, all] = [button("Step through it"), button("Back"), button("Show all")];
  const count = element("span", { className: "walk-count" });
  const said = element("p", { className: "unseen", role: "status" });
  const slot = figure.querySelector(".play");
  next.setAttribute("aria-keyshortcuts", "ArrowRight");
  back.setAttribute("aria-keyshortcuts", "ArrowLeft");
  slot.append(next);
  figure.append(said);

  // Steps count from one; at none, all of them stand there.
  let now = 0;
  const go = (step) => {
    now = step;
    steps.forEach((element, place) => {
      element.classList.toggle("walk-ahead", now > 0 && place >= now);
      place === now - 1 ? element.setAttribute("aria-current", "step") : element.removeAttribute("aria-current");
    });
    next.textContent = now ? "Next" : "Step through it";
    next.ariaDisabled = String(now === steps.length);
    back.ariaDisabled = String(now === 1);
    count.textContent = now === steps.length ? "The end" : `Step ${now} of ${steps.length - 1}`;
    if (!now) {
      slot.replaceChildren(next);
      next.focus();
      said.textContent = "All steps are shown.";
      return;
    }
    if (!back.isConnected) slot.append(back, count, all);
    said.textContent = `${count.textContent}. ${steps[now - 1].textContent.replace(/\s+/g, " ")}`;
  };
  const forth = () => now < steps.length && go(now + 1);
  const retreat = () => now > 1 && go(now - 1);
  next.addEventListener("click", forth);
  back.addEventListener("click", retreat);
  all.addEventListener("click", () => go(0));
  // Outside of the figure the same keys turn to another lesson.
  slot.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || key !== "ArrowLeft" && key !== "ArrowRight") return;
    event.preventDefault();
    event.stopPropagation();
    key === "ArrowRight" ? forth() : retreat();
  });
}
