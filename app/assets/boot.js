// Brings the page's islands to life: the tool at once, a lesson's figures when they come near or are touched.
// The prerenderer fills in the two names.
let woken;
const wake = () => woken ??= import("./UI_SCRIPT").then(({ default: init }) =>
  init({ module_or_path: new URL("./UI_MODULE", import.meta.url) }));

const near = new IntersectionObserver(
  (entries) => entries.some((entry) => entry.isIntersecting) && wake(),
  { rootMargin: "600px" },
);
for (const island of document.querySelectorAll("[data-island]")) {
  if (island.dataset.island === "tool") wake();
  else near.observe(island);
  for (const touch of ["pointerenter", "focusin"]) island.addEventListener(touch, wake, { once: true });
}

// A file can come before the tool is awake, and must neither be lost nor be navigated to: it waits in the input.
const input = document.querySelector("#file");
if (input) {
  const early = (event) => {
    event.preventDefault();
    if (event.type === "drop") input.files = event.dataTransfer.files;
  };
  for (const type of ["dragover", "drop"]) addEventListener(type, early);
  // The tool takes its place in a task of its own once the module runs.
  wake().then(() => setTimeout(() => {
    for (const type of ["dragover", "drop"]) removeEventListener(type, early);
    if (input.files.length > 0) input.dispatchEvent(new Event("change", { bubbles: true }));
  }));
}
