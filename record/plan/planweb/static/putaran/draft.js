// What stands in the sheet: what the house has, what was typed here, and what is
// on the way. No page and no network in it.
//
// A cell is sent with the text that its writer saw. The house compares and sets;
// where somebody else was first, it answers with their text, and both stay until
// the writer chooses.

const key = (line, col) => line + "\t" + col;

// The states of a cell. None: nothing was typed since it was saved.
export const UNSENT = "belum";
export const SENDING = "kirim";
export const SAVED = "simpan";
export const CONFLICT = "beda";
export const REFUSED = "tolak";

// House is what the house has, by cell: the lines as they came, and what came
// since. Thirteen thousand cells are not sorted into a map before one is asked for.
class House {
  lines = new Map();
  since = new Map();

  get(k) {
    const text = this.since.get(k);
    if (text !== undefined) return text;
    const tab = k.indexOf("\t");
    return this.lines.get(k.slice(0, tab))?.cells[k.slice(tab + 1)];
  }

  set(k, text) {
    this.since.set(k, text);
  }
}

export class Draft {
  constructor(lines) {
    this.house = new House();
    this.mine = new Map(); // what was typed: {text, seen, state, theirs}
    this.saved = new Set(); // saved since the page was opened
    this.done = []; // steps to undo
    this.undone = []; // steps to do again
    this.waiting = []; // batches of an earlier visit, to be sent as they were
    this.lost = []; // what was typed into rows that are gone: [code, col, text]
    this.flight = null;
    this.take_in(lines);
  }

  take_in(lines) {
    for (const line of lines) this.house.lines.set(line.id, line);
  }

  text(line, col) {
    const k = key(line, col);
    return this.mine.get(k)?.text ?? this.house.get(k) ?? "";
  }

  state(line, col) {
    const k = key(line, col);
    return this.mine.get(k)?.state ?? (this.saved.has(k) ? SAVED : "");
  }

  theirs(line, col) {
    return this.mine.get(key(line, col))?.theirs;
  }

  // write puts texts into cells, as one step that can be undone.
  write(changes) {
    const step = [];
    for (const { line, col, text } of changes) {
      const before = this.text(line, col);
      if (before === text && this.state(line, col) !== CONFLICT) continue;
      step.push({ line, col, before, after: text });
      this.put(line, col, text);
    }
    if (step.length) {
      this.done.push(step);
      this.undone = [];
    }
    return step;
  }

  put(line, col, text) {
    const k = key(line, col);
    const m = this.mine.get(k);
    const has = this.house.get(k) ?? "";
    if (m && m.state === CONFLICT) this.mine.set(k, { text, seen: m.theirs, state: UNSENT });
    else if (m) Object.assign(m, { text, state: UNSENT });
    else this.mine.set(k, { text, seen: has, state: UNSENT });
    const now = this.mine.get(k);
    if (now.text === now.seen && now.seen === has && !this.flying(k)) this.mine.delete(k);
  }

  flying(k) {
    return [this.flight, ...this.waiting].some((b) => b?.cells.some((c) => key(c.line, c.col) === k));
  }

  // undo takes the last step back: like any change it is compared and set. Cells
  // that hold something else by now are left alone.
  undo() {
    return this.step(this.done, this.undone, "after", "before");
  }

  redo() {
    return this.step(this.undone, this.done, "before", "after");
  }

  step(from, to, is, becomes) {
    const step = from.pop();
    if (!step) return null;
    const still = step.filter((c) => this.text(c.line, c.col) === c[is]);
    for (const c of still) this.put(c.line, c.col, c[becomes]);
    if (still.length) to.push(still);
    return { cells: still, left: step.length - still.length };
  }

  // take gives the next batch to send, or null. The same batch comes again until
  // it is settled: the house does it once, however often it arrives.
  take(most, newKey) {
    if (this.flight) return this.flight;
    if (this.waiting.length) return (this.flight = this.waiting.shift());
    const cells = [];
    for (const [k, m] of this.mine) {
      if (m.state !== UNSENT || cells.length === most) continue;
      const [line, col] = k.split("\t");
      cells.push({ line, col, seen: m.seen, text: m.text });
      m.state = SENDING;
    }
    return cells.length ? (this.flight = { key: newKey(), cells }) : null;
  }

  // drop gives a batch up that the house will never take as it is: its cells are
  // unsent again, and go out under another key.
  drop() {
    for (const c of this.flight?.cells ?? []) {
      const m = this.mine.get(key(c.line, c.col));
      if (m?.state === SENDING) m.state = UNSENT;
    }
    this.flight = null;
  }

  // settle takes the house's answers to the batch: {line, col, state, text}. What
  // was typed over since then is unsent still.
  settle(answers) {
    const sent = new Map(this.flight.cells.map((c) => [key(c.line, c.col), c]));
    this.flight = null;
    for (const a of answers) {
      const k = key(a.line, a.col);
      const c = sent.get(k);
      if (!c) continue;
      this.house.set(k, a.text);
      if (a.state === CONFLICT) this.meet(k, c, a.text);
      else if (a.state === REFUSED) this.bar(k, c, a);
      else this.keep(k, c, a.text);
      sent.delete(k);
    }
    for (const k of sent.keys()) {
      const m = this.mine.get(k);
      if (m?.state === SENDING) m.state = UNSENT; // no answer is no yes
    }
  }

