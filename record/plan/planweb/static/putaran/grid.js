// The sheet on a desk: rows are drawn where one looks, the code and the name stay
// in sight, and the keyboard does what it does in a spreadsheet.
import { land, read, write } from "/static/putaran/tsv.js";
import { element } from "/static/unsur.js";

const ahead = 6; // rows drawn beyond what is seen

export class Grid {
  // book is the whole sheet (see book.js); words are sentences; on hears of what
  // people do: move, write, undo, redo, paste.
  constructor(box, book, words, on) {
    Object.assign(this, { box, book, words, on, at: { row: 0, col: 2 }, from: { row: 0, col: 2 }, drawn: new Map(), editor: null, leaving: false });
    this.body = element("div", "badan-kisi", { role: "rowgroup" });
    box.setAttribute("aria-rowcount", book.lines.length + 2);
    box.setAttribute("aria-colcount", book.columns.length);
    box.style.setProperty("--lajur", book.columns.map((c) => c.width + "rem").join(" "));
    box.replaceChildren(this.head(), this.body);
    this.size();
    box.addEventListener("scroll", () => this.draw(), { passive: true });
    addEventListener("resize", () => this.measure());
    for (const [name, hear] of Object.entries({ keydown: this.key, mousedown: this.press, dblclick: this.open, copy: this.copy, paste: this.paste, focusin: this.focused }))
      box.addEventListener(name, hear.bind(this));
  }

  head() {
    const head = element("div", "kepala-kisi", { role: "rowgroup" });
    const groups = element("div", "baris-kisi kelompok", { role: "row", "aria-rowindex": 1 });
    this.book.columns.forEach((c, i, all) => {
      if (i && all[i - 1].group === c.group) return;
      const end = all.findIndex((x, k) => k > i && x.group !== c.group);
      const span = (end < 0 ? all.length : end) - i;
      const th = element("div", c.now ? "kini" : "", { role: "columnheader", "aria-colindex": i + 1, "aria-colspan": span }, c.group);
      th.style.gridColumn = `${i + 1} / span ${span}`;
      if (i < 2) th.classList.add("beku", "b" + i);
      groups.append(th);
    });
    const names = element("div", "baris-kisi", { role: "row", "aria-rowindex": 2 });
    this.book.columns.forEach((c, i) => {
      const th = element("div", c.kind === "text" ? "" : "num", { role: "columnheader", "aria-colindex": i + 1 }, c.label);
      if (c.now) th.classList.add("kini");
      if (i < 2) th.classList.add("beku", "b" + i);
      names.append(th);
    });
    head.append(groups, names);
    return head;
  }

  measure() {
    this.size();
    this.draw(true);
  }

  // size asks the style sheet how tall a row is: it follows the reader's letters.
  size() {
    const probe = element("div", "baris-kisi isi-kisi");
    this.body.append(probe);
    this.tall = probe.getBoundingClientRect().height || 44;
    probe.remove();
    this.body.style.height = this.tall * this.book.lines.length + "px";
  }

  // draw has in the page the rows that are seen, and the one that holds the focus.
  draw(again) {
    const first = Math.max(0, Math.floor(this.box.scrollTop / this.tall) - ahead);
    const last = Math.min(this.book.lines.length - 1, Math.ceil((this.box.scrollTop + this.box.clientHeight) / this.tall) + ahead);
    for (const [i, row] of this.drawn)
      if ((i < first || i > last || again) && (i !== this.at.row || again)) {
        if (again && row.contains(document.activeElement)) continue;
        row.remove();
        this.drawn.delete(i);
      }
    for (let i = first; i <= last; i++) if (!this.drawn.has(i)) this.put(i);
    if (!this.drawn.has(this.at.row) && this.book.lines.length) this.put(this.at.row);
  }

  put(i) {
    const row = element("div", "", { role: "row", "aria-rowindex": i + 3 });
    row.style.top = i * this.tall + "px";
    row.cells = this.book.columns.map((c, j) => {
      const cell = element("div", "", { role: j < 2 ? "rowheader" : "gridcell", "aria-colindex": j + 1 });
      cell.row = i;
      cell.col = j;
      if (j < 2) cell.classList.add("beku", "b" + j);
      else if (c.kind !== "text") cell.classList.add("num");
      if (c.now) cell.classList.add("kini");
      row.append(cell);
      return cell;
    });
    this.drawn.set(i, row);
    // Readers of the page meet rows in their order.
    const next = [...this.drawn.keys()].filter((n) => n > i).sort((a, b) => a - b)[0];
    this.body.insertBefore(row, next === undefined ? null : this.drawn.get(next));
    this.fill(i);
  }

