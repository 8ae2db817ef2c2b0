// Which lines of a text are new: those that the longest sequence common with the old one leaves over.
export const added = (before, after) => {
  // lengths[i][j]: how much before from i on and after from j on have in common.
  const lengths = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      lengths[i][j] = before[i] === after[j] ? lengths[i + 1][j + 1] + 1 : Math.max(lengths[i + 1][j], lengths[i][j + 1]);
    }
  }
  const fresh = new Set();
  let [i, j] = [0, 0];
  while (j < after.length) {
    if (i < before.length && before[i] === after[j]) {
      i++;
      j++;
    } else if (i < before.length && lengths[i + 1][j] >= lengths[i][j + 1]) {
      i++;
    } else {
      if (after[j] !== "") fresh.add(j);
      j++;
    }
  }
  return fresh;
};
