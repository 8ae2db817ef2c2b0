// Applies the visitor's choice of colours before anything is painted, and keeps it.
// "system" is the absence of a choice. A browser that stores nothing simply forgets it.
{
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem("theme"); } catch { return null; } };
  const store = (theme) => {
    try { theme === "system" ? localStorage.removeItem("theme") : localStorage.setItem("theme", theme); } catch { }
  };
  const apply = (theme) => {
    if (theme === "light" || theme === "dark") root.dataset.theme = theme;
    else delete root.dataset.theme;
  };
  apply(stored());
  addEventListener("DOMContentLoaded", () => {
    const choices = [...document.querySelectorAll("input[name=theme]")];
    for (const choice of choices) {
      choice.checked = choice.value === (root.dataset.theme ?? "system");
      choice.addEventListener("change", () => { apply(choice.value); store(choice.value); });
    }
  });
}
