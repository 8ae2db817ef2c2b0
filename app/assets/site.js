// What every page does beside being read: search on intent, previous and next by keys, what the next page needs. The
// prerenderer fills in the names.
const door = document.querySelector(".search-door");
let search;
let locked = false;
addEventListener("page-locked", () => (locked = true));

// All of it is asked for at once: what were asked for one after the other, the lock of the tool's page could part.
const load = () => {
  if (!search && locked) return Promise.reject(new Error("locked"));
  if (!search) {
    const index = Promise.all([import("./RANKING"), fetch(new URL("INDEX", import.meta.url), { priority: "low" })]);
    search = import("./SEARCH").then(({ begin }) => begin(index));
    // What could not be loaded is asked for again the next time.
    for (const part of [index, search]) part.catch(() => (search = undefined));
  }
  return search;
};

// Without scripts the link leads to the list of all pages. A page that is locked can load nothing any more, and says so.
const open = async () => {
  try {
    (await load())();
  } catch {
    const told = document.createElement("p");
    told.className = "search-closed";
    told.role = "status";
    told.textContent = locked
      ? "Search was not loaded before this page was locked. It is open on every other page."
      : "Search could not be loaded.";
    if (!document.querySelector(".search-closed")) door.closest("header").append(told);
  }
};

door.setAttribute("aria-haspopup", "dialog");
door.setAttribute("aria-keyshortcuts", "Control+K /");
door.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  open();
});
for (const sign of ["pointerenter", "focus"]) door.addEventListener(sign, () => load().catch(() => {}));
// The last moment before the tool's page can be locked.
addEventListener("analyzer-wanted", () => load().catch(() => {}));

// What this tab keeps of a file is told of where it matters.
if ("kept" in document.documentElement.dataset && !document.querySelector("#kept")) import("./HERE").catch(() => {});

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable], dialog, [tabindex='0']");
const isOff = (key) => { try { return localStorage.getItem(key) === "off"; } catch { return false; } };
addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.altKey || event.shiftKey && key !== "/") return;
  if (event.ctrlKey || event.metaKey) {
    if (key.toLowerCase() !== "k") return;
  } else if (key === "ArrowLeft" || key === "ArrowRight") {
    if (!isTyping(target)) document.querySelector(`a[rel=${key === "ArrowLeft" ? "prev" : "next"}]`)?.click();
    return;
  } else if (key !== "/" || isTyping(target) || isOff("slash")) return;
  event.preventDefault();
  open();
});

// The faces of the type, for the next page (`paint.js`).
const faces = async () => {
  const own = [...document.fonts].filter(({ family }) => family.includes("Final Stage"));
  await Promise.all(own.map((face) => face.load()));
  localStorage.setItem("faces", "FACES");
};

// A copy of the site for reading and analysing without a network. The tool's page starts none: nothing shall be on its way
// when a file is chosen.
const copy = async () => {
  const address = new URL("./sw.js", import.meta.url).href;
  const policy = globalThis.trustedTypes?.createPolicy("offline", { createScriptURL: (address) => address });
  await navigator.serviceWorker.register(policy ? policy.createScriptURL(address) : address, { updateViaCache: "none" });
};
const whenIdle = (begin) => {
  const idle = () => (globalThis.requestIdleCallback ?? setTimeout)(() => begin().catch(() => {}));
  document.readyState === "complete" ? idle() : addEventListener("load", idle);
};
const { connection, serviceWorker } = navigator;
if (!connection?.saveData) whenIdle(faces);
if (serviceWorker) {
  if (serviceWorker.controller) {
    serviceWorker.addEventListener("controllerchange", () => {
      const news = document.createElement("p");
      news.role = "status";
      news.textContent = "A newer version of this site is here, and comes with the next page.";
      document.querySelector(".colophon").prepend(news);
    });
  }
  const isTool = document.querySelector("[data-island=tool]");
  if (!isTool && !connection?.saveData) whenIdle(copy);
}
