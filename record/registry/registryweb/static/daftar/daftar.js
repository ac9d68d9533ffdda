// Keeps what is typed on a step of the form in this browser until the house has it: who
// loses the signal in the middle loses nothing. It goes when it was saved, and when its
// account signs out (keluar.js). No sentence stands here: all words come with the form, which
// works without this.
import { openBox } from "/static/daftar/kotak.js";
import { onLeave } from "/static/keluar.js";
import { button, element } from "/static/unsur.js";

const form = document.querySelector("form[data-simpan]");
const words = form?.dataset ?? {};
const pauses = [3, 6, 12, 30, 60]; // seconds between two tries

// typed are the fields as they stand; the version that was looked at is among them.
const typed = () => [...new FormData(form)].filter(([, v]) => typeof v === "string");
const said = (isi) => JSON.stringify(isi.filter(([k]) => !["versi", "draf", "tertunda"].includes(k) && !k.startsWith("pilih_")));

class Step {
  constructor(box) {
    this.box = box;
    this.di = `${words.siapa} ${words.simpan}`;
    this.tries = 0;
    this.note = element("div", "catat tunggu atas4", { role: "status", tabindex: -1, hidden: true });
    form.before(this.note);
  }

  async start() {
    const all = await this.box.all();
    const mine = all.find((x) => x.di === this.di);
    const other = all.find((x) => x.di !== this.di && x.state === "tunggu");
    if (mine) await this.again(mine);
    else if (other) this.tell(words.lain, element("a", "lega", { href: other.halaman }, words.buka));
    form.addEventListener("input", () => this.typing());
    form.addEventListener("change", () => this.typing());
    form.addEventListener("submit", (e) => this.submitted(e));
    addEventListener("online", () => this.retry());
    addEventListener("focus", () => this.retry());
    form.dataset.siap = "";
  }

  // again brings back what was typed before.
  async again(mine) {
    const q = mine.isi.find(([k]) => k === "q")?.[1];
    if (q && form.elements.q && form.elements.q.value !== q) return location.replace(`${location.pathname}?q=${encodeURIComponent(q)}`);
    if (said(mine.isi) === said(typed())) {
      if (!document.querySelector("#galat")) await this.box.drop(this.di); // the house has it
      return;
    }
    this.fill(mine.isi);
    if (mine.state === "tunggu") return this.send(true);
    this.tell(words.kembali, button(words.buang, "teks", () => this.letGo()));
  }

  fill(isi) {
    const values = (name) => isi.filter(([k]) => k === name).map(([, v]) => v);
    for (const c of form.elements) {
      if (!c.name || ["submit", "button"].includes(c.type)) continue;
      const all = values(c.name);
      if (["checkbox", "radio"].includes(c.type)) c.checked = all.includes(c.value);
      else if (all.length && c.name !== "ada") c.value = all[0];
    }
    for (const fold of form.querySelectorAll("details")) fold.open ||= [...fold.querySelectorAll("input, select")].some((c) => (c.type === "checkbox" ? c.checked : c.value !== ""));
  }

  keep(state, isi = typed()) {
    if (this.over) return;
    this.isi = isi;
    this.state = state;
    const x = { di: this.di, who: words.siapa, halaman: location.pathname, isi, state, pada: Date.now() };
    this.last = (this.last ?? Promise.resolve()).then(() => this.box.put(x)).catch(() => {});
    return this.last;
  }

  typing() {
    clearTimeout(this.timer);
    if (this.state === "tunggu") this.note.hidden = true; // it is written anew: it goes when it is sent again
    this.keep("ketik");
  }

  async letGo() {
    await this.last;
    await this.box.drop(this.di);
    location.replace(location.pathname);
  }

  submitted(e) {
    if (form.dataset.lewat) return;
    e.preventDefault();
    this.tries = 0;
    this.send(false);
  }

  retry() {
    if (this.state === "tunggu" && !this.busy && !this.asked) this.send(true);
  }

