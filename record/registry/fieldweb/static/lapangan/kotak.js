// The box in this browser: the day's list, and what was written down and waits. Each
// thing that waits bears its officer's code, and is shown to nobody else.
const name = "alun-lapangan";

// done turns a request of the browser's database into a promise.
const done = (request) =>
  new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

export async function openBox() {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("daftar");
    request.result.createObjectStore("antre", { keyPath: "kunci" });
  };
  return new Box(await done(request));
}

export class Box {
  constructor(db) {
    this.db = db;
  }

  // on does something with a store, and waits until it is on the disk.
  async on(store, mode, act) {
    const t = this.db.transaction(store, mode);
    const ended = new Promise((yes, no) => {
      t.oncomplete = yes;
      t.onabort = t.onerror = () => no(t.error);
    });
    const result = await done(act(t.objectStore(store)));
    await ended;
    return result;
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
  document.addEventListener("submit", async (e) => {
    const form = e.target;
    if (form.dataset.pergi || !new URL(form.action).pathname.endsWith("/keluar")) return;
    e.preventDefault();
    const waits = await box.waiting().catch(() => []);
    const go = async () => {
      await box.wipe().catch(() => {});
      navigator.serviceWorker?.controller?.postMessage({ buang: true });
      form.dataset.pergi = "1";
      form.requestSubmit();
    };
    if (waits.length) ask(waits.length, go);
    else go();
  });
}

// newKey makes the key of one thing, by which the house knows it when it comes again.
export const newKey = () => [...crypto.getRandomValues(new Uint8Array(20))].map((b) => (b % 36).toString(36)).join("") + Date.now().toString(36);
