// What has to be settled before anything is painted: the visitor's choice of colours, whether the type's faces are at
// hand, and whether this tab keeps a file. It stands in the page itself, because a file would hold the page up.
{
  const root = document.documentElement;
  const stored = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
  // Text waits for a face up to a tenth of a second (`font-display`). A page that would have to fetch them does without,
  // and `site.js` fetches them for the next one.
  if (root.dataset.faces === "kept" && stored("faces") !== "FACES") delete root.dataset.faces;
  // "system" is the absence of a choice. A browser that stores nothing simply forgets it.
  const store = (theme) => {
    try { theme === "system" ? localStorage.removeItem("theme") : localStorage.setItem("theme", theme); } catch { }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(stored("theme"));
  // Room for what is told of a file that this tab keeps: what came later would move the page.
  try { if (sessionStorage.getItem("kept")) root.dataset.kept = ""; } catch { }
  addEventListener("DOMContentLoaded", () => {
    const choices = [...document.querySelectorAll("input[name=theme]")];
    for (const choice of choices) {
      choice.checked = choice.value === (root.dataset.theme ?? "system");
      choice.addEventListener("change", () => { apply(choice.value); store(choice.value); });
    }
  });
}
