// The GitHub Action of this repository: its second step as a runner starts it, with the program that the first would build.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";
import { root } from "./site.mjs";

const finalstage = process.env.FINALSTAGE ?? join(root, "target/debug/finalstage");
const action = readFileSync(join(root, "action.yml"), "utf8");
const [build, check] = action.split(/^    - name: /m).slice(1);
// The block behind `run: |`, without its indentation.
const script = check.split("      run: |\n")[1].replaceAll(/^ {8}/gm, "");

/** Runs it as GitHub does a step with `shell: bash`, in a folder with these files. */
function run(t, inputs, files) {
  const place = mkdtempSync(join(tmpdir(), "action-"));
  t.after(() => rmSync(place, { recursive: true }));
  const [workspace, temp] = ["workspace", "temp"].map((name) => join(place, name));
  mkdirSync(join(temp, "finalstage/native"), { recursive: true });
  mkdirSync(workspace);
  symlinkSync(finalstage, join(temp, "finalstage/native/finalstage"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(workspace, name), text);
  const env = { PATH: process.env.PATH, RUNNER_TEMP: temp, GITHUB_ACTION_PATH: root, DOCKERFILES: "Dockerfile", BINARY: "", SARIF: "", ...inputs };
  const { status, stdout, stderr } = spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { cwd: workspace, env, encoding: "utf8" });
  return { status, said: stdout + stderr, workspace };
}

const BAD = "FROM gcr.io/distroless/cc-debian13:nonroot\nCMD /app\n";
const GOOD = 'FROM gcr.io/distroless/base-debian13:nonroot\nCOPY app /app\nENTRYPOINT ["/app"]\n';

test("findings fail the step, and are written as SARIF where that is asked for", (t) => {
  const { status, said, workspace } = run(t, { SARIF: "findings.sarif" }, { Dockerfile: BAD });
  assert.equal(status, 1, said);
  assert.match(said, /\[no-shell\]/);
  const log = JSON.parse(readFileSync(join(workspace, "findings.sarif"), "utf8"));
  assert.deepEqual([log.version, log.runs[0].results[0].ruleId], ["2.1.0", "no-shell"]);
});

test("a step without findings passes, several files and a program included", (t) => {
  const files = { Dockerfile: GOOD, "other.Dockerfile": GOOD };
  const inputs = { DOCKERFILES: "Dockerfile other.Dockerfile", BINARY: join(root, "content/samples/c-openssl") };
  const { status, said } = run(t, inputs, files);
  assert.equal(status, 0, said);
  assert.match(said, /other\.Dockerfile: nothing found/);
  const { status: refused, said: why } = run(t, { ...inputs, BINARY: join(root, "content/samples/c-libpq") }, files);
  assert.equal(refused, 1);
  assert.match(why, /program-cannot-start/);
});

test("an input is a name, whatever stands in it", (t) => {
  const { status, workspace } = run(t, { DOCKERFILES: "$(touch${IFS}a) ;touch b", SARIF: "x;touch c" }, { Dockerfile: GOOD });
  assert.notEqual(status, 0);
  assert.deepEqual(["a", "b", "c"].filter((name) => existsSync(join(workspace, name))), []);
});

test("the steps name inputs that are declared, and nothing of them stands in a script", () => {
  const declared = [...action.split("\nruns:")[0].split("\ninputs:")[1].matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name);
  const used = [...action.matchAll(/\$\{\{ inputs\.(\w+) \}\}/g)].map(([, name]) => name);
  assert.deepEqual(used.toSorted(), declared.toSorted());
  assert.doesNotMatch(script, /\$\{\{/);
  assert.match(build, /--manifest-path "\$GITHUB_ACTION_PATH\/Cargo\.toml"/);
});
