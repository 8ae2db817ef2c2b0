// Lighthouse on the lesson, as a phone sees it: the four scores, and what cost points.
// `node e2e/lighthouse.mjs [PATH]`

import lighthouse from "lighthouse";
import { launch, visit } from "./site.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const path = process.argv[2] ?? "learn/static-and-dynamic-linking/";
const site = await visit();
const port = 9333;
const browser = await launch({ args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])] });
try {
  const { lhr } = await lighthouse(`${site.address}${path}`, { port, logLevel: "error", onlyCategories: CATEGORIES });
  for (const { id, score, auditRefs } of Object.values(lhr.categories)) {
    console.log(`lighthouse: ${id}: ${Math.round(score * 100)}`);
    for (const { id, weight } of auditRefs) {
      const audit = lhr.audits[id];
      if (weight > 0 && audit.score !== null && audit.score < 1) {
        console.log(`  ${id}: ${audit.score} ${audit.displayValue ?? ""} ${audit.title}`);
      }
    }
  }
} finally {
  await browser.close();
  await site.close();
}
