// The forms of the field work without signal: one for a check, one for a business that
// was met on the way.
import { field, radios, smaller, standing } from "/static/lapangan/unsur.js";
import { button, element, say } from "/static/unsur.js";

// point asks where the device stands, when its button is pressed.
function point(w, here, was = {}) {
  const told = element("p", "kecil", { role: "status" });
  const box = element("div", "tumpuk s2");
  let at = was.lat ? { lat: was.lat, lng: was.lng, akurasi: was.akurasi } : null;
  if (at) told.textContent = say(w.point_have, at.akurasi);
  const ask = button(w.point, "garis", async () => {
    told.textContent = w.point_wait;
    try {
      at = await standing();
      told.textContent = say(w.point_have, at.akurasi);
      if (here) here.hidden = false;
      box.dispatchEvent(new Event("change", { bubbles: true }));
    } catch {
      told.textContent = w.point_none;
    }
  });
  box.append(ask, told, here ?? "");
  return { box, get: () => at ?? {} };
}

export function wrong(form, text) {
  const note = element("p", "catat salah", { role: "alert", tabindex: -1 }, text);
  form.querySelector("[role=alert]")?.remove();
  form.prepend(note);
  note.focus();
}

const buttons = (walk, look, form) => element("div", "deret", {}, element("button", "btn " + look, {}, walk.w.save), button(walk.w.cancel, "teks", async () => {
    if (form?.matches("[data-baru]")) await walk.typed(null); // let go on purpose
    await walk.opens(null);
  }));

// LEAST is how many letters a note has that says why nothing else shows that it has closed.
const LEAST = 10;

// noteAgain mends a check that the house refused because nothing shows that it has closed:
// it stays as it is, with its photo and its time, and gets a note.
export function noteAgain(walk, item) {
  const { w } = walk;
  const note = element("textarea", "", { name: "catatan", rows: 2, maxlength: 500 });
  note.value = item.isi.catatan ?? "";
  const form = element("form", "tumpuk s3", { "aria-label": say(w.refused, item.nama), autocomplete: "off" });
  form.append(field({ label: w.ask_note, help: w.help_note, control: note }), element("div", "deret", {}, element("button", "btn utama", {}, w.save)));
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    if (note.value.trim().length < LEAST) return wrong(form, w.closed_unshown);
    document.activeElement?.blur();
    await walk.box.put({ ...item, isi: { ...item.isi, catatan: note.value }, say: undefined, state: "tunggu" });
    await walk.queue.now();
    await walk.draw();
  });
  return form;
}

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
    if (typed.get("found") === "tutup" && !photo.files[0] && isi.lat === undefined && typed.get("catatan").trim().length < LEAST) return wrong(form, w.closed_unshown);
    for (const name of ["found", "name", "about_id", "rt", "hours", "catatan", "di_sini"]) if (typed.get(name) !== null) isi[name] = typed.get(name);
    document.activeElement?.blur();
    await walk.write("periksa", isi, photo.files[0] ? await smaller(photo.files[0]) : undefined, stop);
  });
  return form;
}


// offered is the choice of codes of KBLI by everyday words: what was typed shows some of
// those that the browser took along. Where none fits, the house finds them.
function offered(walk, chosen) {
  const { w, list } = walk;
  const picked = new Set(chosen);
  const find = element("input", "", { type: "search", enterkeyhint: "search", autocomplete: "off" });
  const rows = element("div", "tumpuk s2", { role: "group", "aria-label": w.ask_kbli });
  const told = element("p", "kecil", { role: "status" });
  const show = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter((x) => x.length > 1);
    const fits = words.length ? list.tanya.kode.filter(([v, every, title]) => !picked.has(v) && words.every((x) => `${every} ${title}`.toLowerCase().includes(x))).slice(0, 5) : [];
    const all = [...list.tanya.kode.filter(([v]) => picked.has(v)), ...fits];
    rows.replaceChildren(
      ...all.map(([value, every, title]) => {
        const tick = element("input", "", { type: "checkbox", name: "kbli", value, checked: picked.has(value) });
        tick.addEventListener("change", () => (tick.checked ? picked.add(value) : picked.delete(value)));
        return element("label", "pilih kotakan", {}, tick, element("span", "", {}, every, element("small", "", {}, `${title} · ${value.replace(":", " ")}`)));
      }),
    );
    told.textContent = words.length && !fits.length ? w.kbli_none : "";
  };
  find.addEventListener("input", show);
  find.addEventListener("keydown", (e) => e.key === "Enter" && e.preventDefault());
  show();
  return element("div", "tumpuk s2", {}, field({ label: w.ask_kbli, help: w.help_kbli, control: find, optional: w.optional }), rows, told);
}

