// Lighthouse on every page, as a phone sees it behind a host that sends gzip, the least that static hosts do: the four
// scores, the layout shift, and what cost points. Nothing here is asserted. `node e2e/lighthouse.mjs [PATH …]`; a page
// takes about eight seconds.

import lighthouse from "lighthouse";
import { compressed } from "./hosts.mjs";
import { builtPages, launch } from "./site.mjs";

const LEAST = { performance: 98, accessibility: 100, "best-practices": 100, seo: 100 };
// 404.html is left out: a page that cannot be found is not indexed, which SEO counts against it.
const paths = process.argv.length > 2 ? process.argv.slice(2) : builtPages();

const site = await compressed("gzip");
const port = 9333;
const browser = await launch({ args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])] });
let short = 0;
try {
  for (const path of paths) short += (await holds(path)) ? 0 : 1;
  console.log(`lighthouse: ${paths.length} pages, ${short} below ${Object.values(LEAST).join("/")} or with a layout shift ${short ? "MISSED" : "holds"}`);
} finally {
  await browser.close();
  site.close();
}

async function holds(path) {
  const { lhr } = await lighthouse(`${site.address}${path}`, { port, logLevel: "error", onlyCategories: Object.keys(LEAST) });
  const scores = Object.keys(LEAST).map((category) => Math.round(lhr.categories[category].score * 100));
  const shift = lhr.audits["cumulative-layout-shift"].numericValue;
  const enough = shift === 0 && Object.values(LEAST).every((least, at) => scores[at] >= least);
  console.log(`${enough ? "  " : "! "}/${path}: ${scores.join("/")}, shift ${shift}`);
  if (scores.some((score) => score < 100)) {
    for (const { auditRefs } of Object.values(lhr.categories)) {
      for (const { id, weight } of auditRefs) {
        const { score, displayValue = "", title } = lhr.audits[id];
        if (weight > 0 && score !== null && score < 1) console.log(`    ${id}: ${score} ${displayValue} ${title}`);
      }
    }
  }
  return enough;
}
