// The rules of the simulator, without a browser: against the frames that the lessons show, and case by case.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Container, SWITCHES } from "../app/assets/figure/processes.js";

const root = fileURLToPath(new URL("..", import.meta.url));

/** A container after some deeds, each of which could be done. */
function after(setup, ...deeds) {
  const container = new Container(Object.fromEntries(setup.split(" ").map((name) => [name, true])));
  for (const deed of deeds) {
    assert.ok(container.can(deed), deed);
    container.do(deed);
  }
  return container;
}

/** The processes as `pid<parent name state`, and how each ended. */
const table = ({ processes }) => processes.map(({ pid, parent, name, state, how }) =>
  [`${pid}<${parent}`, name, state, ...(how ? [how.signal ?? how.status] : [])].join(" "));
const told = ({ events }) => events.map(({ what, process }) => `${what} ${process.pid}`);

test("without an init, process 1 does not hear what it has no handler for, and is killed after ten seconds", () => {
  const asked = after("waits", "stop");
  assert.deepEqual([told(asked), asked.status, asked.clock], [["dropped 1"], undefined, 0]);
  const killed = after("waits", "stop", "wait");
  assert.deepEqual(table(killed), ["1<0 /app killed SIGKILL"]);
  assert.deepEqual([killed.status, killed.clock], [137, 10]);
});

test("behind an init the same program ends at once, and the init with 128 and the signal's number", () => {
  const container = after("init waits", "stop");
  assert.deepEqual(table(container), ["1<0 docker-init ended 143", "7<1 /app reaped SIGTERM"]);
  assert.deepEqual([container.status, container.clock], [143, 0]);
});

test("a program that handles SIGTERM ends by itself in its time, and is killed when it takes too long", () => {
  for (const init of ["", "init "]) {
    const quick = after(`${init}handles waits`, "stop", "wait");
    assert.deepEqual([quick.status, quick.clock], [0, 3]);
    const slow = after(`${init}handles waits slow`, "stop", "wait");
    assert.deepEqual([slow.status, slow.clock], [137, 10]);
  }
});

test("a child hears SIGTERM only from a program that passes it on; else it is cut off when process 1 ends", () => {
  for (const init of ["", "init "]) {
    const alone = after(`${init}handles waits`, "start", "stop");
    assert.equal(alone.processes.find(({ name }) => name === "worker").state, "running");
    alone.do("wait");
    assert.deepEqual(table(alone).at(-1), `8<1 worker killed SIGKILL`);
    const passed = after(`${init}handles forwards waits`, "start", "stop");
    assert.match(table(passed).at(-1), /worker reaped SIGTERM/);
    assert.equal(passed.status, undefined, "the program itself is still finishing");
  }
});

test("tini passes a signal to its own child only: a child of that hears nothing, and is cut off", () => {
  const container = after("init waits", "start", "stop");
  assert.deepEqual(told(container), ["passed 1", "ended 7", "adopted 8", "reaped 7", "ended 1", "cut 8"]);
  assert.equal(container.status, 143);
});

test("an orphan belongs to process 1, and stays a zombie where that is a program that waits for its own", () => {
  const orphan = after("waits", "orphan");
  assert.deepEqual(table(orphan), ["1<0 /app running", "8<1 worker reaped 0", "9<1 task running"]);
  assert.deepEqual(table(after("waits", "orphan", "end")), ["1<0 /app running", "9<1 task zombie 0"]);
  const init = after("init waits", "orphan", "end");
  assert.deepEqual(table(init), ["1<0 docker-init running", "7<1 /app running", "9<1 task reaped 0"]);
});

test("no init waits for the children of a program that lives and does not wait for them", () => {
  const container = after("init", "start", "end");
  assert.deepEqual(table(container).at(-1), "8<7 worker zombie 0");
  // When that program ends, they are handed to the init, which waits for them before it ends itself.
  container.do("stop");
  assert.deepEqual(told(container), ["passed 1", "ended 7", "adopted 8", "reaped 7", "reaped 8", "ended 1"]);
});

