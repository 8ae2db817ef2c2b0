// Brings the page's islands to life: the tool at once, a lesson's figures when they come near or are touched.
// The prerenderer fills in the names.
let code;
const load = () => code ??= import("./UI_SCRIPT").then(async (code) => {
  await code.default({ module_or_path: new URL("./UI_MODULE", import.meta.url) });
  return code;
});

const started = new Set();
const wake = async (island) => {
  near.unobserve(island);
  if (started.has(island)) return;
  started.add(island);
  const given = island.dataset.properties;
  const [code, properties] = await Promise.all([
    load(),
    given.startsWith("{") ? given : fetch(given).then((response) => response.text()),
    island.dataset.island === "tool" && import("./ENGINE").then((engine) => { globalThis.engine = engine; }),
  ]);
  const picked = island.querySelector("input[type=radio]:checked:not([checked])");
  code.wake(island, island.dataset.island, properties);
  // Hydration runs in a task of its own. It sets every input back to what the build wrote, so a rung that was
  // picked before is picked again.
  await new Promise((done) => setTimeout(done));
  picked?.click();
  island.dataset.awake = "";
};

const near = new IntersectionObserver(
  (entries) => entries.forEach((entry) => entry.isIntersecting && wake(entry.target)),
  { rootMargin: "600px" },
);
let tool;
for (const island of document.querySelectorAll("[data-island]")) {
  if (island.dataset.island === "tool") tool = wake(island);
  else near.observe(island);
  for (const touch of ["pointerenter", "focusin"]) island.addEventListener(touch, () => wake(island), { once: true });
}

// A file can come before the tool is awake, and must neither be lost nor be navigated to: it waits in the input. The
// tool takes it from there when it begins to listen, and from that moment on hears for itself: not a moment later, or
// a drop would be taken twice, and not one before, or it would be lost.
if (tool) {
  const input = document.querySelector("#file");
  const early = (event) => {
    event.preventDefault();
    if (event.type === "drop") input.files = event.dataTransfer.files;
  };
  for (const type of ["dragover", "drop"]) addEventListener(type, early);
  addEventListener("tool-listens", () => {
    for (const type of ["dragover", "drop"]) removeEventListener(type, early);
  }, { once: true });
}
