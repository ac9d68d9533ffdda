// The box in this browser: the day's list, and what was written down and waits. Each
// thing that waits bears its officer's code, and is shown to nobody else. The list stays while
// its officer is signed in: a phone without signal cannot ask who holds it.
import { onLeave as leaving, who } from "/static/keluar.js";
import { openDrawer } from "/static/laci.js";

export const openBox = async () => new Box(await openDrawer("alun-lapangan", { daftar: {}, antre: { keyPath: "kunci" } }));

export class Box {
  constructor(on) {
    this.on = on;
  }

  list() {
    return this.on("daftar", "readonly", (s) => s.get("daftar"));
  }

  keepList(list) {
    return this.on("daftar", "readwrite", (s) => s.put(list, "daftar"));
  }

  // typing is what an officer typed of a new business and has not kept yet, so that it is
  // there when the browser was closed.
  typing(who) {
    return this.on("daftar", "readonly", (s) => s.get("ketik " + who));
  }

  keepTyping(who, typed) {
    return this.on("daftar", "readwrite", (s) => (typed ? s.put(typed, "ketik " + who) : s.delete("ketik " + who)));
  }

  // dropList takes the day's list out where of says so of the officer whose it is, and the
  // page that was kept with it. What waits stays for its officer.
  async dropList(of) {
    const had = await this.on("daftar", "readwrite", (s) => {
      const asked = s.get("daftar");
      asked.addEventListener("success", () => asked.result && of(asked.result.who) && s.delete("daftar"));
      return asked;
    });
    if (had && of(had.who)) await globalThis.caches?.delete("alun-lapangan");
  }

  // waiting are the things of an officer, the oldest first.
  async waiting(who) {
    const all = await this.on("antre", "readonly", (s) => s.getAll());
    return all.filter((x) => x.who === who).sort((a, b) => a.pada - b.pada);
  }

  put(item) {
    return this.on("antre", "readwrite", (s) => s.put(item));
  }

  drop(kunci) {
    return this.on("antre", "readwrite", (s) => s.delete(kunci));
  }

  // wipe takes out all that is of an officer.
  async wipe(who) {
    await this.dropList((of) => of === who);
    await this.keepTyping(who, null);
    for (const x of await this.waiting(who)) await this.drop(x.kunci);
  }
}

// onLeave takes what is of an officer out of the box when they sign out here. What was not sent
// yet goes only when they say so: ask shows how much waits, and gives the way to go on. left is
// called when they have signed out in another tab.
export function onLeave(box, ask, left) {
  leaving({
    ask: async (go) => {
      const waits = await box.waiting(who).catch(() => []);
      if (waits.length) ask(waits.length, go);
      return !waits.length;
    },
    drop: () => box.wipe(who),
    left,
  });
}

// newKey makes the key of one thing, by which the house knows it when it comes again.
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(20))].map((b) => (b % 36).toString(36)).join("") + Date.now().toString(36);
