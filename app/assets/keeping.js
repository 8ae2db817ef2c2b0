// On the pages that read a file: what was read of it is kept in this tab, a line says so, and on the way back the report
// is shown again without the file. What is kept, and how, is `kept.js`'s.
import { forget, keep, kept, unpacked } from "./KEPT";
import { again, keepable } from "./ENGINE";
import { dress, element } from "./element.js";

dress("STYLE");

const place = document.querySelector("#kept");
const { shows, about } = place.dataset;

const button = (words, does) => {
  const made = element("button", { type: "button", className: "quiet", textContent: words });
  made.addEventListener("click", does);
  return made;
};
const how = () => element("a", { href: about, textContent: "What is kept" });

const say = (words, ...buttons) => {
  place.hidden = false;
  place.replaceChildren(element("p", { role: "status" }, ...words), ...buttons);
};
const named = ({ name }) => element("code", { textContent: name });

let given; // the files of the answer that was kept last: what the visitor forgot is not kept again
const forgetAll = () => {
  forget();
  say(["Forgotten: this tab keeps nothing of it."]);
};
const forgetting = () => button("Forget it", forgetAll);

const show = () => {
  const record = kept();
  if (record) again(record, unpacked(record));
};

// Before any file: what an earlier page of this visit read.
const offer = () => {
  const record = kept();
  if (!record) return;
  say(["This tab keeps what was read of ", named(record), ". ", how(), "."], button(shows, show), forgetting());
};

addEventListener("concluded", () => {
  const record = keepable();
  if (!record || (record.files === given && !kept())) return;
  given = record.files;
  const outcome = keep(record);
  if (outcome === "kept") say(["For the pages you read next, this tab keeps what was read of ", named(record), ", not the file. ", how(), "."], forgetting());
  else if (outcome === "large") say(["More was read of ", named(record), " than a tab keeps, 1 MB. Other pages will not know of it."]);
  else say(["This browser keeps nothing for a visit, so other pages will not know of ", named(record), "."]);
});

// The checker has a button of its own.
addEventListener("file-forgotten", forgetAll);

offer();
if (!kept()) delete document.documentElement.dataset.kept;
// A link from another page asks for the report itself.
if (location.hash === "#report") addEventListener("tool-listens", show, { once: true });
