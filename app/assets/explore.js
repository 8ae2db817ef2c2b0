// The image explorer: a field that thins out the lists of a page, and another image beside this one. Both choices stand
// behind the address's `#`, so a link brings them back. What is listed stands in the page; of the other image it is
// fetched when the reader asks.
import { element } from "./element.js";

const at = (id) => document.getElementById(id);
const [field, found, choice, told, shown] = ["find", "find-said", "with", "with-said", "with-shown"].map(at);
const section = document.querySelector(".xpl-beside");

const count = (number, [one, many]) => `${number} ${number === 1 ? one : many}`;

const note = () => {
  const choices = new URLSearchParams();
  if (choice?.value) choices.set("with", choice.value);
  if (field?.value.trim()) choices.set("find", field.value.trim());
  const query = choices.toString();
  // A place in the page is left alone until there is something else to say.
  if (query || location.hash.includes("=")) history.replaceState(null, "", query ? `#${query}` : location.pathname);
};

// Each row once as text, because a key is hit faster than a table is read.
const lists = [...document.querySelectorAll("[data-finds]")].map((list) => ({
  name: list.dataset.finds.split(" "),
  rows: [...list.children].map((row) => [row, row.textContent.toLowerCase()]),
}));

const find = () => {
  const words = field.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const sums = lists.map(({ name, rows }) => {
    let left = 0;
    for (const [row, text] of rows) {
      row.hidden = !words.every((word) => text.includes(word));
      left += !row.hidden;
    }
    return [left, `${left} of ${count(rows.length, name)}`];
  });
  if (!words.length) found.textContent = "";
  else if (sums.some(([left]) => left)) found.textContent = `${sums.map(([, words]) => words).join(", ")}.`;
  else {
    found.textContent = `Nothing here has \u201c${field.value.trim()}\u201d in it.`;
    if (section) {
      const address = `../../libraries/#${new URLSearchParams({ find: field.value.trim() })}`;
      found.append(" ", element("a", { href: address, textContent: "Look in all images" }), ".");
    }
  }
};

// Two lists of names, each with what is said of it: what only one has, and of what both say something else.
const split = (ours, theirs, alike) => {
  const [one, other] = [Object.keys(ours), Object.keys(theirs)];
  return {
    ours: one.filter((name) => !(name in theirs)),
    theirs: other.filter((name) => !(name in ours)),
    differing: one.filter((name) => name in theirs && !alike(ours[name], theirs[name])),
  };
};

const table = (label, head, rows) => {
  const cells = ([name, one, other]) => [element("th", { scope: "row" }, name), element("td", {}, one), element("td", {}, other)];
  const names = head.map((name) => element("th", { scope: "col", textContent: name }));
  const body = rows.map((row) => element("tr", { className: row[3] ? "differs" : "" }, ...cells(row)));
  const made = element("table", {},
    element("thead", {}, element("tr", {}, element("td"), ...names)),
    element("tbody", {}, ...body));
  return element("div", { className: "table-scroll", role: "group", ariaLabel: label, tabIndex: 0 }, made);
};

const code = (text) => element("code", { textContent: text });
const folded = (words, inside) => element("details", {}, element("summary", { textContent: words }), inside);
const names = (list) => element("ul", { className: "sonames" }, ...list.map((name) => element("li", {}, code(name))));

// Of libraries or packages: what is only here, what is only there, what is in both and not the same.
const held = (heading, kind, [ours, theirs], [own, other], say, known) => {
  const parts = [element("h3", { textContent: heading })];
  const { ours: mine, theirs: yours, differing } = split(own, other, (one, two) => say(one) === say(two));
  if (!Object.keys(own).length && !Object.keys(other).length) return [];
  const only = (list, has, whole) => {
    if (!whole) parts.push(element("p", { textContent: `What is only in ${has} is not known: not all ${kind[1]} of the other are listed.` }));
    else if (list.length) parts.push(folded(`${count(list.length, kind)} only in ${has}`, names(list)));
  };
  only(mine, ours, known[1]);
  only(yours, theirs, known[0]);
  if (differing.length) {
    const rows = differing.map((name) => [code(name), say(own[name]), say(other[name]), true]);
    parts.push(folded(`${count(differing.length, kind)} in both, in other versions`, table(heading, [ours, theirs], rows)));
  }
  if (parts.length === 1) parts.push(element("p", { textContent: `The same ${kind[1]} in the same versions.` }));
  return parts;
};

const beside = (ours, theirs) => {
  const heads = [ours.name, theirs.name];
  const other = new Map(theirs.traits);
  const own = new Map(ours.traits);
  const rows = [...new Set([...own.keys(), ...other.keys()])].map((name) => {
    const [one, two] = [own, other].map((traits) => traits.get(name) ?? "not stated");
    return [name, one, two, one !== two];
  });
  const known = [ours.complete, theirs.complete];
  const differ = rows.filter((row) => row[3]).length;
  told.textContent = `${ours.name} and ${theirs.name}: ${differ} of ${rows.length} rows differ.`;
  // Where no package is listed, none is known: an image without packages has no libraries either.
  const listed = [ours, theirs].map(({ packages, libraries, complete }) => complete && (Object.keys(packages).length > 0 || !Object.keys(libraries).length));
  shown.replaceChildren(element("div", { className: "figure compare" },
    table("Two images", heads, rows),
    ...held("Shared libraries", ["library", "libraries"], heads, [ours.libraries, theirs.libraries],
      (said) => said.filter(Boolean).join(", ") || "no version", known),
    ...held("Packages", ["package", "packages"], heads, [ours.packages, theirs.packages], (version) => version, listed)));
};

const listing = async (slug) => {
  const response = await fetch(`../${slug}/listing.json`);
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
};

let asked = 0;
const compare = async () => {
  const question = ++asked;
  const slug = choice.value;
  if (!slug) {
    told.textContent = "";
    return shown.replaceChildren();
  }
  try {
    const both = await Promise.all([listing(section.dataset.image), listing(slug)]);
    if (question === asked) beside(...both);
  } catch {
    if (question !== asked) return;
    shown.replaceChildren();
    told.textContent = "What is in it could not be loaded. It stands on ";
    told.append(element("a", { href: `../${slug}/`, textContent: "its own page" }), ".");
  }
};

// The page of all images leads to the page of the one, with the other beside it.
const [one, other] = ["one", "other"].map(at);
at("side-by-side")?.addEventListener("click", () =>
  one.value === other.value ? other.focus() : location.assign(`${one.value}/#with=${other.value}`));

const restore = () => {
  if (!location.hash.includes("=")) return;
  const choices = new URLSearchParams(location.hash.slice(1));
  if (field) field.value = choices.get("find") ?? "";
  if (choice) choice.value = [...choice.options].some(({ value }) => value === choices.get("with")) ? choices.get("with") : "";
  if (field) find();
  if (choice) compare();
};
field?.addEventListener("input", () => {
  find();
  note();
});
choice?.addEventListener("change", () => {
  compare();
  note();
});
addEventListener("hashchange", () => {
  restore();
  // A link to an entry that the field hides shows it.
  const place = !location.hash.includes("=") && at(decodeURIComponent(location.hash.slice(1)));
  if (place && place.closest("[hidden]")) {
    field.value = "";
    find();
    place.scrollIntoView();
  }
});
// What the browser kept of a page that was left is set back: the address says what is chosen.
for (const control of [field, choice]) if (control) control.value = "";
restore();
if (location.hash.includes("=")) at(choice?.value ? "compare" : "libraries")?.scrollIntoView();
