// The box in this browser: the day's list, and what was written down and waits. Each
// thing that waits bears its officer's code, and is shown to nobody else.
import { onLeave as leaving } from "/static/keluar.js";
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

  // waiting are the things of an officer, the oldest first; without one those of all.
  async waiting(who) {
    const all = await this.on("antre", "readonly", (s) => s.getAll());
    return all.filter((x) => !who || x.who === who).sort((a, b) => a.pada - b.pada);
  }

  put(item) {
    return this.on("antre", "readwrite", (s) => s.put(item));
  }

  drop(kunci) {
    return this.on("antre", "readwrite", (s) => s.delete(kunci));
  }

  async wipe() {
    await this.on("daftar", "readwrite", (s) => s.clear());
    await this.on("antre", "readwrite", (s) => s.clear());
  }
}

// onLeave wipes the box when somebody signs out here. What was not sent yet goes only
// when they say so: ask shows how much waits, and gives the way to go on.
export function onLeave(box, ask) {
  leaving({
    ask: async (go) => {
      const waits = await box.waiting().catch(() => []);
      if (waits.length) ask(waits.length, go);
      return !waits.length;
    },
    drop: async () => {
      await box.wipe();
      navigator.serviceWorker?.controller?.postMessage({ buang: true });
    },
  });
}

// newKey makes the key of one thing, by which the house knows it when it comes again.
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(20))].map((b) => (b % 36).toString(36)).join("") + Date.now().toString(36);