test("three orphans leave the zombies that were counted under Docker, and none behind an init", () => {
  const deeds = ["orphan", "end", "orphan", "end", "orphan", "end"];
  const listed = (container) => container.processes.filter(({ state }) => state !== "reaped");
  const zombies = listed(after("waits", ...deeds)).filter(({ state }) => state === "zombie");
  // The transcript of 2026-11-25 in the lesson.
  const lesson = readFileSync(join(root, "content/lessons/pid-1.md"), "utf8");
  const measured = [...lesson.matchAll(/^ *(\d+) +1 Z +app$/gm)].map(([, pid]) => Number(pid));
  assert.deepEqual(zombies.map(({ pid }) => pid), measured);
  assert.deepEqual(listed(after("init waits", ...deeds)).map(({ pid, name }) => [pid, name]), [[1, "docker-init"], [7, "/app"]]);
});

/** The moments of the simulators in a lesson, as written: each a list of processes. */
function written(lesson) {
  const text = readFileSync(join(root, `content/lessons/${lesson}.md`), "utf8");
  const figures = [...text.matchAll(/^```widget simulator\n(.*?)^```/gms)].map(([, body]) => body);
  const value = (line, key) => line.match(new RegExp(`^${key} = "?(.*?)"?$`, "m"))?.[1];
  return figures.map((body) => ({
    on: value(body, "on").replace(/[[\]",]/g, ""),
    frames: body.split("[[frame]]").slice(1).map((frame) => frame.split("[[frame.process]]").slice(1).map((process) =>
      `${value(process, "pid")}<${value(process, "parent") ?? 0} ${value(process, "name")} ${value(process, "state") ?? "running"}`)),
  }));
}

/** The same of a container: what was waited for is no longer in the table, unless a signal ended it. */
const moment = ({ processes }) => processes.filter(({ state, how }) => state !== "reaped" || how.signal)
  .map(({ pid, parent, name, state, how }) => `${pid}<${parent} ${name} ${how?.signal ? "killed" : state}`);

test("the moments that stand in the lessons are those of the simulator", () => {
  // How to come to each moment; none where the simulator passes over it.
  const deeds = {
    "pid-1": [[["stop"], ["stop", "wait"], undefined, ["init", "stop"]], [undefined, ["orphan"], ["orphan", "end"]]],
    "graceful-shutdown": [[["start", "stop"], ["start", "stop", "wait"]]],
  };
  for (const [lesson, figures] of Object.entries(deeds)) {
    const found = written(lesson);
    assert.equal(found.length, figures.length, lesson);
    for (const [number, { on, frames }] of found.entries()) {
      assert.equal(frames.length, figures[number].length, lesson);
      for (const [place, way] of figures[number].entries()) {
        if (!way) continue;
        const [setup, todo] = way[0] === "init" ? [`init ${on}`, way.slice(1)] : [on, way];
        assert.deepEqual(moment(after(setup, ...todo)), frames[place], `${lesson}, figure ${number + 1}, moment ${place + 1}`);
      }
    }
  }
});

test("whatever is done, the tree is a tree: one root, living parents, one zombie told once, an end that stays", () => {
  const deeds = ["start", "orphan", "end", "stop", "wait"];
  let states = 0;
  for (let switches = 0; switches < 1 << SWITCHES.length; switches++) {
    const setup = Object.fromEntries(SWITCHES.map((name, place) => [name, Boolean(switches & (1 << place))]));
    // Every sequence of five deeds.
    for (let sequence = 0; sequence < deeds.length ** 5; sequence++) {
      const container = new Container(setup);
      let left = new Set();
      for (let rest = sequence, step = 0; step < 5; step++, rest = Math.floor(rest / deeds.length)) {
        const deed = deeds[rest % deeds.length];
        if (!container.can(deed)) break;
        container.do(deed);
        states++;
        const { processes, events, status } = container;
        const known = new Map(processes.map((process) => [process.pid, process]));
        assert.equal(known.size, processes.length);
        assert.deepEqual(processes.filter(({ parent }) => parent === 0).map(({ pid }) => pid), [1]);
        for (const { pid, parent, state } of processes) {
          if (pid !== 1 && state === "running") assert.equal(known.get(parent).state, "running");
        }
        const now = events.filter(({ what }) => what === "left").map(({ process, by }) => `${process.pid} ${by.pid}`);
        assert.ok(now.every((name) => !left.has(name)), "left once by each parent");
        left = new Set([...left, ...now]);
        if (status !== undefined) {
          assert.ok([0, 137, 143].includes(status), status);
          assert.ok(processes.every(({ state }) => state !== "running" && state !== "zombie"));
          assert.ok(deeds.every((deed) => !container.can(deed)));
        }
      }
    }
  }
  assert.ok(states > 50_000, `${states} states were looked at`);
});
