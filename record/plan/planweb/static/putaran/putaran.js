// The office's desk of a round: the page's form becomes a sheet that saves as it
// goes. Without this script the form does the same work, page by page.
//
// No sentence stands here: all words come with the data.
import { Book } from "/static/putaran/book.js";
import { Card } from "/static/putaran/card.js";
import { CONFLICT, REFUSED } from "/static/putaran/draft.js";
import "/static/putaran/tsv.js"; // named here too, so that all modules come at once
import { Grid } from "/static/putaran/grid.js";
import { lost, panel, stale } from "/static/putaran/panel.js";
import { AWAY, BUSY, CLOSED, OUT, Sender, Shelf } from "/static/putaran/sender.js";
import { button, element, say } from "/static/unsur.js";

const root = document.querySelector("[data-putaran]");
if (root) start(root).catch((e) => root.setAttribute("data-gagal", e?.message ?? ""));

async function start(root) {
  const data = await load(root.dataset.isi);
  performance.mark("lembar-data");
  if (data.lines?.length) new Desk(root, data);
}

async function load(from) {
  const answer = await fetch(from, { redirect: "manual", headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.type === "opaqueredirect" ? "401" : String(answer.status));
  return answer.json();
}

class Desk {
  constructor(root, data) {
    this.root = root;
    this.book = new Book(data);
    this.w = data.words;
    this.shelf = new Shelf(localStorageOrNone(), `alun:putaran:${data.id}:${data.who}:`, tabName());
    const left = this.shelf.left().reduce((n, old) => n + this.book.draft.restore(old), 0);
    this.sender = new Sender({ draft: this.book.draft, post: (b) => this.post(b), keep: (s) => this.shelf.keep(s), tell: () => this.told() });
    this.frame();
    this.listen();
    this.take();
    this.fresh = true; // the view was drawn just now
    this.told();
    this.losses();
    if (left) {
      this.announce(say(this.w.restored, left));
      this.sender.changed();
    }
    root.dataset.siap = "";
    performance.mark("lembar-siap");
  }

  frame() {
    const { w, root } = this;
    document.querySelector("[data-formulir]")?.remove();
    this.line = element("p", "garis-simpan", { role: "status" });
    this.live = element("p", "sr", { role: "status" });
    this.tally = element("p", "hitungan");
    this.next = button(w.next, "", () => this.toNext());
    this.undoing = button(w.undo, "teks", () => this.step("undo"));
    this.redoing = button(w.redo, "teks", () => this.step("redo"));
    this.again = button(w.again, "garis", () => this.sender.now());
    const bar = element("div", "bilah");
    const acts = element("p", "deret");
    acts.append(this.tally, this.next, this.undoing, this.redoing);
    const state = element("div", "deret keadaan");
    state.append(this.line, this.again);
    bar.append(acts, state);
    this.note = element("div", "", {});
    this.gone = element("div", "", {});
    this.news = element("div", "", { role: "status" });
    this.stage = element("div", "panggung");
    root.replaceChildren(bar, this.live, this.note, this.gone, this.news, this.stage);
    root.hidden = false;
  }

  // take draws the sheet or the card, as wide as the screen is.
  take() {
    const narrow = matchMedia("(width < 48rem)");
    const draw = () => {
      const at = this.view?.at ?? { row: this.book.row.get(this.root.dataset.pada) ?? 0, col: this.book.first };
      const on = {
        move: (at) => this.moved(at), write: (cells) => this.write(cells), say: (text) => this.announce(text), undo: () => this.step("undo"),
        redo: () => this.step("redo"), paste: (fall, rows) => this.pasting(fall, rows), choose: (...x) => this.choose(...x),
        explain: (n, text) => this.explain(n, text), show: (row, col) => this.view.go(row, col), stay: () => this.stay(),
        rows: this.root.dataset.baris,
      };
      this.on = on;
      this.side = null;
      if (narrow.matches) {
        const box = element("div", "kartu-baris");
        this.stage.replaceChildren(box);
        this.view = new Card(box, this.book, { ...on, show: undefined });
      } else {
        const hint = element("p", "kecil redup", { id: "kisi-cara" }, this.w.keys);
        const box = element("div", "kisi-lembar", { role: "grid", "aria-label": this.w.sheet, "aria-describedby": "kisi-cara", "aria-multiselectable": "true" });
        this.side = element("aside", "sisi-lembar", { "aria-label": this.w.beside });
        const two = element("div", "dua-lembar");
        two.append(box, this.side);
        this.stage.replaceChildren(two, hint);
        this.view = new Grid(box, this.book, this.w, on);
      }
      this.view.go(at.row, at.col, { focus: false, begin: true });
    };
    narrow.addEventListener("change", draw);
    draw();
  }

  listen() {
    addEventListener("online", () => this.sender.now());
    addEventListener("focus", () => this.back());
    addEventListener("beforeunload", (e) => (this.book.written.size || (this.book.draft.unsent && !this.loading)) && e.preventDefault());
    setInterval(() => document.visibilityState === "visible" && this.back(), 60_000);
  }

  // back asks what became of the sheet meanwhile.
  async back() {
    if ([AWAY, OUT].includes(this.sender.phase)) return this.sender.now();
    if (this.sender.phase === BUSY || this.book.draft.unsent) return;
    const turn = this.sender.turn;
    const data = await load(this.root.dataset.isi).catch(() => null);
    if (!data || this.sender.phase === BUSY || turn !== this.sender.turn) return; // what was saved meanwhile is newer
    const ours = data.who === this.book.data.who && data.edit === this.book.data.edit;
    const changed = ours ? this.book.refresh(data) : null;
    if (!changed) return this.behind(ours ? this.w.stale_rows : this.w.stale_sheet);
    this.news.replaceChildren();
    if (changed.length) this.announce(say(this.w.changed_elsewhere, changed.length));
    this.redraw();
  }

  // behind loads the page again where nobody loses anything by it, and else says
  // that it should be.
  behind(sentence) {
    if (!this.writing()) return location.reload();
    if (this.news.textContent.includes(sentence)) return;
    this.news.replaceChildren(stale(this.book, sentence, () => {
      this.shelf.keep(this.book.draft.snapshot());
      this.loading = this.shelf.works; // the next page takes it up
      location.reload();
    }));
  }

  // writing tells whether somebody has something here that is on no disk yet, or
  // that waits for their choice.
  writing() {
    const { draft, written } = this.book;
    const at = document.activeElement;
    return Boolean(
      draft.unsent || draft.count(CONFLICT) || draft.count(REFUSED) || written.size || this.view.editor ||
      (this.root.contains(at) && at.matches("input, textarea") && !at.readOnly) || this.root.querySelector("dialog[open]"),
    );
  }

  // losses shows what was typed into rows that are gone; once it was read it goes
  // from the browser too.
  losses() {
    const { draft } = this.book;
    if (!draft.lost.length) return;
    this.shelf.keep(draft.snapshot());
    this.gone.replaceChildren(lost(this.book, () => {
      draft.lost = [];
      this.shelf.keep(draft.snapshot());
      this.gone.replaceChildren();
      this.stay();
    }));
    this.announce(this.w.lost_head);
  }

  moved(at) {
    if (this.side) panel(this.side, this.book, at, this.on);
  }

  write(cells) {
    const step = this.book.draft.write(this.book.changes(cells));
    if (step.length) this.typed();
  }

  typed() {
    this.redraw();
    this.sender.changed();
  }

  step(way) {
    const did = this.book.draft[way]();
    if (!did) return this.announce(this.w["nothing_" + way]);
    const first = did.cells[0];
    if (first) {
      const { row, col } = this.book.at(first.line, first.col);
      this.view.go(row, col);
    }
    this.announce(say(did.left ? this.w.undone_part : this.w["did_" + way], did.cells.length, did.left));
    this.typed();
  }

  choose(line, col, ours) {
    this.book.draft.choose(line, col, ours);
    this.typed();
    this.view.go(this.view.at.row, this.view.at.col);
  }

  redraw() {
    this.view.refill();
    this.moved(this.view.at);
    this.told();
  }

  toNext() {
    const to = this.book.next(this.view.at);
    if (to) this.view.go(to.row, to.col);
    else this.announce(this.w.no_next);
  }

  // pasting shows where the cells fall before they do.
  pasting(fall, rows) {
    const outside = fall.below + fall.beside + fall.closed;
    if (fall.changes.length + fall.same + outside === 1 && !outside) return this.write(fall.changes);
    const { w } = this;
    const box = element("dialog", "papan tempel", { "aria-labelledby": "tempel-k" });
    const list = element("ul", "tumpuk s2");
    const cols = [...new Set(fall.changes.map((c) => c.col))].map((j) => this.book.columns[j].full);
    const lines = new Set(fall.changes.map((c) => c.line)).size;
    for (const [n, sentence, ...more] of [
      [fall.changes.length, w.paste_changes, lines, cols.join(", ")], [fall.same, w.paste_same], [fall.below, w.paste_below], [fall.beside, w.paste_beside], [fall.closed, w.paste_closed],
    ])
      if (n) list.append(element("li", "", {}, say(sentence, n, ...more)));
    const acts = element("p", "deret");
    const close = () => {
      box.close();
      box.remove();
      this.view.go(this.view.at.row, this.view.at.col);
    };
    const yes = button(say(w.paste_yes, fall.changes.length), "utama", () => {
      close();
      this.write(fall.changes);
      this.announce(say(w.pasted, fall.changes.length));
    });
    yes.disabled = !fall.changes.length;
    acts.append(yes, button(w.cancel, "garis", close));
    box.append(element("h2", "t1", { id: "tempel-k" }, say(w.paste_head, rows.length, Math.max(...rows.map((r) => r.length)))), list, acts);
    box.addEventListener("cancel", (e) => (e.preventDefault(), close()));
    this.root.append(box);
    box.showModal();
    (yes.disabled ? acts.lastChild : yes).focus();
  }

  async post(batch) {
    const body = new URLSearchParams({ _key: batch.key, siapa: this.book.data.who, sel: JSON.stringify(batch.cells.map((c) => [c.line, c.col, c.seen, c.text])) });
    return this.send(this.root.dataset.sel, body);
  }

  async send(to, body) {
    const answer = await fetch(to, { method: "POST", body, redirect: "manual", signal: AbortSignal.timeout(30_000) });
    if (answer.type === "opaqueredirect") return { status: 401 };
    const json = answer.headers.get("Content-Type")?.startsWith("application/json");
    return { status: answer.status, data: json ? await answer.json() : null };
  }

  async explain(note, text) {
    const body = new URLSearchParams({ _key: crypto.getRandomValues(new Uint32Array(4)).join(""), siapa: this.book.data.who, temuan: note.id, kalimat: text, data: "1" });
    const { status, data } = await this.send(this.root.dataset.jelas, body).catch(() => ({ status: 0 }));
    if (status !== 200) return data?.say ?? (status === 401 ? this.w.out : this.w.away);
    this.book.written.delete(note.id);
    this.heard(data, note);
    return "";
  }

  heard(data, note) {
    this.book.learn(data.notes);
    if (data.count) this.book.count = data.count;
    document.getElementById("jelas-" + note.id)?.closest("form").remove();
    this.redraw();
    this.stay();
  }

  // stay gives the focus back to the cell when what had it is gone.
  stay() {
    this.view.go(this.view.at.row, this.view.at.col);
  }

  // told says how the saving stands, in sight and aloud.
  told() {
    const { sender, book, w } = this;
    if (!sender || !this.line) return;
    if (sender.answer) {
      const data = sender.answer;
      sender.answer = null;
      book.learn(data.notes);
      if (data.count) book.count = data.count;
      this.at = data.at;
      const n = data.cells.filter((c) => c.state === "simpan").length;
      const met = data.cells.filter((c) => c.state === "beda").length;
      const asked = data.cells.flatMap((c) => (book.notes[c.line] ?? []).filter((x) => x.field === c.col && !x.answer)).slice(0, 1);
      this.announce([say(w.saved_n, n, data.at), met ? say(w.conflict_n, met) : "", ...asked.map((x) => x.say)].filter(Boolean).join(" "));
      if (this.view) this.redraw();
    }
    const n = book.draft.unsent;
    const phase = sender.phase;
    const [look, text] =
      phase === OUT ? ["salah", w.out] : phase === AWAY ? ["tunggu", say(w.away, n)] : phase === CLOSED ? ["salah", sender.say || w.refused]
      : n ? ["jalan", say(w.saving, n)] : this.at ? ["ya", say(w.all_saved, this.at)] : ["", w.nothing_yet];
    this.line.textContent = text + (this.shelf.works ? "" : " " + w.no_shelf);
    this.line.dataset.rupa = look;
    this.again.hidden = ![AWAY, OUT, CLOSED].includes(phase);
    this.link(phase === OUT);
    const met = book.draft.count("beda");
    this.tally.textContent = [met && say(w.conflict_n, met), ...(book.count ?? []).map((c) => c)].filter(Boolean).join(" · ") || w.nothing_asked;
    this.undoing.disabled = !book.draft.done.length;
    this.redoing.disabled = !book.draft.undone.length;
    if (!this.fresh) this.view?.refill();
    this.fresh = false;
  }

  link(out) {
    if (!out) return this.note.replaceChildren();
    if (this.note.children.length) return;
    const box = element("div", "catat salah", { role: "alert" });
    const a = element("a", "btn", { href: this.root.dataset.masuk, target: "_blank" }, this.w.sign_in);
    box.append(element("h2", "", {}, this.w.out_head), element("p", "", {}, this.w.out_text), a);
    this.note.replaceChildren(box);
  }

  announce(text) {
    this.live.textContent = "";
    setTimeout(() => (this.live.textContent = text), 50);
  }
}

function localStorageOrNone() {
  try {
    return localStorage;
  } catch {
    return null; // forbidden: the shelf then says that it does not work
  }
}

// tabName is this tab's own, also after it was loaded again.
function tabName() {
  try {
    return (sessionStorage.tab ??= crypto.getRandomValues(new Uint32Array(2)).join(""));
  } catch {
    return "0";
  }
}
