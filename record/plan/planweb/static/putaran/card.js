// The sheet on a phone: one row at a time, this quarter's cells first.
import { conflict, facts, noted } from "/static/putaran/panel.js";
import { button, element, say } from "/static/unsur.js";

export class Card {
  constructor(box, book, on) {
    Object.assign(this, { box, book, on, at: { row: 0, col: 2 } });
  }

  go(row, col, { focus = true } = {}) {
    const before = this.at.row;
    this.at = { row: Math.max(0, Math.min(this.book.lines.length - 1, row)), col };
    if (before !== this.at.row || !this.fields) this.put();
    this.on.move(this.at);
    if (!focus) return;
    if (col > 1 && !this.fields.has(col)) this.unfold();
    (this.fields.get(col) ?? this.head).focus();
  }

  put() {
    const { book, at } = this;
    const w = book.words;
    this.fields = new Map();
    this.under = new Map();
    this.head = element("div", "", { tabindex: -1 });
    const main = element("div", "tumpuk");
    const rest = element("details", "lain");
    rest.append(element("summary", "", {}, w.other_cells));
    for (const [j, c] of book.columns.entries()) if (j > 1 && c.now) main.append(this.field(j, c));
    rest.addEventListener("toggle", () => rest.open && this.unfold());
    this.rest = rest;
    this.notes = element("div", "tumpuk s3");
    this.box.replaceChildren(this.ways(), this.head, main, this.notes, rest, this.ways());
    this.fill();
  }

  // unfold makes the fields of the other cells when they are asked for: on a phone
  // one row has twenty of them, and mostly nobody looks.
  unfold() {
    this.rest.open = true;
    if (this.rest.unfolded) return;
    this.rest.unfolded = true;
    for (const [j, c] of this.book.columns.entries()) if (j > 1 && !c.now) this.rest.append(this.field(j, c));
    this.fill();
  }

  // ways leads to the rows before and behind.
  ways() {
    const { book, at } = this;
    const w = book.words;
    const nav = element("div", "deret jalan-kartu", { role: "group", "aria-label": w.rows });
    const to = (by, label) => {
      const b = button(label, "garis", () => this.step(by));
      b.disabled = at.row + by < 0 || at.row + by >= book.lines.length;
      return b;
    };
    nav.append(to(-1, w.previous), element("span", "kecil redup", {}, say(w.row_of, at.row + 1, book.lines.length)), to(1, w.following));
    return nav;
  }

  step(by) {
    document.activeElement?.blur();
    this.go(this.at.row + by, this.at.col, { focus: false });
    this.head.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: "start" });
  }

  field(j, c) {
    const { book, at } = this;
    const id = "kartu-" + c.key;
    const box = element("div", "isian");
    const open = book.open(at.row, j);
    box.append(element("label", "", { for: id }, c.full));
    const under = element("div", "tumpuk s2", { id: id + "-b" });
    const input = element(c.kind === "text" ? "textarea" : "input", "", { id, autocomplete: "off", "aria-describedby": id + "-b" });
    if (c.kind !== "text") Object.assign(input, { type: "text", inputMode: "decimal" });
    else input.rows = 2;
    input.readOnly = !open;
    input.value = book.plain(at.row, j);
    const row = at.row;
    input.addEventListener("change", () => this.on.write([{ row, col: j, text: input.value.trim() }]));
    input.addEventListener("focus", () => ((this.at.col = j), this.on.move(this.at)));
    box.append(under, input);
    this.fields.set(j, input);
    this.under.set(j, under);
    return box;
  }

  // fill writes what is new without taking the field from under anybody's fingers.
  fill() {
    const { book, at } = this;
    const i = at.row;
    const on = { ...this.on, show: (row, col) => this.go(row, col) };
    this.head.replaceChildren(...facts(book, i, on.rows));
    for (const [j, input] of this.fields) {
      const text = book.plain(i, j);
      if (document.activeElement !== input && input.value !== text) input.value = text;
      const own = book.about(i, j);
      const mark = book.mark(own);
      const state = book.state(i, j);
      input.toggleAttribute("aria-invalid", false);
      if (mark === "salah") input.setAttribute("aria-invalid", "true");
      const under = this.under.get(j);
      const seen = JSON.stringify([own, state, text]);
      if (under.seen === seen || under.querySelector("textarea")) continue;
      under.seen = seen;
      const said = element("p", "kecil tanda-sel", { "data-s": state }, [state && book.words["state_" + state], book.why(i, j)].filter(Boolean).join(": "));
      under.replaceChildren(...(state ? [said] : []), ...conflict(book, i, j, this.on), ...own.map((n) => noted(book, i, n, this.on)));
    }
    const placed = new Set([...this.fields.keys()].map((j) => book.columns[j].key));
    if (!this.notes.querySelector("textarea"))
      this.notes.replaceChildren(...book.about(i).filter((n) => !placed.has(n.field)).map((n) => noted(book, i, n, on)));
  }

  refill() {
    this.fill();
  }
}
