// What scripts make elements with, and how a script brings a style of its own. The build puts it into each script that
// imports it: as a file it would be one more to wait for.
export const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};
export const dress = (style) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(style);
  document.adoptedStyleSheets.push(sheet);
};
