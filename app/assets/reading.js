// What a reader is spared: copying code by hand, and keeping in mind which lessons were read to the end. That is kept in
// this browser alone. The prerenderer fills in the style.
import { dress } from "./element.js";

dress("STYLE");

const read = () => { try { return new Set(JSON.parse(localStorage.getItem("read") ?? "[]")); } catch { return new Set(); } };
const keep = (slugs) => {
  try { slugs.size ? localStorage.setItem("read", JSON.stringify([...slugs])) : localStorage.removeItem("read"); } catch { }
};
const slugOf = (address) => new URL(address, location).pathname.split("/").at(-2);

// Who has the links to the lessons before and after in sight has come to the end.
const end = document.querySelector(".lesson .neighbours");
if (end) {
  new IntersectionObserver(([{ isIntersecting }], observer) => {
    if (!isIntersecting) return;
    observer.disconnect();
    keep(read().add(slugOf(location.href)));
  }).observe(end);
}

const told = document.createElement("p");
told.role = "status";
told.className = "reading-progress";

const showProgress = (parts) => {
  const slugs = read();
  const entries = [...parts.querySelectorAll(".lessons li")];
  for (const entry of entries) {
    entry.querySelector(".unseen")?.remove();
    const isRead = slugs.has(slugOf(entry.querySelector("a").href));
    entry.toggleAttribute("data-read", isRead);
    if (isRead) entry.querySelector("a").after(Object.assign(document.createElement("span"), { className: "unseen", textContent: " (read)" }));
  }
  const count = entries.filter((entry) => entry.hasAttribute("data-read")).length;
  if (!count) {
    told.textContent = told.isConnected ? "Forgotten." : "";
    return;
  }
  told.textContent = `${count} of ${entries.length} lessons read to the end, as this browser remembers. `;
  const forget = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: "Forget" });
  forget.addEventListener("click", () => {
    keep(new Set());
    showProgress(parts);
  });
  told.append(forget);
  parts.after(told);
};
const parts = document.querySelector(".plain > .parts");
if (parts) showProgress(parts);

// Of a session on a terminal, what was typed is what is wanted.
const textOf = (pre) => {
  const commands = [...pre.querySelectorAll(".hl-command")].map((command) => command.textContent);
  return commands.length ? commands.join("\n") : pre.textContent.trimEnd();
};
const said = Object.assign(document.createElement("p"), { role: "status", className: "unseen" });
document.body.append(said);
for (const pre of document.querySelectorAll("pre.code")) {
  // Its word is in the style: the text of the page stays what it was.
  const button = Object.assign(document.createElement("button"), { type: "button", className: "copy", ariaLabel: "Copy" });
  button.addEventListener("click", async () => {
    const text = textOf(pre);
    try {
      await navigator.clipboard.writeText(text);
      button.dataset.done = "";
      said.textContent = "Copied";
      setTimeout(() => { delete button.dataset.done; said.textContent = ""; }, 2000);
    } catch {
      getSelection().selectAllChildren(pre);
      said.textContent = "Selected: press Ctrl+C";
    }
  });
  pre.append(button);
}
