// The half that judges, and the questions the visitor can ask of the facts at hand: about another of the programs
// that came at once, in the words of another runtime. No file is read again for them.

const RUNTIMES = { docker: "Docker", podman: "Podman", shell: "/bin/sh -c", bash: "bash, at a prompt", kubernetes: "Kubernetes" };

// A browser that stores nothing simply forgets.
const stored = () => { try { return localStorage.getItem("runtime"); } catch { return null; } };
const store = (runtime) => { try { localStorage.setItem("runtime", runtime); } catch { } };

let runtime = stored() in RUNTIMES ? stored() : "docker";
let files; // the facts of everything that was handed over, where the judge keeps them
let cost; // what it took to read them
let programs, chosen;
let blobs; // what each of the files is read from
let unread; // sentences
let searched; // for each program that was gone over whole, the milliseconds it took
let handed; // what the worker sent of each file, and what was found in the whole of it
let isKept; // judged from what the tab kept, without the files
let answer;

// Takes in what the worker sent. A file that could not be read is told of beside the answer, and instead of it
// when there is no other.
export const take = (judge, { files: read, ...spent }, size) => {
  files?.free();
  files = new judge.Files();
  chosen = 0;
  isKept = false;
  handed = [];
  [programs, unread, blobs, searched, cost] = [[], [], [], [], { ...spent, size }];
  for (const { facts, paths, file, jar } of read) {
    try {
      files.add(facts, paths);
      if (jar) files.add_jar(jar.manifest, jar.classes, jar.lengths);
      blobs.push(file);
      handed.push({ facts, paths, jar });
    } catch (error) {
      if (typeof error !== "string" || read.length === 1) throw error;
      unread.push(`${paths[0]} could not be read: ${error}`);
    }
  }
  programs = [...files.programs()];
  if (programs.length === 0) throw unread[0];
};

export const choose = (what, place) => {
  if (what === "program") chosen = place;
  else store(runtime = Object.keys(RUNTIMES)[place]);
};

// Takes in what a tab kept of an answer.
export const restore = (judge, record, read) => {
  take(judge, { files: read, ...record.cost }, record.cost.size);
  isKept = true;
  chosen = record.chosen < programs.length ? record.chosen : 0;
  read.forEach(({ hits, searched }, place) => hits && note(place, hits, searched));
};

// What a tab may keep of the answer: whatever judges it again, and in a few words what other pages say of it.
export const keepable = () => {
  if (!answer || !programs.length) return;
  const { report: { file, images, recommendation }, dockerfiles } = answer;
  const use = images.findIndex(({ image }) => image === recommendation?.image);
  return {
    name: file.name,
    size: file.size,
    cost,
    chosen,
    files: handed,
    use: images[use]?.from,
    choices: dockerfiles[use]?.choices,
    images: images.map(({ slug, image, outcome, error, caveats, unsure }) =>
      ({ slug, image: image.replace(/^[^/]*\.[^/]*\//, ""), outcome, error, note: caveats[0]?.sentence ?? unsure })),
  };
};

// What the chosen program is read from, when it has not been gone over whole; null where the file is not at hand.
export const unsearched = () => {
  const place = programs[chosen];
  if (place === undefined) return;
  return searched[place] === undefined && files.is_program(place) ? blobs[place] ?? null : undefined;
};

// Takes in what was found in the whole of the chosen program.
export const add = (hits, milliseconds) => {
  note(programs[chosen], hits, Math.max(1, milliseconds));
};

const note = (place, hits, milliseconds) => {
  files.add_hits(place, hits);
  searched[place] = milliseconds;
  Object.assign(handed[place], { hits, searched: milliseconds });
};

export const current = () => {
  const began = performance.now();
  answer = JSON.parse(files.judge(programs[chosen], runtime));
  const milliseconds = cost.milliseconds + performance.now() - began;
  const program = programs.length > 1 ? { options: programs.map((place) => files.path(place)), chosen } : null;
  const names = Object.keys(RUNTIMES);
  return {
    ...cost,
    kind: "answer",
    answer,
    program,
    runtime: { options: Object.values(RUNTIMES), chosen: names.indexOf(runtime) },
    note: [isKept ? "Judged again from what this tab keeps of it. The file itself is not at hand." : "", together(answer.report.companions?.length), ...unread].join(" ").trim(),
    milliseconds,
    searched: searched[programs[chosen]],
  };
};

const together = (libraries) => {
  if (!libraries) return "";
  const own = libraries === 1 ? "one library of its own" : `${libraries} libraries of its own`;
  return `Judged together with ${own}, as they will lie below /app in the image.`;
};

// The report, when there is one.
export const reported = () => answer?.report;

// The report alone, set for people.
export const report = () => JSON.stringify(answer.report, null, 2);
