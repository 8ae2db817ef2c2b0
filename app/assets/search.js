// The search's dialog: what is typed is answered at once, by groups, from an index that came along. The prerenderer
// fills in the names and the style.
let ranking, ready;

const ROOT = new URL(".", import.meta.url);
const SHOWN = 5; // of a group

const style = new CSSStyleSheet();
style.replaceSync("STYLE");
document.adoptedStyleSheets.push(style);

const element = (name, properties = {}, children = []) => {
  const made = Object.assign(document.createElement(name), properties);
  for (const [key, value] of Object.entries(properties)) if (key.includes("-")) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const withMarks = (pieces) => pieces.map(([text, isTerm]) => (isTerm ? element("mark", { textContent: text }) : text));

const input = element("input", {
  type: "search", id: "search-for", placeholder: "libssl.so.3, zombie, an error text \u2026", autocomplete: "off",
  spellcheck: false, role: "combobox", "aria-controls": "search-found", "aria-expanded": "false", "aria-autocomplete": "list",
});
const found = element("div", { id: "search-found", role: "listbox", "aria-label": "Results" });
const told = element("p", { className: "search-told", role: "status" });
const slash = element("input", { type: "checkbox", id: "search-slash" });
const dialog = element("dialog", { className: "search-dialog", "aria-label": "Search" }, [
  element("form", { method: "dialog" }, [
    element("label", { htmlFor: "search-for", className: "unseen", textContent: "Search" }),
    input,
    element("button", { className: "quiet", textContent: "Close" }),
  ]),
  told,
  found,
  element("label", { className: "search-keys", htmlFor: "search-slash" }, [slash, " Open with / as well as Ctrl+K"]),
]);

/** Takes the ranking and the index, on their way still, and gives what opens the dialog. */
export const begin = (given) => {
  document.body.append(dialog);
  given.then(async ([module, response]) => {
    if (!response.ok) throw new Error(String(response.status));
    ready = module.index(await response.json());
    ranking = module;
    answer();
  }).catch(() => (told.textContent = "The index of the search could not be loaded. Close this and open it again to retry."));
  return open;
};

const open = () => {
  slash.checked = stored() !== "off";
  if (!dialog.open) dialog.showModal();
  input.select();
  answer();
};

const answer = () => {
  const query = input.value.trim();
  found.replaceChildren();
  point();
  if (!ready) {
    told.textContent = "Loading the index \u2026";
    return;
  }
  if (!query) {
    told.textContent = "Lessons, images, sonames, error texts, terms. Arrows choose, Enter goes there.";
    return;
  }
  const results = ranking.search(ready, query);
  const groups = Map.groupBy ? Map.groupBy(results, groupOf) : grouped(results);
  found.append(...[...groups].map(([name, results]) => group(name, results.slice(0, SHOWN))));
  const count = found.querySelectorAll("[role=option]").length;
  told.textContent = count ? `${count} ${count === 1 ? "result" : "results"}` : `Nothing has \u201c${query}\u201d.`;
  input.setAttribute("aria-expanded", String(count > 0));
  point(found.querySelector("[role=option]"));
};

const groupOf = ({ section }) => ready.pages[ready.sections[section][0]][2];
const grouped = (results) => {
  const groups = new Map();
  for (const result of results) groups.set(groupOf(result), [...(groups.get(groupOf(result)) ?? []), result]);
  return groups;
};

let options = 0;
const group = (name, results) => {
  const id = `search-group-${options++}`;
  return element("div", { role: "group", "aria-labelledby": id }, [
    element("p", { id, className: "search-group", textContent: name }),
    ...results.map(option),
  ]);
};

const option = ({ section, terms }) => {
  const [page, id, title, text] = ready.sections[section];
  const [pageTitle, address] = ready.pages[page];
  const link = new URL(address, ROOT);
  if (id) link.hash = id;
  const heading = title === pageTitle ? [] : [element("span", { className: "search-page", textContent: pageTitle })];
  return element("a", { href: link.href, role: "option", id: `search-option-${options++}`, tabIndex: -1, "aria-selected": "false" }, [
    element("span", { className: "search-title" }, withMarks(ranking.marked(title, terms))),
    ...heading,
    element("span", { className: "search-text" }, withMarks(ranking.excerpt(text, terms))),
  ]);
};

/** The option that Enter follows. */
const point = (option) => {
  found.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
};

input.addEventListener("input", answer);
dialog.addEventListener("keydown", (event) => {
  if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    input.select();
    return;
  }
  // A field for searching would be emptied first.
  if (event.key === "Escape") {
    event.preventDefault();
    dialog.close();
  }
  if (event.target !== input) return;
  const all = [...found.querySelectorAll("[role=option]")];
  const at = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    point(all.at(to % all.length));
  } else if (event.key === "Enter") {
    event.preventDefault();
    all[at]?.click();
  }
});
// A link into this page leaves it standing, and the dialog would stay in front of it.
dialog.addEventListener("click", (event) => {
  if (event.target === dialog || event.target.closest("[role=option]")) dialog.close();
});

const stored = () => { try { return localStorage.getItem("slash"); } catch { return null; } };
slash.addEventListener("change", () => {
  try { slash.checked ? localStorage.removeItem("slash") : localStorage.setItem("slash", "off"); } catch { }
});
