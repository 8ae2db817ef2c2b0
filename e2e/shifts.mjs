// What moves on a page once it is painted.

/** Called before the page goes anywhere; `moved` then tells what moved on it without the reader's doing. */
export const watchShifts = (page) => page.addInitScript(() => {
  globalThis.moved = [];
  const told = ({ node }) => node?.outerHTML?.slice(0, 160) ?? node?.textContent ?? "something that is gone";
  new PerformanceObserver((list) => {
    for (const { hadRecentInput, sources } of list.getEntries()) if (!hadRecentInput) globalThis.moved.push(...sources.map(told));
  }).observe({ type: "layout-shift", buffered: true });
});

export const moved = (page) => page.evaluate(() => globalThis.moved);
