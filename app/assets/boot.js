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
