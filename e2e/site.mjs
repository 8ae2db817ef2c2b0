// The built site as a visitor meets it: on a local server that keeps a log of what reaches it, in a real
// Chromium. Every page is watched; a test fails on any console error it did not announce.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { globSync } from "node:fs";
import http from "node:http";
import { createInterface } from "node:readline";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const WIDE = { width: 1280, height: 800 };
export const NARROW = { width: 390, height: 844 };

/** This project's tasks: the program that runs the gate, or Cargo when a test file is started by hand. */
export function xtask(...task) {
  const [program, before] = process.env.XTASK ? [process.env.XTASK, []] : ["cargo", ["xtask"]];
  return [program, [...before, ...task], { cwd: root, stdio: ["ignore", "pipe", "inherit"] }];
}

/** The paths of all pages but the one for missing ones. */
export function builtPages() {
  return globSync("**/index.html", { cwd: join(root, "dist") }).map((file) => file.slice(0, -"index.html".length)).sort();
}

/** Serves `dist/` and starts a browser for one test file; both end with it. */
export async function visitForTests() {
  const site = await visit();
  after(() => site.close());
  return site;
}

/** The same for a script, which closes it itself. */
export async function visit() {
  const server = spawn(...xtask("serve", "--dist-only"));
  const lines = createInterface({ input: server.stdout });
  const [port] = await Promise.race([
    once(lines, "line"),
    once(server, "exit").then(() => Promise.reject(new Error("the server ended before it had a port"))),
  ]);
  const log = await logInFrontOf(Number(port));
  return new Site(server, await launch(), log);
}

export function launch(options = {}) {
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args, ...options });
}

class Site {
  constructor(server, browser, log) {
    this.server = server;
    this.browser = browser;
    this.log = log;
    this.address = log.address;
  }

  async close() {
    await this.browser.close();
    this.log.close();
    this.server.kill();
  }

  /** A page of its own for one test. `announced` are the console errors it is meant to cause,
   *  `before` runs when the page is there and has nothing in it. */
  async open(test, path, { announced = [], before, ...options } = {}) {
    const context = await this.browser.newContext({ viewport: WIDE, baseURL: this.address, ...options });
    const page = await context.newPage();
    const problems = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    test.after(async () => {
      await context.close();
      const surprises = problems.filter((problem) => !announced.some((expected) => expected.test(problem)));
      assert.deepEqual(surprises, [], "the console stays clean");
    });
    page.opened = this.log.length();
    await before?.(page);
    await page.goto(path, { waitUntil: before ? "domcontentloaded" : "load" });
    return page;
  }
}

/** Waits for something that no event tells of. */
export async function until(holds, patience = 10_000) {
  for (const end = Date.now() + patience; Date.now() < end; ) {
    if (holds()) return;
    await new Promise((done) => setTimeout(done, 20));
  }
  assert.fail(`this never came to hold: ${holds}`);
}

/** Passes everything on, and remembers what was asked for: the log that a host would keep. */
async function logInFrontOf(port) {
  const requests = [];
  const server = http.createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    const { method, url, headers } = request;
    const forward = http.request({ port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode, answer.headers);
      answer.pipe(response);
    });
    forward.on("error", () => response.destroy());
    request.pipe(forward);
  });
  server.on("upgrade", (request, socket) => {
    requests.push(`${request.method} ${request.url}`);
    socket.destroy();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    address: `http://127.0.0.1:${server.address().port}/`,
    length: () => requests.length,
    since: (start) => requests.slice(start),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
