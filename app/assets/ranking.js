// Finds sections by words: BM25 over every word and name, where a name such as libssl.so.3 counts whole and in its
// parts, where a word may be unfinished, and one letter may be wrong. `search.rs` writes the sections.

// Okapi BM25, with the usual constants (Robertson and Zaragoza, 2009).
const K1 = 1.2;
const B = 0.75;
// A word in a heading says more about a section than one in its text.
const IN_TITLE = 6;
const IN_PAGE_TITLE = 2;
const UNFINISHED = 0.7;
const MISSPELT = 0.35;
const OF_A_NAME = 0.4;
// What a word is worth that is nearly everywhere: sections still differ in how often they have it.
const COMMON = 0.2;

const NAME = /[\p{L}\p{N}_]+(?:[.+\-/:]+[\p{L}\p{N}_]+)*\+*/gu;
const PART = /[\p{L}\p{N}]+/gu;

/** Words and whole names, in small letters; `parts` adds what a name is made of. */
export const words = (text, parts) => {
  const found = text.toLowerCase().match(NAME) ?? [];
  if (!parts) return found;
  return found.flatMap((name) => {
    const pieces = name.match(PART) ?? [];
    return pieces.length > 1 ? [name, ...pieces] : [name];
  });
};

/** `sections`: `[page, id, title, text]`; `pages`: `[title, address, group]`. */
export const index = ({ pages, sections }) => {
  const postings = new Map();
  const lengths = [];
  sections.forEach(([page, , title, text], section) => {
    const weights = new Map();
    const count = (text, weight) => {
      for (const word of words(text, true)) weights.set(word, (weights.get(word) ?? 0) + weight);
    };
    count(text, 1);
    count(title, IN_TITLE);
    count(pages[page][0], IN_PAGE_TITLE);
    let length = 0;
    for (const [word, weight] of weights) {
      if (!postings.has(word)) postings.set(word, []);
      postings.get(word).push([section, weight]);
      length += weight;
    }
    lengths.push(length);
  });
  const mean = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  return { pages, sections, postings, lengths, mean, vocabulary: [...postings.keys()].sort() };
};

/** The best sections, best first: `{ section, score, terms }`, where `terms` are the words that were found. */
export const search = (index, query, most = 40) => {
  const asked = [...new Set(words(query, false))];
  const scores = new Map();
  asked.forEach((word, place) => {
    const best = new Map();
    const terms = candidates(index, word);
    // An unfinished word is as rare as all that it may become together.
    const having = Math.min(index.sections.length, [...terms.keys()].reduce((sum, term) => sum + index.postings.get(term).length, 0));
    const rarity = Math.max(COMMON, Math.log(1 + (index.sections.length - having + 0.5) / (having + 0.5)));
    for (const [term, worth] of terms) {
      for (const [section, weight] of index.postings.get(term)) {
        const score = worth * rarity * bm25(index, section, weight);
        if (score > (best.get(section)?.score ?? 0)) best.set(section, { score, term });
      }
    }
    for (const [section, { score, term }] of best) {
      const so = scores.get(section) ?? { section, score: 0, terms: [], matched: 0 };
      so.score += score;
      so.matched += 1;
      so.terms[place] = term;
      scores.set(section, so);
    }
  });
  const phrase = query.trim().toLowerCase();
  for (const result of scores.values()) {
    const [, , title, text] = index.sections[result.section];
    result.score *= (result.matched / asked.length) ** 2;
    if (title.toLowerCase() === phrase) result.score *= 4;
    else if (title.toLowerCase().includes(phrase)) result.score *= 2;
    else if (text.toLowerCase().includes(phrase)) result.score *= 1.5;
    result.terms = result.terms.filter(Boolean);
  }
  return [...scores.values()].sort((a, b) => b.score - a.score || a.section - b.section).slice(0, most);
};

const bm25 = ({ lengths, mean }, section, weight) =>
  (weight * (K1 + 1)) / (weight + K1 * (1 - B + (B * lengths[section]) / mean));

/** Words of the vocabulary that may be meant, with what each is worth. */
const candidates = (index, word) => {
  const { vocabulary, postings } = index;
  const found = new Map();
  const add = (term, worth) => worth > (found.get(term) ?? 0) && found.set(term, worth);
  if (postings.has(word)) add(word, 1);
  if (word.length > 1) {
    for (let at = firstFrom(vocabulary, word); vocabulary[at]?.startsWith(word); at++) {
      add(vocabulary[at], vocabulary[at] === word ? 1 : UNFINISHED * (word.length / vocabulary[at].length) ** 0.5);
    }
  }
  if (!found.size && word.length > 3) {
    for (const term of vocabulary) if (isOneEdit(word, term)) add(term, MISSPELT);
  }
  // A name that is nowhere, as a version that no page speaks of, is looked for by its parts.
  if (!postings.has(word)) {
    const parts = word.match(PART) ?? [];
    if (parts.length > 1) for (const part of parts) if (postings.has(part)) add(part, OF_A_NAME);
  }
  return found;
};

const firstFrom = (sorted, word) => {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < word) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** One letter more, less or other, or two neighbours changed about. */
const isOneEdit = (a, b) => {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let [endA, endB] = [a.length, b.length];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) [endA, endB] = [endA - 1, endB - 1];
  const [restA, restB] = [endA - start, endB - start];
  if (restA === 2 && restB === 2) return a[start] === b[start + 1] && a[start + 1] === b[start];
  return restA <= 1 && restB <= 1;
};

/** A piece of the text around the longest of the terms, cut into `[words, isTerm]`. */
export const excerpt = (text, terms, width = 170) => {
  const small = text.toLowerCase();
  const telling = terms.filter((term) => small.includes(term)).sort((a, b) => b.length - a.length)[0];
  const first = telling ? small.indexOf(telling) : 0;
  let from = Math.max(0, first - width / 3);
  if (from > 0) from = text.indexOf(" ", from) + 1;
  const piece = text.slice(from, from + width);
  const pieces = marked(piece, terms);
  if (from > 0) pieces.unshift(["\u2026 ", false]);
  if (from + width < text.length) pieces.push(["\u2026", false]);
  return pieces;
};

/** The text cut into `[words, isTerm]`. */
export const marked = (text, terms) => {
  // A hyphen means nothing outside of brackets, and with the flag u it may not be escaped there.
  const wanted = [...terms].sort((a, b) => b.length - a.length).map((term) => term.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  if (!wanted.length) return [[text, false]];
  const cut = text.split(new RegExp(`(${wanted.join("|")})`, "giu"));
  return cut.map((piece, place) => [piece, place % 2 === 1]).filter(([piece]) => piece);
};
