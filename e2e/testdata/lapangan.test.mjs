// Tests of the queue of the field work, which need no page: a box in memory, a house
// that answers as it is told.
import { ALIKE, AWAY, CONFLICT, IDLE, OUT, Queue, REFUSED, WAITS } from "/static/lapangan/antre.js";

class Memory {
  constructor(...all) {
    this.all = new Map(all.map((x, i) => [x.kunci ?? "k" + i, { kunci: "k" + i, who: "a", jenis: "periksa", pada: i, state: WAITS, isi: {}, ...x }]));
  }
  async waiting(who) {
    return [...this.all.values()].filter((x) => !who || x.who === who);
  }
  async put(x) {
    this.all.set(x.kunci, x);
  }
  async drop(k) {
    this.all.delete(k);
  }
}

const kept = { status: 200, data: { state: "simpan" } };

// alike is the answer to a new one that the register may know.
const alike = { state: "serupa", calon: [{ kode: "u1", versi: 4, nama: "B", baris: [{ fakta: "name", saya: "A", buku: "B" }, { fakta: "rt", saya: "1", buku: "1" }, { fakta: "wa", saya: "8", buku: "" }] }] };

// queue makes a queue whose house gives the answers one after another, the last for ever.
function queue(box, ...answers) {
  const sent = [];
  const later = [];
  const q = new Queue({ box, who: "a", post: async (x) => (sent.push(x.kunci), answers.length > 1 ? answers.shift() : answers[0]), later: (f) => later.push(f) });
  return Object.assign(q, { log: sent, later_: later });
}

const is = (got, want, what) => {
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`${what}: ${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
};

const tests = {
  "all that waits is sent in order and goes": async () => {
    const box = new Memory({}, {}, {});
    const q = queue(box, kept);
    await q.go();
    is([q.log, box.all.size, q.phase, q.sent], [["k0", "k1", "k2"], 0, IDLE, 3], "sent");
  },
  "without an answer nothing goes, and the same key comes again": async () => {
    const box = new Memory({}, {});
    const q = queue(box, { status: 0 }, kept);
    await q.go();
    is([q.log, box.all.size, q.phase, q.later_.length], [["k0"], 2, AWAY, 1], "away");
    await q.later_[0]();
    is([q.log, box.all.size], [["k0", "k0", "k1"], 0], "again");
  },
  "signed out, everything stays": async () => {
    const box = new Memory({});
    const q = queue(box, { status: 401 });
    await q.go();
    is([box.all.size, [...box.all.values()][0].state, q.phase], [1, WAITS, OUT], "signed out");
  },
  "what is refused waits for its officer and holds nothing up": async () => {
    const box = new Memory({}, {});
    const q = queue(box, { status: 200, data: { state: "tolak", say: "x" } }, kept);
    await q.go();
    is([[...box.all.values()].map((x) => [x.kunci, x.state, x.say]), q.phase], [[["k0", REFUSED, "x"]], IDLE], "refused");
    await q.go();
    is(q.log, ["k0", "k1"], "it is not sent by itself");
  },
  "a conflict waits for a choice, and the choice is sent": async () => {
    const box = new Memory({ isi: { name: "A", rt: "1" }, versi: 3 });
    const q = queue(box, { status: 200, data: { state: "beda", versi: 5, beda: [{ fakta: "name" }, { fakta: "rt" }] } }, kept);
    await q.go();
    const x = [...box.all.values()][0];
    is([x.state, x.versi], [CONFLICT, 5], "a conflict");
    let went;
    q.post = async (y) => ((went = y), kept);
    await q.choose(x, ["rt"]);
    is([went.isi, went.versi, box.all.size], [{ rt: "1", pilih_name: "buku" }, 5, 0], "the choice");
  },
  "what may be known waits, and as the same it becomes a check": async () => {
    const box = new Memory({ jenis: "baru", isi: { name: "A", lat: "-1" } });
    const q = queue(box, { status: 200, data: alike }, kept);
    await q.go();
    const first = () => [...box.all.values()][0];
    is([first().state, q.phase, q.log], [ALIKE, IDLE, ["k0"]], "it waits");
    await q.same(first(), "u1");
    const x = first();
    is([x.jenis, x.usaha, x.versi, x.state, x.isi.found, x.isi.di_sini, x.beda.map((r) => r.fakta)], ["periksa", "u1", 4, CONFLICT, "buka", "1", ["name"]], "a check");
  },
  "as another one it goes again with what it is not": async () => {
    const box = new Memory({ jenis: "baru", isi: { name: "A" } });
    const q = queue(box, { status: 200, data: alike }, kept);
    await q.go();
    let went;
    q.post = async (y) => ((went = y), kept);
    await q.apart([...box.all.values()][0]);
    is([went.jenis, went.isi, box.all.size], ["baru", { name: "A", lain: ["u1"] }, 0], "apart");
  },
  "a photo follows what was typed, and nothing of it stays": async () => {
    const box = new Memory({ jenis: "baru", isi: { name: "A", wa: "0812" }, foto: "x" });
    const sent = [];
    const q = queue(box, kept);
    q.post = async (y) => (sent.push([y.kunci, y.jenis, y.isi.periksa ?? "", y.isi.wa ?? ""]), { status: 200, data: { state: "simpan", periksa: "c1" } });
    await q.go();
    is([sent, box.all.size], [[["k0", "baru", "", "0812"], ["k0-foto", "foto", "c1", ""]], 0], "the photo");
  },
  "nobody else's things are sent": async () => {
    const box = new Memory({ who: "b" });
    const q = queue(box, kept);
    await q.go();
    is([q.log, box.all.size], [[], 1], "another officer's");
  },
  "two who ask at once send once": async () => {
    const box = new Memory({});
    const q = queue(box, kept);
    await Promise.all([q.go(), q.go(), q.now()]);
    is(q.log, ["k0"], "sent");
  },
};

export async function run() {
  const out = [];
  for (const [name, test] of Object.entries(tests)) out.push([name, await test().then(() => "", (e) => e.message)]);
  return out;
}