  keep(k, sent, text) {
    const m = this.mine.get(k);
    this.saved.add(k);
    if (text !== sent.text) this.rename(sent, text);
    if (!m || m.text === sent.text) this.mine.delete(k);
    else Object.assign(m, { seen: text, state: UNSENT });
  }

  meet(k, sent, theirs) {
    const m = this.mine.get(k) ?? { text: sent.text, seen: sent.seen };
    if (m.text === theirs) {
      this.mine.delete(k);
      this.saved.add(k);
    } else this.mine.set(k, { ...m, state: CONFLICT, theirs });
  }

  // bar keeps a text that the house will not have, with its sentence: it is not
  // sent again until somebody changes it.
  bar(k, sent, { text, say }) {
    const m = this.mine.get(k) ?? { text: sent.text };
    if (m.text === sent.text) this.mine.set(k, { text: m.text, seen: text, state: REFUSED, say });
    else Object.assign(m, { seen: text, state: UNSENT });
  }

  why(line, col) {
    return this.mine.get(key(line, col))?.say ?? "";
  }

  // rename lets the steps know a cell by the text that the house wrote for it.
  rename({ line, col, text }, written) {
    for (const step of [...this.done, ...this.undone].flat()) {
      if (step.line !== line || step.col !== col) continue;
      if (step.before === text) step.before = written;
      if (step.after === text) step.after = written;
    }
  }

  // choose ends a conflict: with their text, or with ours over theirs.
  choose(line, col, ours) {
    const k = key(line, col);
    const m = this.mine.get(k);
    if (m?.state !== CONFLICT) return;
    if (ours) this.mine.set(k, { text: m.text, seen: m.theirs, state: UNSENT });
    else this.mine.delete(k);
  }

  // refresh takes what the house has now and tells which cells look different.
  refresh(lines) {
    const changed = [];
    for (const line of lines)
      for (const col in line.cells) {
        const k = key(line.id, col);
        if (this.house.get(k) === line.cells[col]) continue;
        this.house.set(k, line.cells[col]);
        if (!this.mine.has(k)) changed.push({ line: line.id, col });
      }
    this.take_in(lines); // also their codes
    return changed;
  }

  count(state) {
    let n = 0;
    for (const m of this.mine.values()) n += m.state === state;
    return n;
  }

  get unsent() {
    return this.count(UNSENT) + this.count(SENDING) + this.waiting.length;
  }

  conflicts() {
    return [...this.mine].filter(([, m]) => m.state === CONFLICT).map(([k]) => k.split("\t"));
  }

  // snapshot is what must survive the page: null when all is saved.
  snapshot() {
    if (!this.mine.size && !this.flight && !this.waiting.length && !this.lost.length) return null;
    const batches = [...(this.flight ? [this.flight] : []), ...this.waiting];
    const cells = [...this.mine].map(([k, m]) => [...k.split("\t"), m.seen, m.text]);
    const codes = Object.fromEntries(cells.map(([line]) => [line, this.house.lines.get(line)?.code ?? ""])); // a row that goes has no code later
    return { v: 1, batches, cells, codes, lost: this.lost };
  }

  // restore takes up what an earlier visit left: its batches go out as they
  // were, and what was typed since then follows. What belongs to a row that is
  // gone is never sent, and is kept until its writer has read it.
  restore(old) {
    if (old?.v !== 1) return 0;
    let n = 0;
    for (const one of old.lost ?? []) this.lose(...one);
    for (const [line, col, , text] of old.cells) if (this.house.get(key(line, col)) === undefined) this.lose(old.codes?.[line] ?? "", col, text);
    const batches = old.batches.filter((b) => b.cells.every((c) => this.house.lines.has(c.line))); // the cells of the others stand among the cells
    this.waiting.push(...batches);
    for (const b of batches)
      for (const c of b.cells)
        if (!this.mine.has(key(c.line, c.col))) {
          this.mine.set(key(c.line, c.col), { text: c.text, seen: c.seen, state: SENDING });
          n++;
        }
    for (const [line, col, seen, text] of old.cells) {
      const k = key(line, col);
      const has = this.house.get(k);
      if (has === undefined || (has === text && !this.flying(k))) continue;
      n += !this.mine.has(k);
      const flying = batches.some((b) => b.cells.some((c) => key(c.line, c.col) === k && c.text === text));
      this.mine.set(k, { text, seen, state: flying ? SENDING : UNSENT });
    }
    return n;
  }

  lose(code, col, text) {
    if (text !== "" && !this.lost.some((l) => l.join("\t") === [code, col, text].join("\t"))) this.lost.push([code, col, text]);
  }
}
