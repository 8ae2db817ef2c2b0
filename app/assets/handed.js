// What the visitor handed over, as a list of files and the paths by which they will lie together in the image:
// of a folder that comes alone what is in it, of several things each by its own name. No file is opened here.

// More files than any program ships; a folder with more was probably not meant.
const ENTRIES = 20_000;
const TOO_MANY = `This folder has more than ${ENTRIES} entries. Drop the folder of the program alone.`;
const GONE = "The browser does not give access to this folder. Choose it again.";

// Of a drop or a paste. A folder has to be asked for while the event lasts.
export const ofTransfer = ({ items, files }) => {
  const folders = [...items ?? []].map((item) => item.webkitGetAsEntry?.()).filter((entry) => entry?.isDirectory);
  if (folders.length === 0) return ofFiles([...files]);
  // A folder stands among the files as well, as one that cannot be read.
  const names = new Set(folders.map(({ name }) => name));
  const others = [...files].filter(({ name }) => !names.has(name));
  const all = [...others, ...folders];
  return {
    name: called(all),
    list: async () => {
      const found = others.map(named);
      found.seen = 0;
      for (const folder of folders) await walk(folder, all.length > 1 ? `${folder.name}/` : "", found);
      return found;
    },
  };
};

// Of an input.
export const ofFiles = (files) => {
  if (!files[0]?.webkitRelativePath) {
    return { name: called(files), size: total(files), list: async () => files.map(named) };
  }
  const [name] = files[0].webkitRelativePath.split("/");
  const path = (file) => file.webkitRelativePath.slice(name.length + 1);
  const list = async () => {
    if (files.length > ENTRIES) throw TOO_MANY;
    return files.map((file) => ({ path: path(file), file, named: false }));
  };
  return { name, list };
};

const named = (file) => ({ path: file.name, file, named: true });
const called = ([{ name }, ...others]) => (others.length ? `${name} and ${others.length} more` : name);
const total = (files) => files.reduce((size, file) => size + file.size, 0);

const walk = async (folder, at, found) => {
  const reader = folder.createReader();
  const some = () => new Promise((...done) => reader.readEntries(...done)).catch(() => { throw GONE; });
  // Each call gives some of the entries, and none at the end.
  for (let entries; (entries = await some()).length; ) {
    for (const entry of entries) {
      if (++found.seen > ENTRIES) throw TOO_MANY;
      const path = at + entry.name;
      if (entry.isDirectory) await walk(entry, `${path}/`, found);
      else {
        const file = await new Promise((...done) => entry.file(...done)).catch(() => {});
        if (file) found.push({ path, file, named: false });
      }
    }
  }
};