  // fill writes what a row holds now: texts, states, marks.
  fill(i) {
    const row = this.drawn.get(i);
    if (!row) return;
    const range = this.range();
    row.className = "baris-kisi isi-kisi tk" + this.book.lines[i].level; // a new code may be of another level
    row.cells.forEach((cell, j) => {
      if (cell === this.editor?.cell) return;
      const x = this.book.look(i, j);
      const seen = x.text + "\n" + x.note + "\n" + x.state + x.mark + x.open;
      if (cell.seen !== seen) {
        cell.seen = seen;
        cell.replaceChildren(x.text);
        if (j === 1) cell.replaceChildren(element("b", "", {}, x.text), element("small", "", {}, x.note));
        else if (x.note) cell.append(element("span", "sr", {}, " " + x.note));
        flag(cell, "data-s", x.state);
        flag(cell, "data-m", x.mark);
        flag(cell, "aria-invalid", x.mark === "salah" && "true");
        flag(cell, "aria-readonly", j > 1 && !x.open && "true");
      }
      const here = i === this.at.row && j === this.at.col;
      flag(cell, "tabindex", here && "0");
      const chosen = i >= range.top && i <= range.bottom && j >= range.left && j <= range.right;
      flag(cell, "aria-selected", chosen && "true");
      cell.classList.toggle("di", here);
    });
  }

  refill() {
    for (const i of this.drawn.keys()) this.fill(i);
  }

  range() {
    const { at, from } = this;
    return { top: Math.min(at.row, from.row), bottom: Math.max(at.row, from.row), left: Math.min(at.col, from.col), right: Math.max(at.col, from.col) };
  }

  // go moves to a cell; wide keeps the other end of the range.
  go(row, col, { wide = false, focus = true, begin = false } = {}) {
    const { lines, columns } = this.book;
    this.at = { row: clamp(row, lines.length), col: clamp(col, columns.length) };
    if (!wide) this.from = this.at;
    this.show(begin);
    this.draw();
    this.refill();
    if (focus) this.drawn.get(this.at.row)?.cells[this.at.col].focus({ preventScroll: true });
    this.on.move(this.at);
  }