// amiss finds what the house would refuse, with its own sentences.
function amiss(w, typed) {
  const bad = {};
  const text = (name) => (typed.get(name) ?? "").trim();
  if (!text("name")) bad.name = w.name_needed;
  if (!text("kind")) bad.kind = w.kind_needed;
  if (!text("kelurahan")) bad.kelurahan = w.area_needed;
  const nib = text("nib").replace(/[\s.-]/g, "");
  if (/\D/.test(nib)) bad.nib = say(w.bad_nib, text("nib"));
  else if (nib && nib.length !== 13) bad.nib = say(w.bad_nib_length, nib.length);
  const rt = text("rt").toLowerCase().replace(/^rt[ .:]*/, "");
  if (rt && !(/^\d+$/.test(rt) && +rt >= 1 && +rt <= 300)) bad.rt = say(w.bad_rt, text("rt"));
  for (const name of ["workers_m", "workers_f"]) if (text(name) && !/^\d+$/.test(text(name))) bad[name] = say(w.bad_workers, text(name));
  return bad;
}

// blame writes what is wrong beside each field, and leads to the first.
function blame(form, bad, whole) {
  for (const old of form.querySelectorAll("[data-salah]")) old.remove();
  for (const c of form.querySelectorAll("[aria-invalid]")) c.removeAttribute("aria-invalid");
  let first = null;
  for (const [name, why] of Object.entries(bad)) {
    const control = form.querySelector(`[name="${{ at_home: "di", street_vendor: "di", kode: "kbli" }[name] ?? name}"]`);
    const box = control?.closest(".isian");
    if (!box) continue;
    const note = element("p", "galat", { "data-salah": "", id: "salah-" + name }, why);
    box.append(note);
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), note.id].filter(Boolean).join(" "));
    for (let fold = box.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    first ??= control;
  }
  wrong(form, whole ?? Object.values(bad).join(" "));
  return first;
}

