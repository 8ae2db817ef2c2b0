// When a lesson is first painted, beside one file that holds the same text and the same style and asks for nothing else:
// in turns in one run, each time in a fresh browser context, on a connection like that of a phone. `cargo xtask bench
// browser` starts it; nothing here is asserted.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compressed } from "./hosts.mjs";
import { NARROW, launch, root } from "./site.mjs";

// Fifteen rounds gave 0.9 to 1.1 for the same two pages.
const ROUNDS = 101;
const MOST = 1.1;
const LESSON = "learn/static-and-dynamic-linking/";
const ONE_FILE = "one-file/";
// Lighthouse's phone: 150 ms there and back, 1.6 Mbit/s.
const PHONE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 750e3 / 8 };

const lesson = readFileSync(join(root, "dist", LESSON, "index.html"), "utf8");
// Without its policy too, which knows the style by its hash.
const alone = lesson.replace(/<meta http-equiv[^>]*>/, "").replace(/<script[^>]*>.*?<\/script>/gs, "").replace(/<link[^>]*>/g, "").replace(/@font-face\{[^}]*\}/g, "");

const site = await compressed("br", { [`/${ONE_FILE}`]: alone });
const browser = await launch();
try {
  const painted = { [LESSON]: [], [ONE_FILE]: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    // What a page leaves to do is done while the next one is painted: they take turns at being the next one.
    const paths = Object.keys(painted);
    for (const path of round % 2 ? paths : paths.reverse()) {
      const time = await firstPaint(path);
      if (round > 0) painted[path].push(time);
    }
  }
  const [ours, single] = Object.values(painted).map(median);
  const ratio = ours / single;
  console.log(`the lesson is painted after ${ours.toFixed(0)} ms, one file after ${single.toFixed(0)} ms: ${ratio.toFixed(2)} times (at most ${MOST}) ${ratio <= MOST ? "holds" : "MISSED"}`);
} finally {
  await browser.close();
  site.close();
}

async function firstPaint(path) {
  const context = await browser.newContext({ viewport: NARROW });
  const page = await context.newPage();
  const devtools = await context.newCDPSession(page);
  await devtools.send("Network.enable");
  await devtools.send("Network.emulateNetworkConditions", PHONE);
  await page.goto(site.address + path, { waitUntil: "load" });
  const read = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
  const time = await (await page.waitForFunction(read)).jsonValue();
  await context.close();
  return time;
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}
