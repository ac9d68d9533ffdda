// Small pieces of the page.
import { element } from "/static/unsur.js";

let ids = 0;

// field is a question with its control.
export function field({ label, help, control, optional }) {
  const id = "u" + ++ids;
  control.id = id;
  if (control.matches("input:not([type])")) control.setAttribute("type", "text"); // the look goes by it
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
