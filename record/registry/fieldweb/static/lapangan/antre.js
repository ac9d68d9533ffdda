// The way to the house: one thing after another, each under its key. What cannot go now
// waits and is tried again; what was answered is settled.

// The states of a thing.
export const WAITS = "tunggu";
export const CONFLICT = "beda"; // somebody else changed a fact meanwhile: its officer chooses
export const ALIKE = "serupa"; // the register may know it already: its officer looks at both
export const REFUSED = "tolak"; // the house will not have it, and says why

// The phases of the way.
export const IDLE = "siap";
export const BUSY = "kirim";
export const AWAY = "putus";
export const OUT = "keluar"; // nobody is signed in

const pauses = [2, 5, 10, 20, 40, 60]; // seconds between two tries

export class Queue {
  // box keeps the things; post sends one and gives {status, data}, status 0 where no
  // answer came; tell hears of every change; later is setTimeout.
  constructor({ box, who, post, tell = () => {}, later = (f, ms) => setTimeout(f, ms) }) {
    Object.assign(this, { box, who, post, tell, later, phase: IDLE, tries: 0, sent: 0 });
  }

  // now tries at once.
  now() {
    this.tries = 0;
    return this.go();
  }

  async go() {
    if (this.running) {
      this.more = true; // something was written down while another thing goes
      return this.running;
    }
    this.running = this.all().finally(() => (this.running = null));
    await this.running;
    if (this.more) {
      this.more = false;
      return this.go();
    }
  }

  async all() {
    for (;;) {
      const item = (await this.box.waiting(this.who)).find((x) => x.state === WAITS);
      if (!item) return this.become(IDLE);
      this.become(BUSY);
      const answer = await this.post(item).catch(() => ({ status: 0 }));
      if (!(await this.heard(item, answer))) return;
    }
  }

  // heard settles a thing, and tells whether the next one may go.
  async heard(item, { status, data }) {
    if (status === 200 && data?.state === "simpan") {
      const after = photoAfter(item, data);
      if (after) await this.box.put(after); // before it goes: a browser that ends here loses nothing
      await this.box.drop(item.kunci);
      this.tries = 0;
      this.sent++;
      await this.done?.(item, data);
      return true;
    }
    if (status === 200 && data?.state === ALIKE) {
      await this.box.put({ ...item, state: ALIKE, calon: data.calon });
      return true;
    }
    if (status === 200 && data?.state === CONFLICT) {
      await this.box.put({ ...item, state: CONFLICT, versi: data.versi, beda: data.beda });
      return true;
    }
    if (status === 200 || (status >= 400 && status < 500 && ![401, 408, 429].includes(status))) {
      await this.box.put({ ...item, state: REFUSED, say: data?.say ?? "", salah: data?.salah });
      return true;
    }
    this.become(status === 401 ? OUT : AWAY);
    const wait = 1000 * pauses[Math.min(this.tries++, pauses.length - 1)];
    this.later(() => this.go(), status === 401 ? 60_000 : wait);
    return false;
  }

  // choose ends a conflict: mine names the facts of which the officer's value is right.
  async choose(item, mine) {
    const isi = { ...item.isi };
    for (const { fakta } of item.beda) {
      if (mine.includes(fakta)) continue;
      delete isi[fakta];
      isi["pilih_" + fakta] = "buku";
    }
    await this.box.put({ ...item, isi, beda: undefined, state: WAITS });
    return this.now();
  }

  // apart says that a new one is none of those that it is like.
  async apart(item) {
    const isi = { ...item.isi, lain: [...(item.isi.lain ?? []), ...item.calon.map((c) => c.kode)] };
    await this.box.put({ ...item, isi, calon: undefined, state: WAITS });
    return this.now();
  }

  // same says that a new one is one that the register knows: it becomes a check of that one,
  // in which its officer chooses, fact by fact, where the two sides differ.
  async same(item, code) {
    const known = item.calon.find((c) => c.kode === code);
    const beda = known.baris.filter((r) => r.saya && r.buku && r.saya !== r.buku);
    const isi = { ...item.isi, found: "buka", dari: "baru", ...(item.isi.lat ? { di_sini: "1" } : {}) };
    await this.box.put({ ...item, jenis: "periksa", usaha: code, versi: known.versi, nama: known.nama, isi, calon: undefined, beda, sama: true, state: beda.length ? CONFLICT : WAITS });
    return this.now();
  }

  become(phase) {
    this.phase = phase;
    this.tell();
  }
}

// photoAfter is the photo of a new one, which goes behind it: what was typed needs little
// signal, a photo much.
function photoAfter(item, data) {
  if (item.jenis !== "baru" || !item.foto || !data.periksa) return null;
  return { kunci: item.kunci + "-foto", who: item.who, jenis: "foto", nama: item.nama, pada: item.pada, isi: { periksa: data.periksa }, foto: item.foto, state: WAITS };
}
