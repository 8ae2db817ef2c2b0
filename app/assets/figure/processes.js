// The processes of a container, and what the kernel and an init do with them: no page, no words, only rules.
//
// - Process 1 hears a signal only if it has a handler for it. SIGKILL from outside is forced on it: pid_namespaces(7).
// - Another process without a handler ends at SIGTERM: signal(7).
// - Who ends is a zombie until its parent has waited for it; its children go to process 1: wait(2), pid_namespaces(7).
// - When process 1 ends, the kernel sends SIGKILL to all others: pid_namespaces(7).
// - tini passes a signal on to the child it started, and to no other; waits for every child; and ends with the status of
//   the one it started, or 128 and the number of the signal: `wait_and_forward_signal` and `reap_zombies` in tini.c, 0.19.
// - `docker stop` sends SIGTERM to process 1, and ten seconds later SIGKILL.

/** How a container may be started: what is in front, and what the program does. */
export const SWITCHES = ["init", "waits", "handles", "forwards", "slow"];

const NUMBERS = { SIGKILL: 9, SIGTERM: 15 };
const GRACE = 10;
/** How long the program needs to finish, once it has heard that it shall: less, or more than it is given. */
const [QUICK, SLOW] = [3, 15];
/** As many as a figure has room for. */
const MOST = 8;
/** Docker 26.1 gives the program this number behind an init, and its first child the next: measured. */
const BEHIND_INIT = 7;

export class Container {
  /** What happened in the last deed, in order. */
  events = [];
  processes = [];
  /** Seconds since `docker stop`; undefined while nobody asked it to stop. */
  clock = undefined;
  /** With which status the container ended. */
  status = undefined;

  constructor(setup) {
    this.setup = Object.fromEntries(SWITCHES.map((name) => [name, Boolean(setup[name])]));
    const { init } = this.setup;
    if (init) this.#add(1, 0, "docker-init");
    this.app = this.#add(init ? BEHIND_INIT : 1, init ? 1 : 0, "/app");
    this.next = BEHIND_INIT + 1;
  }

  /** Whether a deed can be done now. */
  can(deed) {
    if (this.status !== undefined) return false;
    const isAsked = this.clock !== undefined;
    const room = MOST - this.processes.filter(({ state }) => state !== "reaped").length;
    switch (deed) {
      case "start": return !isAsked && room > 0;
      case "orphan": return !isAsked && room > (this.#worker() ? 0 : 1);
      case "end": return !isAsked && this.youngest() !== undefined;
      case "stop": return !isAsked;
      case "wait": return isAsked;
    }
  }

  do(deed) {
    if (!this.can(deed)) return;
    this.events = [];
    this.processes = this.processes.filter(({ state }) => state !== "reaped");
    this[deed]();
  }

  /** The program starts a child. */
  start() {
    return this.#fork(this.app, "worker");
  }

  /** A child of the program starts one of its own, and ends before it. */
  orphan() {
    const worker = this.#worker() ?? this.start();
    this.#fork(worker, "task");
    this.#end(worker, { status: 0 });
  }

  /** The youngest process that is neither the program nor an init ends. */
  end() {
    this.#end(this.youngest(), { status: 0 });
  }

  stop() {
    this.clock = 0;
    this.#signal(this.#process(1), "SIGTERM");
  }

  /** Time passes until the next thing happens. */
  wait() {
    const { done } = this.app;
    if (done !== undefined && done < GRACE) {
      this.clock = done;
      this.#end(this.app, { status: 0 });
    } else {
      this.clock = GRACE;
      this.#tell("forced", this.#process(1));
      this.#end(this.#process(1), { signal: "SIGKILL" });
    }
  }

  youngest() {
    return this.#running().findLast(({ pid }) => pid !== 1 && pid !== this.app.pid);
  }

  childrenOf(parent) {
    return this.processes.filter((process) => process.parent === parent);
  }

  #running() {
    return this.processes.filter(({ state }) => state === "running");
  }

  #worker() {
    return this.#running().findLast(({ name }) => name === "worker");
  }

  #process(pid) {
    return this.processes.find((process) => process.pid === pid);
  }

  #tell(what, process, more) {
    this.events.push({ what, process: { ...process }, ...more });
  }

  #add(pid, parent, name) {
    const process = { pid, parent, startedBy: parent, name, state: "running" };
    this.processes.push(process);
    return process;
  }

  #fork(parent, name) {
    const child = this.#add(this.next++, parent.pid, name);
    this.#tell("started", child, { by: { ...parent } });
    return child;
  }

  #signal(process, signal) {
    const isInit = this.setup.init && process.pid === 1;
    if (isInit) {
      this.#tell("passed", process, { signal, to: { ...this.app } });
      this.#signal(this.app, signal);
    } else if (process === this.app && this.setup.handles) {
      this.#tell("handled", process, { signal });
      process.done = this.setup.slow ? SLOW : QUICK;
      const own = this.#running().filter(({ startedBy }) => startedBy === process.pid);
      if (!this.setup.forwards) return;
      for (const child of own) {
        this.#tell("passed", process, { signal, to: { ...child } });
        this.#signal(child, signal);
      }
    } else if (process.pid === 1) {
      this.#tell("dropped", process, { signal });
    } else {
      this.#end(process, { signal });
    }
  }

  /** A process ends, by itself with a status or by a signal. */
  #end(process, how) {
    process.how = how;
    this.#tell("ended", process, how);
    if (process.pid === 1) return this.#close(how);
    process.state = "zombie";
    for (const child of this.childrenOf(process.pid)) {
      child.parent = 1;
      this.#tell("adopted", child, { by: { ...this.#process(1) } });
    }
    // What process 1 was handed may be a zombie already.
    for (const zombie of this.processes.filter(({ state }) => state === "zombie")) this.#reap(zombie);
    // An init ends when it has waited for all that it can, the program among them.
    if (process === this.app) this.#end(this.#process(1), { status: exitStatus(how) });
  }

  #reap(zombie) {
    const parent = this.#process(zombie.parent);
    if (!this.#waitsFor(parent, zombie)) {
      // Nothing new about one that its parent has left before.
      if (zombie.leftBy !== parent.pid) this.#tell("left", zombie, { by: { ...parent } });
      zombie.leftBy = parent.pid;
      return;
    }
    zombie.state = "reaped";
    this.#tell("reaped", zombie, { by: { ...parent } });
  }

  /** An init waits for whatever it is handed; a program at most for what it started. */
  #waitsFor(parent, child) {
    if (this.setup.init && parent.pid === 1) return true;
    return this.setup.waits && parent === this.app && child.startedBy === parent.pid;
  }

  #close(how) {
    this.#process(1).state = how.signal ? "killed" : "ended";
    for (const process of this.#running()) {
      process.state = "killed";
      process.how = { signal: "SIGKILL" };
      this.#tell("cut", process);
    }
    // The kernel waits for the zombies itself.
    this.processes = this.processes.filter(({ state }) => state !== "zombie");
    this.status = exitStatus(how);
  }
}

/** What a shell, tini and Docker make of both ways to end. */
const exitStatus = ({ status, signal }) => status ?? 128 + NUMBERS[signal];
