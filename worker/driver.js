// The worker's side of the conversation with the page. The page puts this text behind the generated
// glue into one blob, so that a worker that may load nothing still has everything it needs.
// In: a WebAssembly.Module once, then a File for each question. Out: the two messages below.
"use strict";
let asked = 0;
const progress = (slices, bytes) => postMessage({ kind: "progress", slices, bytes });
const facts = (facts, slices, bytes) =>
  postMessage({ kind: "facts", facts, slices, bytes, milliseconds: performance.now() - asked });

onmessage = ({ data }) => {
  if (data instanceof WebAssembly.Module) {
    wasm_bindgen.initSync({ module: data });
    return;
  }
  asked = performance.now();
  wasm_bindgen.read(data);
};
