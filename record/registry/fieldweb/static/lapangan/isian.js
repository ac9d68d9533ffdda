// The forms of the field work without signal: one for a check, one for a business that
// was met on the way.
import { button, element, field, radios, say, smaller, standing } from "/static/lapangan/unsur.js";

// point asks where the device stands, when its button is pressed.
function point(w, here) {
  const told = element("p", "kecil", { role: "status" });
  const box = element("div", "tumpuk s2");
  let at = null;
  const ask = button(w.point, "garis", async () => {
    told.textContent = w.point_wait;
    try {
      at = await standing();
      told.textContent = say(w.point_have, at.akurasi);
      if (here) here.hidden = false;
    } catch {
      told.textContent = w.point_none;
    }
  });
  box.append(ask, told, here ?? "");
  return { box, get: () => at ?? {} };
}

function wrong(form, text) {
  const note = element("p", "catat salah", { role: "alert", tabindex: -1 }, text);
  form.querySelector("[role=alert]")?.remove();
  form.prepend(note);
  note.focus();
}

const buttons = (walk, look) => element("div", "deret", {}, element("button", "btn " + look, {}, walk.w.save), button(walk.w.cancel, "teks", () => walk.opens(null)));

export function checkForm(walk, stop) {
  const { w, list } = walk;
  const form = element("form", "tumpuk s4", { "aria-label": `${w.check}: ${stop.nama}`, autocomplete: "off" });
  const text = (name, tag = "input") => {
    const c = element(tag, "", { name, ...(tag === "input" ? { value: stop.fakta[name] ?? "" } : { rows: 3 }) });
    if (tag !== "input") c.value = stop.fakta[name] ?? "";
    return field({ label: list.labels[name], control: c, optional: w.optional, help: name === "hours" ? w.help_hours : "" });
  };
  const more = element("details", "", {}, element("summary", "btn teks", {}, w.correct), element("div", "tumpuk s4 atas4", {}, text("name"), text("about_id", "textarea"), text("rt"), text("hours")));
  const here = element("label", "pilih", { hidden: true }, element("input", "", { type: "checkbox", name: "di_sini", value: "1" }), element("span", "", {}, w.point_here));
  const at = point(w, here);
  const photo = element("input", "", { type: "file", name: "foto", accept: "image/*", capture: "environment" });
  form.append(
    radios({ name: "found", legend: w.ask_found, answers: list.founds }),
    more,
    field({ label: w.ask_note, help: w.help_note, control: element("textarea", "", { name: "catatan", rows: 2, maxlength: 500 }), optional: w.optional }),
    at.box,
    field({ label: w.ask_photo, help: w.help_photo, control: photo, optional: w.optional }),
    buttons(walk, "utama"),
  );
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    const typed = new FormData(form);
    if (!typed.get("found")) return wrong(form, w.choose_found);
    const isi = { ...at.get() };
    for (const name of ["found", "name", "about_id", "rt", "hours", "catatan", "di_sini"]) if (typed.get(name) !== null) isi[name] = typed.get(name);
    document.activeElement?.blur();
    await walk.write("periksa", isi, photo.files[0] ? await smaller(photo.files[0]) : undefined, stop);
  });
  return form;
}

export function newForm(walk) {
  const { w, list } = walk;
  const form = element("form", "tumpuk s4", { "aria-label": w.new, autocomplete: "off" });
  const input = (name, label, attrs = {}) => field({ label, control: element("input", "", { name, ...attrs }), optional: attrs.perlu ? "" : w.optional });
  const area = element("select", "", { name: "kelurahan" }, element("option", "", { value: "" }, ""));
  for (const [code, name] of list.areas) area.append(element("option", "", { value: code }, name));
  const at = point(w);
  form.append(
    input("name", w.ask_name, { perlu: "1", maxlength: 120 }),
    field({ label: w.ask_about, control: element("textarea", "", { name: "about_id", rows: 2 }), optional: w.optional }),
    field({ label: w.ask_area, control: area }),
    input("rt", w.ask_rt, { inputmode: "numeric" }),
    radios({ name: "di", legend: w.ask_place, value: "rumah", answers: [["rumah", w.place_home], ["tempat", w.place_shop], ["keliling", w.place_street]] }),
    input("address", w.ask_address),
    input("wa", w.ask_wa, { inputmode: "tel" }),
    at.box,
    buttons(walk, "utama"),
  );
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    const typed = new FormData(form);
    if (!typed.get("name").trim()) return wrong(form, w.name_needed);
    if (!typed.get("kelurahan")) return wrong(form, w.area_needed);
    const isi = { ...at.get() };
    for (const [k, v] of typed) if (v !== "") isi[k] = v;
    document.activeElement?.blur();
    await walk.write("baru", isi);
  });
  return form;
}
