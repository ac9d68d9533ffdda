// Elements of the page and sentences, as the scripts of the rooms make them.

// element makes an element; a child is an element or a text. An attribute that is true
// stands without a value; one that is false or undefined does not stand.
export function element(tag, cls = "", attrs = {}, ...children) {
  const e = document.createElement(tag);
  if (cls) e.className = cls;
  for (const [k, v] of Object.entries(attrs)) if (v !== undefined && v !== false) e.setAttribute(k, v === true ? "" : v);
  e.append(...children.filter((c) => c !== "" && c != null));
  return e;
}

// button makes a button of a look ("garis", "teks", "bahaya").
export function button(label, look, press, attrs = {}) {
  const b = element("button", "btn " + look, { type: "button", ...attrs }, label);
  if (press) b.addEventListener("click", press);
  return b;
}

// say fills a sentence's places: {1}, {2}.
export const say = (sentence, ...values) => values.reduce((s, v, i) => s.replaceAll(`{${i + 1}}`, v), sentence);
