// The way to the house: batches go out one after another, and what cannot go out
// now is kept and tried again. "Saved" is said only of what the house answered.

// The phases of the line.
export const IDLE = "siap";
export const BUSY = "kirim";
export const AWAY = "putus"; // the house or the network does not answer
export const OUT = "keluar"; // nobody is signed in any more
export const CLOSED = "tutup"; // the house refuses, and says why

const pauses = [1, 2, 4, 8, 15, 30]; // seconds between two tries

export class Sender {
  // post sends a batch and gives {status, data}; status 0: no answer came. keep
  // stores a snapshot; tell hears of every change; later is setTimeout.
  constructor({ draft, post, keep, tell, later = (f, ms) => setTimeout(f, ms), quiet = 500, most = 500 }) {
    Object.assign(this, { draft, post, keep, tell, later, quiet, most });
    this.phase = IDLE;
    this.tries = 0;
    this.turn = 0; // only the newest timer counts
    this.say = "";
  }

  // changed notes that something was typed: it is kept here at once and sent
  // after a moment of quiet.
  changed() {
    this.keep(this.draft.snapshot());
    this.tell();
    if (this.phase === IDLE) this.wait(this.quiet);
  }

  wait(ms) {
    const turn = ++this.turn;
    this.later(() => turn === this.turn && this.go(), ms);
  }

  // now tries at once: the network came back, or somebody asked.
  now() {
    this.tries = 0;
    if (this.phase !== BUSY) this.go();
  }

  async go() {
    if (this.phase === BUSY) return;
    const batch = this.draft.take(this.most, newKey);
    if (!batch) {
      this.become(IDLE);
      return;
    }
    this.keep(this.draft.snapshot());
    this.become(BUSY);
    const { status, data } = await this.post(batch).catch(() => ({ status: 0 }));
    this.heard(status, data);
    this.keep(this.draft.snapshot());
  }

  heard(status, data) {
    this.say = data?.say ?? "";
    if (status === 200 && data?.cells) {
      this.tries = 0;
      this.draft.settle(data.cells);
      this.answer = data;
      this.become(IDLE);
      if (this.draft.unsent) this.wait(this.quiet);
    } else if (status === 401) {
      this.become(OUT);
      this.wait(20_000);
    } else if (status === 413 && this.most > 1) {
      this.most = Math.ceil(this.most / 4);
      this.draft.drop();
      this.become(IDLE);
      this.wait(0);
    } else if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      this.draft.drop();
      this.become(CLOSED);
    } else {
      this.become(AWAY);
      this.wait(1000 * pauses[Math.min(this.tries++, pauses.length - 1)]);
    }
  }

  become(phase) {
    this.phase = phase;
    this.tell();
  }
}

// newKey makes a batch's own key.
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(16))].map((b) => (b % 36).toString(36)).join("") + Date.now().toString(36);

// Shelf keeps snapshots in this browser, one for each tab: of a submission and a
// person, with nothing personal in them.
export class Shelf {
  constructor(store, name, tab) {
    Object.assign(this, { store, name, tab, works: true });
  }

  keep(snapshot) {
    try {
      if (snapshot) this.store.setItem(this.name + this.tab, JSON.stringify(snapshot));
      else this.store.removeItem(this.name + this.tab);
      this.works = true;
    } catch {
      this.works = false; // full, or forbidden: the page says so
    }
  }

  // left gives what any tab left behind, and takes it over. Another tab may live
  // still and send the same: the house does it once.
  left() {
    const out = [];
    try {
      for (const name of Object.keys(this.store).filter((n) => n.startsWith(this.name))) {
        out.push(JSON.parse(this.store.getItem(name)));
        this.store.removeItem(name);
      }
    } catch {
      this.works = false;
    }
    return out;
  }
}
