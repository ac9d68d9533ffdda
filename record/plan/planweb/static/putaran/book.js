// The sheet as people see it: the house's rows, what was typed over them, and what
// the checks say. Rows and columns are counted from 0 as they stand.
import { Draft } from "/static/putaran/draft.js";

const none = [];

// grouped puts the notes of one column together.
const grouped = (all) => all.reduce((by, n) => by.set(n.field, [...(by.get(n.field) ?? none), n]), new Map());

// Cells are a line's texts by their columns, put in order when they are asked for.
class Cells {
  #fields;
  #texts;
  #cells;

  constructor(fields, line) {
    this.id = line.id;
    this.code = line.code;
    this.#fields = fields;
    this.#texts = line.cells;
  }

  get cells() {
    return (this.#cells ??= Object.fromEntries(this.#fields.map((f, i) => [f, this.#texts[i]])));
  }
}

export class Book {
  constructor(data) {
    Object.assign(this, { data, columns: data.columns, words: data.words, notes: data.notes, count: data.count });
    this.place = new Map(data.fields.map((f, i) => [f, i]));
    this.lines = data.lines;
    this.index = new Map(); // of the notes, by row and column
    this.written = new Map(); // explanations that are being written, by what they explain
    this.row = new Map(this.lines.map((l, i) => [l.id, i]));
    this.col = new Map(this.columns.map((c, j) => [c.key, j]));
    this.first = Math.max(2, this.columns.findIndex((c) => c.now)); // where the work of this round begins
    this.draft = new Draft(this.cells(data));
  }

  cells(data) {
    return data.lines.map((l) => new Cells(data.fields, l));
  }

  // refresh takes newer data of the same rows; null: there are other rows now.
  refresh(data) {
    const lines = data.lines ?? none;
    const same = lines.length === this.lines.length && lines.every((l, i) => l.id === this.lines[i].id);
    if (!same) return null;
    Object.assign(this, { data, lines, notes: data.notes, count: data.count, index: new Map() });
    return this.draft.refresh(this.cells(data));
  }

  open(i, j) {
    const c = this.columns[j];
    return this.data.edit && Boolean(c.edit) && !(this.lines[i].further && c.key === "name");
  }

  field(i, name) {
    return this.draft.text(this.lines[i].id, name);
  }

  plain(i, j) {
    const c = this.columns[j];
    return c.key === "code" ? this.lines[i].code : this.field(i, c.key);
  }

  state(i, j) {
    return this.draft.state(this.lines[i].id, this.columns[j].key);
  }

  // why is the sentence with which the house refused a cell.
  why(i, j) {
    return this.draft.why(this.lines[i].id, this.columns[j].key);
  }

  // about lists what is said of a cell; without a column, of the whole row.
  about(i, j) {
    const id = this.lines[i].id;
    const all = this.notes[id] ?? none;
    if (j === undefined || !all.length) return all;
    let by = this.index.get(id);
    if (!by) this.index.set(id, (by = grouped(all)));
    return by.get(this.columns[j].key) ?? none;
  }

  // learn takes what the checks say of some rows now.
  learn(notes) {
    Object.assign(this.notes, notes);
    for (const id in notes) this.index.delete(id);
  }

  mark(notes) {
    if (notes.some((n) => n.must && !n.answer)) return "salah";
    return notes.some((n) => !n.answer && n.kind !== "watch") ? "tanya" : "";
  }

  look(i, j) {
    const l = this.lines[i];
    const mark = this.mark(j === 0 ? this.about(i) : this.about(i, j));
    const state = j === 0 ? (l.returned ? "kembali" : "") : this.state(i, j);
    const said = [state && this.words["state_" + state], mark && this.words["mark_" + mark]].filter(Boolean).join(", ");
    if (j === 1) return { text: this.field(i, "name"), note: this.field(i, "indicator"), state, mark, open: this.open(i, j) };
    return { text: this.plain(i, j), note: said, state, mark, open: this.open(i, j) };
  }

  // title names a cell for those who do not see where it stands.
  title(i, j) {
    return this.columns[j].full + ", " + this.lines[i].code;
  }

  // changes turns places of the sheet into cells.
  changes(cells) {
    return cells.map(({ row, line, col, text }) => ({ line: this.lines[row ?? line].id, col: this.columns[col].key, text }));
  }

  at(line, col) {
    return { row: this.row.get(line) ?? 0, col: this.col.get(col) ?? 1 };
  }

  // next finds the next cell that asks for something, from a cell on and around.
  next({ row, col }) {
    const n = this.lines.length;
    for (let step = 0; step <= n; step++) {
      const i = (row + step) % n;
      for (let j = 1; j < this.columns.length; j++) {
        if ((step === 0 && j <= col) || (step === n && j > col)) continue;
        if (this.state(i, j) === "beda" || this.mark(this.about(i, j))) return { row: i, col: j };
      }
    }
    return null;
  }
}
