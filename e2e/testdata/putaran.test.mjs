// The parts of the desk's sheet that need no page: tables of the clipboard, the
// draft with its undo, the way to the house. TestTheSheetsParts runs them.
import { read, write, land } from "/static/putaran/tsv.js";
import { Book } from "/static/putaran/book.js";
import { Draft } from "/static/putaran/draft.js";
import { Sender, Shelf, newKey } from "/static/putaran/sender.js";

const same = (got, want, what = "") => {
  const [g, w] = [JSON.stringify(got), JSON.stringify(want)];
  if (g !== w) throw new Error(`${what} got ${g}, want ${w}`);
};

const lines = () => [{ id: "a", cells: { k: "1", rp: "10" } }, { id: "b", cells: { k: "2", rp: "" } }];
const yes = (batch) => batch.cells.map(({ line, col, text }) => ({ line, col, text, state: "simpan" }));
let made = 0;
const key = () => "kunci" + ++made;

export const tests = {
  "a table of Excel": () => {
    same(read("1\t2\r\n3\t4\r\n"), [["1", "2"], ["3", "4"]]);
    same(read('"dua\r\nbaris"\t"dia bilang ""ya"""\r\n\t5'), [["dua\r\nbaris", 'dia bilang "ya"'], ["", "5"]]);
    same(read('12"\t"tak ditutup'), [['12"', '"tak ditutup']]);
    same(read('"a"b\tc'), [['"a"b', "c"]]);
    same(read("Rp1.500.000,00\t 39,9 \n\n-"), [["Rp1.500.000,00", "39,9"], [""], ["-"]]);
    same(read("a\rb"), [["a"], ["b"]]);
    same(read(""), [[""]]);
    same(read("1\t"), [["1", ""]]);
  },
  "what is copied comes back": () => {
    for (const rows of [[["a", "b"], ["", "c"]], [['"x', "tab\there"], ["baris\nbaru", '""']], [["Rp1.500.000", "1,5"]]]) same(read(write(rows)), rows);
    let seed = 7; // every text of these letters comes back, whatever its order
    const letters = ["a", '"', "\t", "\n", "\r\n", "1", ","];
    for (let i = 0; i < 3000; i++) {
      const cell = () => Array.from({ length: (seed = (seed * 48271) % 2147483647) % 5 }, () => letters[(seed = (seed * 48271) % 2147483647) % letters.length]).join("").trim();
      const rows = [["x", cell()], [cell(), "y"]];
      same(read(write(rows)), rows, "row " + i);
    }
  },
  "no text of a clipboard throws": () => {
    let seed = 11;
    const letters = ['"', "\t", "\n", "\r", "x", "\u0000", "é", "表"];
    for (let i = 0; i < 5000; i++) {
      const text = Array.from({ length: i % 40 }, () => letters[(seed = (seed * 48271) % 2147483647) % letters.length]).join("");
      for (const row of read(text)) for (const cell of row) if (typeof cell !== "string") throw new Error(JSON.stringify(text));
    }
  },
  "where a table falls": () => {
    const place = { lines: 3, cols: 4, open: (i, j) => j > 1, text: (i, j) => (i === 2 && j === 2 ? "x" : "") };
    const rows = Array.from({ length: 3 }, () => ["x", "y", "z"]);
    const fall = land(rows, { top: 1, bottom: 1, left: 2, right: 2 }, place);
    same([fall.changes.length, fall.same, fall.below, fall.beside, fall.closed], [3, 1, 3, 2, 0]);
    same(land([["q"]], { top: 0, bottom: 1, left: 1, right: 2 }, place).changes.length, 2);
    same(land([["q"]], { top: 0, bottom: 1, left: 1, right: 2 }, place).closed, 2);
  },
  "a cell is saved when the house says so": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "5" }]);
    same(d.state("a", "k"), "belum");
    const b = d.take(10, key);
    same(b.cells, [{ line: "a", col: "k", seen: "1", text: "5" }]);
    same([d.state("a", "k"), d.unsent, d.take(10, key) === b], ["kirim", 1, true]);
    d.settle(yes(b));
    same([d.state("a", "k"), d.text("a", "k"), d.unsent, d.snapshot()], ["simpan", "5", 0, null]);
  },
  "what is typed while a batch flies is sent with what the house then has": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "5" }]);
    const b = d.take(10, key);
    d.write([{ line: "a", col: "k", text: "6" }]);
    d.settle(yes(b));
    same([d.text("a", "k"), d.state("a", "k")], ["6", "belum"]);
    same(d.take(10, key).cells, [{ line: "a", col: "k", seen: "5", text: "6" }]);
  },
  "a conflict keeps both texts until somebody chooses": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "5" }, { line: "b", col: "k", text: "7" }]);
    const b = d.take(10, key);
    d.settle([{ line: "a", col: "k", state: "beda", text: "9" }, { line: "b", col: "k", state: "simpan", text: "7" }]);
    same([d.state("a", "k"), d.text("a", "k"), d.theirs("a", "k"), d.unsent], ["beda", "5", "9", 0]);
    same(d.state("b", "k"), "simpan");
    d.choose("a", "k", true);
    same(d.take(10, key).cells, [{ line: "a", col: "k", seen: "9", text: "5" }]);
    const e = new Draft(lines());
    e.write([{ line: "a", col: "k", text: "5" }]);
    e.take(10, key);
    e.settle([{ line: "a", col: "k", state: "beda", text: "9" }]);
    e.choose("a", "k", false);
    same([e.text("a", "k"), e.state("a", "k"), e.unsent], ["9", "", 0]);
    same(b.cells.length, 2);
  },
  "a refused cell keeps its text and is not sent again": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "x" }]);
    d.take(10, key);
    d.settle([{ line: "a", col: "k", state: "tolak", text: "1", say: "tidak" }]);
    same([d.state("a", "k"), d.text("a", "k"), d.why("a", "k"), d.take(10, key)], ["tolak", "x", "tidak", null]);
    d.write([{ line: "a", col: "k", text: "3" }]);
    same(d.take(10, key).cells, [{ line: "a", col: "k", seen: "1", text: "3" }]);
  },
  "undo and redo are changes like any other": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "5" }, { line: "b", col: "rp", text: "7" }]);
    d.settle(yes(d.take(10, key)));
    same(d.undo().cells.length, 2);
    same([d.text("a", "k"), d.text("b", "rp")], ["1", ""]);
    same(d.take(10, key).cells, [{ line: "a", col: "k", seen: "5", text: "1" }, { line: "b", col: "rp", seen: "7", text: "" }]);
    d.settle(yes(d.flight));
    d.redo();
    same([d.text("a", "k"), d.text("b", "rp"), d.redo(), d.undone.length], ["5", "7", null, 0]);
    d.undo();
    d.write([{ line: "a", col: "k", text: "8" }]);
    same(d.redo(), null, "a new change ends what could be done again");
  },
  "undo leaves alone what somebody else wrote": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "5" }, { line: "b", col: "k", text: "6" }]);
    d.settle(yes(d.take(10, key)));
    same(d.refresh([{ id: "a", cells: { k: "77", rp: "10" } }]), [{ line: "a", col: "k" }]);
    const did = d.undo();
    same([did.cells.length, did.left, d.text("a", "k"), d.text("b", "k")], [1, 1, "77", "2"]);
  },
  "the house's spelling is undone too": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "e\u0301" }]);
    d.take(10, key);
    d.settle([{ line: "a", col: "k", state: "simpan", text: "\u00e9" }]);
    same(d.undo().cells.length, 1);
  },
  "a change back to what stands there sends nothing": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "5" }]);
    d.write([{ line: "a", col: "k", text: "1" }]);
    same([d.unsent, d.take(10, key)], [0, null]);
  },
  "what an earlier visit left goes out as it was": () => {
    const d = new Draft(lines());
    d.write([{ line: "a", col: "k", text: "5" }]);
    const b = d.take(10, key);
    d.write([{ line: "b", col: "k", text: "6" }]);
    const left = JSON.parse(JSON.stringify(d.snapshot()));
    const e = new Draft(lines());
    same(e.restore(left), 2);
    same([e.text("a", "k"), e.text("b", "k")], ["5", "6"]);
    same(e.take(10, key), b, "the same batch under the same key");
    e.settle(yes(e.flight));
    same(e.take(10, key).cells, [{ line: "b", col: "k", seen: "2", text: "6" }]);
    const f = new Draft([{ id: "a", cells: { k: "5", rp: "10" } }, { id: "b", cells: { k: "6", rp: "" } }]);
    f.restore({ v: 1, batches: [], cells: [["a", "k", "1", "5"], ["b", "k", "2", "6"], ["gone", "k", "1", "2"]] });
    same(f.unsent, 0, "what the house has already is not sent");
  },
  "what was typed into a row that is gone is kept until it was read": () => {
    const d = new Draft([{ id: "a", code: "1.1", cells: { k: "1" } }, { id: "b", code: "1.2", cells: { k: "2" } }]);
    d.write([{ line: "a", col: "k", text: "5" }, { line: "b", col: "k", text: "6" }]);
    d.take(10, key);
    const left = JSON.parse(JSON.stringify(d.snapshot()));
    const without = () => new Draft([{ id: "b", code: "1.2", cells: { k: "2" } }]);
    const e = without();
    same([e.restore(left), e.lost, e.waiting], [1, [["1.1", "k", "5"]], []]);
    same(e.take(10, key).cells, [{ line: "b", col: "k", seen: "2", text: "6" }], "a batch with a row that is gone never goes out");
    e.settle(yes(e.flight));
    const f = without(); // the page was loaded again before anybody read it
    f.restore(JSON.parse(JSON.stringify(e.snapshot())));
    f.restore(left);
    same(f.lost, [["1.1", "k", "5"]]);
    f.settle(yes(f.take(10, key)));
    f.lost = [];
    same(f.snapshot(), null);
  },
  "newer data of the same rows brings their codes and what was returned": () => {
    const data = (lines) => ({ lines, columns: [{ key: "code" }, { key: "name" }, { key: "k" }], fields: ["name", "k"], words: {}, notes: {}, count: [] });
    const b = new Book(data([{ id: "a", code: "1.1", level: 2, cells: ["x", "1"] }]));
    same(b.refresh(data([{ id: "a", code: "1.1.1", level: 3, cells: ["y", "1"], returned: "lihat lagi" }])), [{ line: "a", col: "name" }]);
    same([b.plain(0, 0), b.field(0, "name"), b.look(0, 0).state, b.draft.snapshot()], ["1.1.1", "y", "kembali", null]);
    b.draft.write([{ line: "a", col: "k", text: "7" }]);
    same(b.draft.snapshot().codes, { a: "1.1.1" });
    same([b.refresh(data([])), b.refresh(data(null))], [null, null], "no rows are other rows");
  },
  "the sender tries again with the same batch and says saved only then": async () => {
    const d = new Draft(lines());
    const timers = [];
    const posts = [];
    let answers = [{ status: 0 }, { status: 503 }, null];
    const s = new Sender({
      draft: d, keep: () => {}, tell: () => {}, later: (f) => timers.push(f),
      post: async (b) => (posts.push(JSON.stringify(b)), answers.shift() ?? { status: 200, data: { cells: yes(b), notes: {}, at: "10.42" } }),
    });
    d.write([{ line: "a", col: "k", text: "5" }]);
    s.changed();
    for (const want of ["putus", "putus", "siap"]) {
      await timers.pop()();
      await new Promise((r) => setTimeout(r));
      same([s.phase, d.state("a", "k")], [want, want === "siap" ? "simpan" : "kirim"]);
    }
    same(posts.length === 3 && posts[0] === posts[1] && posts[1] === posts[2], true);
  },
  "signed out, refused, too much": async () => {
    const d = new Draft(lines());
    const timers = [];
    let status = 401;
    const sizes = [];
    const s = new Sender({ draft: d, keep: () => {}, tell: () => {}, most: 4, later: (f) => timers.push(f), post: async (b) => (sizes.push(b.cells.length), { status, data: { say: "begini", cells: status === 200 ? yes(b) : undefined } }) });
    d.write([{ line: "a", col: "k", text: "5" }, { line: "a", col: "rp", text: "6" }, { line: "b", col: "k", text: "7" }, { line: "b", col: "rp", text: "8" }]);
    await s.go();
    same([s.phase, d.unsent], ["keluar", 4]);
    status = 409;
    await s.go();
    same([s.phase, s.say, d.unsent], ["tutup", "begini", 4]);
    status = 413;
    await s.go();
    same([s.most, d.unsent], [1, 4]);
    status = 200;
    for (let i = 0; i < 4; i++) await s.go();
    same([sizes, d.unsent, s.phase], [[4, 4, 4, 1, 1, 1, 1], 0, "siap"]);
  },
  "the shelf keeps what is not sent, and says when it cannot": () => {
    const kept = {};
    const store = { setItem: (k, v) => (kept[k] = v), getItem: (k) => kept[k], removeItem: (k) => delete kept[k] };
    const box = new Proxy(store, { ownKeys: () => Object.keys(kept), getOwnPropertyDescriptor: (_, k) => ({ value: kept[k], enumerable: true, configurable: true }) });
    const one = new Shelf(box, "alun:putaran:x:p:", "1");
    one.keep({ v: 1, batches: [], cells: [] });
    same(Object.keys(kept), ["alun:putaran:x:p:1"]);
    same(new Shelf(box, "alun:putaran:x:q:", "2").left(), [], "another person's");
    same(new Shelf(box, "alun:putaran:x:p:", "2").left().length, 1);
    same(Object.keys(kept), []);
    const full = new Shelf({ setItem: () => { throw new Error("full"); } }, "x", "1");
    full.keep({ v: 1 });
    same(full.works, false);
    const none = new Shelf(null, "x", "1");
    same([none.left(), none.works], [[], false]);
  },
  "keys are long enough and differ": () => {
    const all = new Set(Array.from({ length: 1000 }, newKey));
    same(all.size, 1000);
    for (const k of all) if (!/^[0-9a-z]{16,64}$/.test(k)) throw new Error(k);
  },
};

// run gives the names of all tests, with what went wrong.
export async function run() {
  const out = [];
  for (const [name, test] of Object.entries(tests)) {
    try {
      await test();
      out.push([name, ""]);
    } catch (e) {
      out.push([name, String(e?.stack ?? e)]);
    }
  }
  return out;
}
