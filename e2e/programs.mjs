// Real programs of the corpus, and what happened when they were started in each image.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root, xtask } from "./site.mjs";

/** Paths by name, of the short proof when none is named; what is not on this machine yet is fetched from its registry. */
export function programs(...names) {
  const [program, task, options] = xtask("prove", "--path", ...names);
  const lines = execFileSync(program, task, { ...options, encoding: "utf8" }).split("\n");
  return Object.fromEntries(lines.filter((line) => line.includes("\t")).map((line) => line.split("\t")));
}

/** For each image that a program was started in: whether it started. */
export function started(name) {
  const record = readFileSync(join(root, "corpus/recorded.toml"), "utf8");
  const runs = record.split(/^\[\[program\."?/m).filter((part) => part.startsWith(`${name}.start]]`) || part.startsWith(`${name}".start]]`));
  const images = {};
  for (const run of runs) {
    const outcome = run.match(/^outcome = "(.+)"$/m)[1];
    for (const [, image] of run.match(/^images = \[(.*)\]$/m)[1].matchAll(/"([^"]+)"/g)) {
      images[image] = outcome === "starts";
    }
  }
  return images;
}
