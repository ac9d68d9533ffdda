// What stands beside the sheet: the row in full, and what is asked of it.
import { button, element, say } from "/static/unsur.js";

const icons = {
  salah: "M12 3.5 22 20.5H2zM12 10v5M12 17.5v.5",
  tanya: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 16.8v.4",
  ya: "m5 12.5 4.5 4.5L19 7.5",
};

const svg = "http://www.w3.org/2000/svg";

function icon(name) {
  const s = document.createElementNS(svg, "svg");
  s.setAttribute("class", "ik");
  s.setAttribute("viewBox", "0 0 24 24");
  s.setAttribute("aria-hidden", "true");
  const p = document.createElementNS(svg, "path");
  p.setAttribute("d", icons[name] ?? icons.tanya);
  s.append(p);
  return s;
}

// facts heads a row: its code, level, name, indicator and unit, and where it is
// recoded, taken out and looked back on. rows is the address of all rows.
export function facts(book, i, rows) {
  const l = book.lines[i];
  const out = [
    element("p", "kecil redup", {}, l.levelWord + " " + l.code),
    element("h2", "", { lang: "id" }, book.field(i, "name")),
    element("p", "kecil", { lang: "id" }, [book.field(i, "indicator"), book.field(i, "unit")].filter(Boolean).join(" · ")),
  ];
  if (l.returned) {
    const box = element("div", "catat tunggu");
    box.append(element("h3", "", {}, book.words.returned), element("p", "", {}, l.returned));
    out.push(box);
  }
  if (rows) {
    const way = element("p", "kecil");
    way.append(element("a", "lega", { href: rows + "/" + l.id }, book.words.row_manage));
    out.push(way);
  }
  return out;
}

// conflict shows both texts of a cell and lets the writer choose.
export function conflict(book, i, j, on) {
  const line = book.lines[i].id;
  const col = book.columns[j].key;
  if (book.state(i, j) !== "beda") return [];
  const w = book.words;
  const box = element("div", "catat salah");
  const dl = element("dl", "dua-teks");
  for (const [name, text] of [[w.ours, book.draft.text(line, col)], [w.theirs, book.draft.theirs(line, col)]])
    dl.append(element("dt", "kecil redup", {}, name), element("dd", "", {}, text || w.empty));
  const row = element("p", "deret");
  row.append(
    button(w.keep_ours, "", () => on.choose(line, col, true)),
    button(w.keep_theirs, "garis", () => on.choose(line, col, false)),
  );
  box.append(element("h3", "", {}, w.conflict_head), element("p", "kecil", {}, book.columns[j].full), dl, row);
  return [box];
}

// noted is one thing that the checks say, with what can be done about it.
export function noted(book, i, n, on) {
  const w = book.words;
  const kind = n.answer ? "ya" : n.must ? "salah" : "tanya";
  const box = element("div", "temu " + kind);
  const head = element("p", "temu-k");
  const name = book.columns[book.col.get(n.field)]?.full ?? "";
  head.append(icon(kind), element("b", "", {}, w["kind_" + kind]), element("span", "kecil redup", {}, name));
  box.append(head, element("p", "", {}, n.say));
  if (n.would) box.append(element("p", "", {}, n.would));
  if (n.why) box.append(element("p", "kecil redup", {}, n.why));
  if (n.answer) box.append(element("p", "kecil", {}, say(w.explained, n.answer)));
  const row = element("p", "deret");
  const explaining = book.data.edit && n.id ? explainer(book, n, box, on) : null;
  if (book.data.edit) {
    for (const text of n.take ?? [])
      row.append(button(say(w.take, text), "", () => (on.write([{ row: i, col: book.col.get(n.field), text }]), on.stay())));
    if (explaining) row.append(explaining.button);
  }
  if (on.show && book.col.has(n.field)) row.append(button(w.show_cell, "teks", () => on.show(i, book.col.get(n.field))));
  if (row.children.length) box.append(row);
  if (explaining && book.written.has(n.id)) explaining.unfold();
  return box;
}

// explainer opens the place to write why a figure is right. What is written there
// outlives the drawing: the book keeps it until it is saved.
function explainer(book, n, box, on) {
  const w = book.words;
  const unfold = () => {
    open.hidden = true;
    const id = "jelas-" + n.id;
    const form = element("form", "isian");
    const field = element("textarea", "", { id, rows: 3, maxlength: 500, required: "", "aria-describedby": id + "-b" });
    field.value = book.written.get(n.id) ?? n.answer ?? "";
    field.addEventListener("input", () => (field.value.trim() ? book.written.set(n.id, field.value) : book.written.delete(n.id)));
    const wrong = element("p", "galat", { role: "alert" });
    wrong.hidden = true;
    const send = element("button", "btn", { type: "submit" }, w.explain_send);
    form.append(element("label", "", { for: id }, w.explain_label), element("p", "bantu", { id: id + "-b" }, w.explain_help), wrong, field, send);
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      send.disabled = true;
      const bad = await on.explain(n, field.value);
      send.disabled = false;
      wrong.hidden = !bad;
      wrong.textContent = bad ?? "";
      if (bad) field.focus();
    });
    box.append(form);
    return field;
  };
  const open = button(n.answer ? w.explain_again : w.explain, "garis", () => unfold().focus());
  return { button: open, unfold };
}

// lost lists what was typed into rows that are gone, until it was read.
export function lost(book, read) {
  const w = book.words;
  const box = element("div", "catat tunggu", { role: "group", "aria-labelledby": "hilang-k" });
  const list = element("dl", "dua-teks");
  for (const [code, col, text] of book.draft.lost)
    list.append(element("dt", "kecil", {}, say(w.lost_cell, code, book.columns[book.col.get(col)]?.full ?? col)), element("dd", "", {}, text));
  box.append(element("h2", "", { id: "hilang-k" }, w.lost_head), element("p", "", {}, w.lost_text), list, button(w.lost_read, "garis", read));
  return box;
}

// stale says that the page is not the newest, where it cannot be loaded again
// without taking what somebody writes.
export function stale(book, sentence, load) {
  const w = book.words;
  const box = element("div", "catat tunggu");
  box.append(element("h2", "", {}, sentence), element("p", "", {}, w.stale_text), button(w.stale_load, "", load));
  return box;
}

// panel draws all that is to be said of a row, the chosen cell first.
export function panel(box, book, at, on) {
  if (box.contains(document.activeElement) && document.activeElement.matches("textarea")) return; // somebody writes there
  const { row: i, col: j } = at;
  const out = [...facts(book, i, on.rows)];
  const c = book.columns[j];
  if (j > 1) {
    const cell = element("div", "sel-kini");
    cell.append(element("p", "kecil redup", {}, c.full), element("p", "nilai", {}, book.plain(i, j) || book.words.empty));
    const state = book.state(i, j);
    if (state) cell.append(element("p", "kecil", {}, [book.words["state_" + state], book.why(i, j)].filter(Boolean).join(": ")));
    out.push(cell);
  }
  out.push(...conflict(book, i, j, on));
  const own = book.about(i, j);
  const rest = book.about(i).filter((n) => !own.includes(n));
  for (const n of own) out.push(noted(book, i, n, { ...on, show: undefined }));
  for (const n of rest) out.push(noted(book, i, n, on));
  if (!own.length && !rest.length) out.push(element("p", "redup kecil", {}, book.words.no_notes));
  box.replaceChildren(...out);
}