  // send gives the step to the house. late tells it that the step has waited: what was saved
  // meanwhile elsewhere, also by the same account, is then a question.
  async send(late) {
    if (this.over) return;
    if (this.busy) return;
    this.busy = true;
    clearTimeout(this.timer);
    const isi = typed();
    if (late || this.late) isi.push(["tertunda", "1"]);
    isi.push(...(this.chosen ?? []));
    await this.keep("tunggu", isi);
    let answer, data;
    try {
      answer = await fetch(form.action, { method: "POST", body: new URLSearchParams([...isi, ["siapa", words.siapa]]), redirect: "manual", headers: { Accept: "application/json" } });
      data = answer.ok ? await answer.json() : null;
    } catch {
      answer = null;
    }
    this.busy = false;
    await this.heard(answer, data);
  }

  async heard(answer, data) {
    if (this.over) return;
    if (data?.state === "simpan") {
      await this.box.drop(this.di);
      return location.assign(data.ke);
    }
    if (data?.state === "beda") return this.beside(data);
    if (answer?.type === "opaqueredirect" || answer?.status === 401) return this.tell(words.keluar, element("a", "lega", { href: words.masuk }, words.buka));
    if (data || (answer && answer.status >= 400 && answer.status < 500 && answer.status !== 429 && answer.status !== 408)) return this.plainly();
    this.late = true;
    this.tell(words.belum, button(words.kirim, "garis", () => this.retry()));
    if (!this.tries) this.note.focus(); // who pressed the button at the end of the page sees it
    this.timer = setTimeout(() => this.retry(), 1000 * pauses[Math.min(this.tries++, pauses.length - 1)]);
  }

  // plainly sends the step as without script: the page that answers says what is wrong.
  async plainly() {
    await this.keep("ketik");
    form.dataset.lewat = "1";
    form.submit();
  }

  // beside shows what was typed beside what was saved meanwhile.
  beside(data) {
    this.asked = true;
    const ask = element("form", "tumpuk s4", { "aria-label": words.beda });
    ask.append(element("h2", "t1", {}, words.beda), element("p", "", {}, words.bedaLead));
    for (const c of data.beda) {
      const row = element("fieldset", "isian", {}, element("legend", "", {}, c.label));
      const two = element("div", "dua-sisi", {});
      for (const [value, text, from] of [["saya", c.saya, words.saya], ["buku", c.buku, words.buku]])
        two.append(element("label", "pilih kotakan", {}, element("input", "", { type: "radio", name: c.fakta, value, checked: value === "saya" }), element("span", "", {}, text || words.kosong, element("small", "", {}, from))));
      row.append(two);
      ask.append(row);
    }
    ask.append(element("button", "btn utama", {}, words.pilih));
    ask.addEventListener("submit", (e) => {
      e.preventDefault();
      const chosen = new FormData(ask);
      this.chosen = data.beda.map((c) => ["pilih_" + c.fakta, chosen.get(c.fakta)]);
      form.elements.versi.value = data.versi;
      this.asked = false;
      this.note.hidden = true;
      this.send(true);
    });
    this.note.className = "catat salah atas4";
    this.note.replaceChildren(ask);
    this.note.hidden = false;
    this.note.focus();
  }

  tell(text, more) {
    this.note.className = "catat tunggu atas4";
    this.note.replaceChildren(text, " ", more ?? "");
    this.note.hidden = false;
  }

  // leaving asks before what was not sent goes.
  async leaving(go) {
    await this.last;
    const waits = await this.box.all().catch(() => []);
    if (!waits.length) return true;
    this.tell(words.pergi, button(words.pergiSaja, "bahaya", go));
    this.note.focus();
    return false;
  }

  // left is told that the account has signed out, here or in another tab: nothing more is kept
  // or sent, for what comes now would be another's, and what was kept goes.
  async left() {
    this.over = true;
    clearTimeout(this.timer);
    await this.last;
    await this.box.empty().catch(() => {});
    this.tell(words.tinggal, element("a", "lega", { href: words.masuk }, words.buka));
  }
}

const box = form && (await openBox(words.siapa).catch(() => null));
if (box) {
  const step = new Step(box);
  onLeave({ ask: (go) => step.leaving(go), drop: () => step.left(), left: () => step.left() });
  await step.start();
}