// newForm asks of a business that nobody had written down what its owner would be asked.
// had is what stood in it before: what was typed here and not kept, or what the house has
// refused.
export function newForm(walk, had = {}, item) {
  const { w, list } = walk;
  const was = had.isi ?? {};
  const form = element("form", "tumpuk s4", { "aria-label": w.new, autocomplete: "off", novalidate: true, "data-baru": true });
  const input = (name, label, attrs = {}, help = "") => field({ label, help, control: element("input", "", { name, value: was[name] ?? "", ...attrs, perlu: undefined }), optional: attrs.perlu ? "" : w.optional });
  const area = (name, label, help = "", perlu = false) => {
    const c = element("textarea", "", { name, rows: 2 });
    c.value = was[name] ?? "";
    return field({ label, help, control: c, optional: perlu ? "" : w.optional });
  };
  const select = (name, label, answers, blank, help = "", perlu = false) => {
    const c = element("select", "", { name });
    if (blank !== null) c.append(element("option", "", { value: "" }, blank));
    for (const [code, text] of answers) c.append(element("option", "", { value: code }, text));
    c.value = was[name] ?? (blank === null ? answers[0][0] : "");
    return field({ label, help, control: c, optional: perlu ? "" : w.optional });
  };
  const fold = (title, ...inner) => element("details", "", { open: inner.some((x) => [...x.querySelectorAll("[name]")].some((c) => (was[c.name] ?? "") !== "")) }, element("summary", "btn teks", {}, title), element("div", "tumpuk s4 atas4", {}, ...inner));
  const subs = element("fieldset", "isian", {}, element("legend", "", {}, w.ask_subsectors), element("p", "bantu", {}, w.help_subsectors));
  const had17 = [was.subsectors ?? []].flat();
  for (const [slug, name] of list.tanya.subsektor) subs.append(element("label", "pilih", {}, element("input", "", { type: "checkbox", name: "subsectors", value: slug, checked: had17.includes(slug) }), element("span", "", {}, name)));
  const at = point(w, null, was);
  const photo = element("input", "", { type: "file", name: "foto", accept: "image/*", capture: "environment" });
  form.append(
    had.lead ? element("p", "catat tunggu", {}, had.lead) : "",
    input("name", w.ask_name, { perlu: "1", maxlength: 120 }),
    radios({ name: "kind", legend: w.ask_kind, value: was.kind ?? "usaha", answers: list.tanya.jenis }),
    area("about_id", w.ask_about, w.help_about),
    offered(walk, [was.kbli ?? []].flat()),
    fold(w.ask_subsectors, subs),
    select("kelurahan", w.ask_area, list.areas, "", "", true),
    input("rt", w.ask_rt, { inputmode: "numeric" }),
    radios({ name: "di", legend: w.ask_place, value: was.di ?? "rumah", answers: [["rumah", w.place_home], ["tempat", w.place_shop], ["keliling", w.place_street]] }),
    input("address", w.ask_address, { maxlength: 200 }),
    at.box,
    fold(w.part_contact, element("p", "kecil", {}, w.private_note), input("wa", w.ask_wa, { inputmode: "tel" }), input("phone", w.ask_phone, { inputmode: "tel" }), input("mail", w.ask_mail, { inputmode: "email" }), input("hours", list.labels.hours, {}, w.help_hours)),
    fold(
      w.part_numbers,
      area("other_names", w.ask_other_names),
      select("legal_form", w.ask_form, list.tanya.bentuk, null),
      input("nib", w.ask_nib, { inputmode: "numeric" }, w.help_nib),
      input("workers_m", w.ask_workers_m, { inputmode: "numeric" }),
      input("workers_f", w.ask_workers_f, { inputmode: "numeric" }),
      select("sales", w.ask_omzet, list.tanya.omzet, w.not_said, w.help_money),
      select("capital", w.ask_capital, list.tanya.modal, w.not_said),
    ),
    field({ label: w.ask_note, help: w.help_note, control: Object.assign(element("textarea", "", { name: "catatan", rows: 2, maxlength: 500 }), { value: was.catatan ?? "" }), optional: w.optional }),
    field({ label: w.ask_photo, help: w.photo_waits, control: photo, optional: w.optional }),
    buttons(walk, "utama", form),
  );
  const read = () => {
    const isi = { ...at.get() };
    const typed = new FormData(form);
    for (const k of new Set(typed.keys())) {
      const all = typed.getAll(k).filter((v) => typeof v === "string" && v !== "");
      if (k !== "foto" && all.length) isi[k] = ["kbli", "subsectors"].includes(k) ? all : all[0];
    }
    if (isi.kind === "perorangan") delete isi.legal_form;
    return isi;
  };
  form.addEventListener("input", () => walk.typed(read(), photo.files[0] ?? had.foto, item));
  form.addEventListener("change", () => walk.typed(read(), photo.files[0] ?? had.foto, item));
  if (had.salah) queueMicrotask(() => blame(form, Object.fromEntries(had.salah), had.kata));
  form.addEventListener("submit", async (e) => {
    e.preventDefault();
    const bad = amiss(w, new FormData(form));
    if (Object.keys(bad).length) return blame(form, bad)?.focus();
    const isi = read();
    document.activeElement?.blur();
    await walk.write("baru", isi, photo.files[0] ? await smaller(photo.files[0]) : had.foto, {}, item);
  });
  return form;
}
