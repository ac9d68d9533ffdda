// Small pieces of the page.

// element makes an element; a child is an element or a text.
export function element(tag, cls = "", attrs = {}, ...children) {
  const e = document.createElement(tag);
  if (cls) e.className = cls;
  for (const [k, v] of Object.entries(attrs)) if (v !== undefined && v !== false) e.setAttribute(k, v === true ? "" : v);
  e.append(...children.filter((c) => c !== "" && c != null));
  return e;
}

// say fills a sentence's places.
export const say = (sentence, ...values) => values.reduce((s, v, i) => s.replaceAll(`{${i + 1}}`, v), sentence);

export function button(label, look, press, attrs = {}) {
  const b = element("button", "btn " + look, { type: "button", ...attrs }, label);
  if (press) b.addEventListener("click", press);
  return b;
}

let ids = 0;

// field is a question with its control.
export function field({ label, help, control, optional }) {
  const id = "u" + ++ids;
  control.id = id;
  if (help) control.setAttribute("aria-describedby", id + "-b");
  const l = element("label", "", { for: id }, label);
  if (optional) l.append(" ", element("span", "redup", {}, optional));
  return element("div", "isian", {}, l, help ? element("p", "bantu", { id: id + "-b" }, help) : "", control);
}

// radios is a question with given answers [value, label, note].
export function radios({ name, legend, answers, value }) {
  const box = element("fieldset", "isian", {}, element("legend", "", {}, legend));
  for (const [v, label, note] of answers) {
    const input = element("input", "", { type: "radio", name, value: v, checked: v === value });
    box.append(element("label", "pilih", {}, input, element("span", "", {}, label, note ? element("small", "", {}, note) : "")));
  }
  return box;
}

// standing asks the device where it stands.
export const standing = () =>
  new Promise((yes, no) => {
    if (!navigator.geolocation) return no(new Error("none"));
    navigator.geolocation.getCurrentPosition(({ coords: c }) => yes({ lat: c.latitude.toFixed(6), lng: c.longitude.toFixed(6), akurasi: Math.round(c.accuracy) }), no, { enableHighAccuracy: true, timeout: 30_000, maximumAge: 15_000 });
  });

const longest = 1600; // pixels: enough to see a front, and a tenth of what a phone takes

// smaller makes a photo smaller before it waits and is sent. What the browser cannot
// read goes as it is: the house says what is wrong with it.
export async function smaller(file) {
  try {
    const bitmap = await createImageBitmap(file);
    const by = Math.min(1, longest / Math.max(bitmap.width, bitmap.height));
    const canvas = element("canvas");
    canvas.width = Math.round(bitmap.width * by);
    canvas.height = Math.round(bitmap.height * by);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await new Promise((yes) => canvas.toBlob((b) => yes(b ?? file), "image/jpeg", 0.8));
  } catch {
    return file;
  }
}
