// On every page that does not read a file itself: what this tab keeps of the visitor's file, said where the page speaks of
// images (`data-tells` names them). `site.js` loads this when something is kept. The verdicts were made when the file was
// read; here they are shown, as text and nothing else.
import { forget, kept } from "./KEPT";
import { dress, element } from "./element.js";

dress("STYLE");

const code = (text) => element("code", { textContent: text });
const paragraph = (...parts) => element("p", {}, ...parts);
const line = (...parts) => element("div", { className: "kept-line" }, ...parts);

const ENDS = { runs: "it runs", starts: "it starts, but", fails: "it fails", unknown: "not known" };
const end = ({ outcome }) => {
  const known = outcome in ENDS ? outcome : "unknown";
  return element("strong", { className: `kept-${known}`, textContent: ENDS[known] });
};
const verdict = (judged) => {
  if (judged.error) return [end(judged), " with ", code(judged.error)];
  return judged.note ? [end(judged), ": ", judged.note] : [end(judged)];
};

const report = (words) => element("a", { href: new URL("./#report", import.meta.url).href, textContent: words });
const forgetting = () => {
  const button = element("button", { type: "button", className: "quiet", textContent: "Forget it" });
  button.addEventListener("click", () => {
    forget();
    delete document.documentElement.dataset.kept;
    const said = element("p", { role: "status", tabIndex: -1, textContent: "Forgotten: this tab keeps nothing of your file." });
    button.closest(".kept-line").replaceChildren(said);
    for (const other of document.querySelectorAll(".kept-line")) if (!other.contains(said)) other.remove();
    said.focus();
  });
  return button;
};

// What is said of the images that a place speaks of, by what kind of place it is.
const said = {
  div: (name, [judged]) => line(
    paragraph("Your file ", code(name), " in this image: ", ...verdict(judged), "."),
    element("p", { className: "kept-do" }, report("Its report"), forgetting())),
  th: (name, [judged]) => element("span", { className: "kept-line kept-short" }, code(name), ": ", end({ outcome: judged.outcome === "starts" ? "runs" : judged.outcome })),
  figure: (name, all) => line(
    paragraph("Your file ", code(name), " (", report("its report"), "):"),
    element("ul", {}, ...all.map((judged) => element("li", {}, "in ", code(judged.image), " ", ...verdict(judged))))),
};

const show = () => {
  for (const old of document.querySelectorAll(".kept-line")) old.remove();
  const record = kept();
  if (!record) return;
  const images = new Map(record.images.map((judged) => [judged.slug, judged]));
  for (const place of document.querySelectorAll("[data-tells]")) {
    // A file for another processor was judged against its own images, and they may be fewer.
    const all = place.dataset.tells.split(" ").map((slug) => images.get(slug)).filter(Boolean);
    if (all.length) place.append(said[place.localName](record.name, all));
  }
  const name = () => code(record.name);
  for (const door of document.querySelectorAll("[data-tells-door]")) {
    const advice = record.use ? ["use ", code(record.use), ". "] : ["no image here holds it. "];
    door.after(line(element("p", { className: "kept-do" }, element("span", {}, "Your file ", name(), ": ", ...advice, report("Its report")), forgetting())));
  }
  const form = document.querySelector("[data-tells-choices]");
  const filling = () => element("a", { href: `#${record.choices}`, textContent: "fill the form in for it" });
  if (record.choices) form?.append(line(paragraph("Your file ", name(), ": ", filling(), ", or see ", report("its report"), ".")));
};

show();
// What was expected and is not there leaves no gap.
if (!kept()) delete document.documentElement.dataset.kept;
// A page that comes back as it was left may tell of what has been forgotten since.
addEventListener("pageshow", ({ persisted }) => persisted && show());