  // show scrolls until the cell stands free of the head and of the frozen columns;
  // at the beginning, until it stands first.
  show(begin) {
    const { box, tall, at } = this;
    const top = at.row * tall;
    const high = box.clientHeight - this.body.offsetTop;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + tall > box.scrollTop + high) box.scrollTop = top + tall - high;
    if (at.col < 2) {
      if (at.col === 0) box.scrollLeft = 0;
      return;
    }
    const heads = box.querySelectorAll(".kepala-kisi > :last-child > *");
    const frozen = heads[0].offsetWidth + heads[1].offsetWidth;
    const { offsetLeft: left, offsetWidth: wide } = heads[at.col];
    if (begin) {
      box.scrollLeft = left - frozen;
      return;
    }
    if (left - frozen < box.scrollLeft) box.scrollLeft = left - frozen;
    else if (left + wide > box.scrollLeft + box.clientWidth) box.scrollLeft = left + wide - box.clientWidth;
  }

  focused(e) {
    const cell = e.target.closest("[role=gridcell],[role=rowheader]");
    if (cell && !this.editor && (cell.row !== this.at.row || cell.col !== this.at.col)) this.go(cell.row, cell.col);
  }

  press(e) {
    const cell = e.target.closest?.("[role=gridcell],[role=rowheader]");
    if (!cell || e.button || this.editor?.cell === cell) return;
    e.preventDefault();
    this.close(true);
    this.go(cell.row, cell.col, { wide: e.shiftKey });
    const drag = (m) => {
      const over = document.elementFromPoint(m.clientX, m.clientY)?.closest?.("[role=gridcell],[role=rowheader]");
      if (over && this.box.contains(over) && (over.row !== this.at.row || over.col !== this.at.col)) this.go(over.row, over.col, { wide: true });
    };
    addEventListener("mousemove", drag);
    addEventListener("mouseup", () => removeEventListener("mousemove", drag), { once: true });
  }

  key(e) {
    if (this.editor) return this.typing(e);
    if (e.isComposing) return;
    const { row, col } = this.at;
    const { lines, columns } = this.book;
    const page = Math.max(1, Math.floor((this.box.clientHeight - this.body.offsetTop) / this.tall) - 1);
    const ctrl = e.ctrlKey || e.metaKey;
    const wide = e.shiftKey;
    const to = {
      ArrowUp: () => [ctrl ? 0 : row - 1, col],
      ArrowDown: () => [ctrl ? lines.length - 1 : row + 1, col],
      ArrowLeft: () => [row, ctrl ? 0 : col - 1],
      ArrowRight: () => [row, ctrl ? columns.length - 1 : col + 1],
      Home: () => (ctrl ? [0, 0] : [row, 0]),
      End: () => (ctrl ? [lines.length - 1, columns.length - 1] : [row, columns.length - 1]),
      PageUp: () => [row - page, col],
      PageDown: () => [row + page, col],
    }[e.key];
    if (to) {
      this.go(...to(), { wide });
    } else if (e.key === "Tab" && !this.leaving && !ctrl && !e.altKey) {
      if (!this.along(e.shiftKey ? -1 : 1)) return;
    } else if (e.key === "Enter" || e.key === "F2") {
      this.open();
    } else if (e.key === "Delete" || e.key === "Backspace") {
      this.clear();
    } else if (e.key === "Escape") {
      this.from = this.at;
      this.refill();
      this.leaving = true; // the next Tab leads out of the sheet
      this.on.say(this.words.leave);
      return;
    } else if (ctrl && /^[zy]$/i.test(e.key)) {
      if (e.key.toLowerCase() === "y" || e.shiftKey) this.on.redo();
      else this.on.undo();
    } else if (ctrl && e.key.toLowerCase() === "a") {
      this.from = { row: 0, col: 0 };
      this.go(lines.length - 1, columns.length - 1, { wide: true });
    } else if ((e.key.length === 1 || e.key === "Process") && !ctrl && !e.altKey) {
      this.open(e, ""); // the key itself goes into the field
      this.leaving = false;
      return;
    } else return;
    this.leaving = false;
    e.preventDefault();
  }

  // along moves as Tab does; false: the sheet ends here, and Tab leads out of it.
  along(by) {
    let { row, col } = this.at;
    col += by;
    if (col < 0 || col >= this.book.columns.length) {
      row += by;
      col = by > 0 ? 2 : this.book.columns.length - 1;
    }
    if (row < 0 || row >= this.book.lines.length) return false;
    this.go(row, col);
    return true;
  }

  // open begins to write in the cell: over what stands there, or in it.
  open(e, text) {
    const { row, col } = this.at;
    const cell = this.drawn.get(row)?.cells[col];
    if (!cell || this.editor) return;
    if (!this.book.open(row, col)) {
      e?.preventDefault?.();
      this.on.say(this.words.closed);
      return;
    }
    const field = element("input", "tulis", { type: "text", autocomplete: "off", "aria-label": this.book.title(row, col) });
    if (this.book.columns[col].kind !== "text") field.inputMode = "decimal";
    const was = this.book.plain(row, col);
    field.value = text ?? was;
    this.editor = { cell, field, row, col, was };
    cell.seen = null;
    cell.replaceChildren(field);
    field.focus({ preventScroll: true });
    field.addEventListener("blur", () => this.close(true));
  }

  typing(e) {
    if (e.isComposing) return;
    const { row, col } = this.editor;
    if (e.key === "Escape") {
      this.close(false);
      this.go(row, col);
    } else if (e.key === "Enter") {
      this.close(true);
      this.go(row + (e.shiftKey ? -1 : 1), col);
    } else if (e.key === "Tab") {
      this.close(true);
      if (!this.along(e.shiftKey ? -1 : 1)) this.go(row, col);
    } else if (e.key === "ArrowUp" || e.key === "ArrowDown") {
      this.close(true);
      this.go(row + (e.key === "ArrowUp" ? -1 : 1), col);
    } else return;
    e.preventDefault();
  }

  close(take) {
    const { editor } = this;
    if (!editor) return;
    this.editor = null;
    const text = editor.field.value.trim();
    if (take && text !== editor.was) this.on.write([{ row: editor.row, col: editor.col, text }]);
    this.fill(editor.row);
  }

  clear() {
    const { top, bottom, left, right } = this.range();
    const cells = [];
    for (let row = top; row <= bottom; row++) for (let col = left; col <= right; col++) if (this.book.open(row, col)) cells.push({ row, col, text: "" });
    if (cells.length) this.on.write(cells);
    else this.on.say(this.words.closed);
  }

  copy(e) {
    if (this.editor) return;
    const { top, bottom, left, right } = this.range();
    const rows = [];
    for (let row = top; row <= bottom; row++) {
      rows.push([]);
      for (let col = left; col <= right; col++) rows.at(-1).push(this.book.plain(row, col));
    }
    e.clipboardData.setData("text/plain", write(rows));
    e.preventDefault();
    this.on.say(this.words.copied.replace("{1}", rows.length * rows[0].length));
  }

  paste(e) {
    if (this.editor) return;
    e.preventDefault();
    const rows = read(e.clipboardData.getData("text/plain"));
    if (!rows.length) return;
    const { book } = this;
    const place = { lines: book.lines.length, cols: book.columns.length, open: (r, c) => book.open(r, c), text: (r, c) => book.plain(r, c) };
    this.on.paste(land(rows, this.range(), place), rows);
  }
}

const clamp = (n, count) => Math.max(0, Math.min(count - 1, n));

const flag = (node, name, value) => (value ? node.setAttribute(name, value) : node.removeAttribute(name));
