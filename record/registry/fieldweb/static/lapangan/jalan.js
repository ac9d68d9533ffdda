// The field work without signal: the list comes from this browser, checks and new
// businesses wait here until the house has answered them. No sentence stands here: all
// words came with the list.
import { ALIKE, AWAY, BUSY, CONFLICT, OUT, Queue, REFUSED, WAITS } from "/static/lapangan/antre.js";
import { checkForm, newForm, noteAgain, wrong } from "/static/lapangan/isian.js";
import { newKey, onLeave, openBox } from "/static/lapangan/kotak.js";
import { radios } from "/static/lapangan/unsur.js";
import { button, element, say } from "/static/unsur.js";

const root = document.querySelector("[data-lapangan]");
if (root) start().catch((e) => root.setAttribute("data-gagal", e?.message ?? ""));

async function start() {
  const box = await openBox();
  const fresh = await take();
  let list = await box.list();
  if (fresh.list) {
    list = { ...fresh.list, selesai: list?.who === fresh.list.who ? (list.selesai ?? []) : [], kabar: list?.who === fresh.list.who ? (list.kabar ?? []) : [] };
    await box.keepList(list);
  }
  if (!list) return; // the page says what to do
  new Walk(box, list, fresh).draw();
}

// take asks the house for the list; out: nobody is signed in.
async function take() {
  try {
    const answer = await fetch(root.dataset.bawa, { redirect: "manual", headers: { Accept: "application/json" } });
    if (answer.type === "opaqueredirect" || answer.status === 401) return { out: true };
    return answer.ok ? { list: await answer.json() } : {};
  } catch {
    return {};
  }
}

// offered are facts of which the form of a new one begins with an answer: nobody has said it
// against what the register knows.
const offered = ["kind", "legal_form", "at_home", "street_vendor"];

// parts are the modules of this page, each as a whole address: the house puts the hash in.
const parts = ["/static/keluar.js", "/static/laci.js", "/static/unsur.js", "/static/lapangan/antre.js", "/static/lapangan/isian.js", "/static/lapangan/kotak.js", "/static/lapangan/unsur.js"];

class Walk {
  constructor(box, list, fresh) {
    Object.assign(this, { box, list, w: list.words, ready: !fresh.list, open: null, away: !fresh.list && !fresh.out });
    this.queue = new Queue({ box, who: list.who, post: (x) => this.post(x), tell: () => this.told() });
    this.queue.done = (x, data) => this.checked(x, data);
    if (fresh.out) this.queue.phase = OUT;
    addEventListener("online", () => this.again());
    addEventListener("focus", () => this.again());
    onLeave(box, (n, go) => this.leaving(n, go), () => this.left());
    if (fresh.list) this.keep().then(() => this.queue.now());
    else if (!fresh.out) this.queue.go();
  }

  // again asks whether the house is there, and sends what waits.
  async again() {
    const fresh = await take();
    if (this.over) return;
    if (fresh.list && fresh.list.who !== this.list.who) return location.reload(); // another officer is signed in: this day is not theirs
    this.away = !fresh.list && !fresh.out;
    if (fresh.out) return this.queue.become(OUT);
    if (!fresh.list) return this.told();
    await this.queue.now();
  }

  // keep lets the browser keep this page, and waits until it has.
  async keep() {
    const all = performance.getEntriesByType("resource").map((r) => new URL(r.name)).filter((u) => u.origin === location.origin && u.pathname.startsWith("/static/"));
    const addresses = [location.pathname, ...new Set([...parts, ...all.map((u) => u.pathname)])];
    try {
      await navigator.serviceWorker.register(root.dataset.penjaga, { scope: root.dataset.cakup });
      const { active } = await navigator.serviceWorker.ready;
      const talk = new MessageChannel();
      const said = new Promise((yes) => (talk.port1.onmessage = (e) => yes(e.data.kept)));
      active.postMessage({ simpan: addresses }, [talk.port2]);
      this.ready = await said;
    } catch {
      this.ready = false;
    }
    this.unkept = !this.ready;
    this.told();
  }

  async post(item) {
    const body = new FormData();
    const all = { siapa: item.who, jenis: item.jenis, kunci: item.kunci, usaha: item.usaha, versi: item.versi, pada: item.pada, ...item.isi };
    for (const [k, v] of Object.entries(all)) for (const one of [v].flat()) if (one !== undefined) body.append(k, one);
    if (item.foto && item.jenis !== "baru") body.append("foto", item.foto, "foto.jpg");
    const answer = await fetch(this.list.kirim, { method: "POST", body, redirect: "manual", headers: { Accept: "application/json" } });
    return { status: answer.type === "opaqueredirect" ? 401 : answer.status, data: await answer.json().catch(() => null) };
  }

  // checked marks a stop as done in the list that stays here, and a new one with where the
  // desk goes on with it. Of what was typed nothing stays.
  async checked(item, data) {
    this.away = false;
    if (this.over) return;
    if (item.jenis === "baru" && data?.buka) {
      this.list.kabar = [...(this.list.kabar ?? []), { nama: item.nama, buka: data.buka, kode: data.kode }];
      await this.box.keepList(this.list);
    }
    if (item.jenis !== "periksa") return;
    this.list.selesai = [...(this.list.selesai ?? []), item.usaha];
    await this.box.keepList(this.list);
  }

  // write keeps what was written down here, and tries to send it. was is what the house has
  // refused, which it replaces.
  async write(jenis, isi, foto, of = {}, was) {
    const item = { kunci: was?.kunci ?? newKey(), who: this.list.who, jenis, usaha: of.kode, versi: of.versi, nama: of.nama ?? isi.name, pada: was?.pada ?? Date.now(), isi, foto, state: "tunggu" };
    if (was?.isi.lain) item.isi.lain = was.isi.lain;
    await this.box.put(item);
    if (jenis === "baru") await this.typed(null);
    this.open = null;
    this.queue.now();
    await this.draw();
    this.line.focus();
  }

  // typed keeps what stands in the form of a new business, one after another.
  typed(isi, foto, item) {
    this.last = (this.last ?? Promise.resolve()).then(() => this.box.keepTyping(this.list.who, isi && { isi, foto, item })).catch(() => {});
    return this.last;
  }

  async draw() {
    if (this.over) return;
    const { w, list } = this;
    this.items = await this.box.waiting(list.who);
    this.before = await this.box.typing(list.who).catch(() => null);
    if (!this.line) {
      this.line = element("p", "catat keadaan-lapangan", { role: "status", tabindex: -1 });
      this.stage = element("div", "tumpuk s5 atas5");
      root.replaceChildren(this.line, this.stage);
      root.dataset.siap = "";
    }
    this.status();
    if (this.open && this.stage.contains(document.activeElement) && this.stage.querySelector("form")?.contains(document.activeElement)) return; // somebody writes
    const old = Date.now() > list.sampai;
    if (old && list.stops.length) {
      list.stops = [];
      await this.box.keepList(list);
    }
    const seen = JSON.stringify([this.open, old, list.selesai, list.kabar?.length, this.items.map((x) => [x.kunci, x.state, x.say, x.versi])]);
    if (this.seen === seen) return; // nobody's finger meets a button that goes away
    this.seen = seen;
    const trouble = this.trouble();
    this.stage.replaceChildren(...trouble, this.stops(old), this.fresh(), this.news());
    const asks = this.items.filter((x) => x.state !== WAITS).map((x) => x.kunci + x.state);
    const fresh = asks.some((x) => !this.asked?.includes(x));
    this.asked = asks;
    if (trouble.length && fresh && [this.line, document.body].includes(document.activeElement)) this.toTrouble();
  }

  // toTrouble leads to the first thing that waits for a choice: it stands above all stops.
  toTrouble() {
    const first = this.stage.firstElementChild;
    first.setAttribute("tabindex", "-1");
    first.focus({ preventScroll: true });
    first.scrollIntoView({ block: "start" });
  }

  told() {
    if (this.queue.phase === AWAY) this.away = true;
    return this.draw();
  }

  // status says in one line where everything stands.
  status() {
    const { w, items, queue } = this;
    const n = items.length;
    if (this.doubt && n) return; // the question whether to leave without them stays while any waits
    this.doubt = false;
    const away = this.away;
    const kind = queue.phase === OUT || items.some((x) => x.state !== "tunggu") ? "salah" : n || away ? "tunggu" : "ya";
    const text = [n ? say(w.waits, n) : this.queue.sent ? say(w.waits_done, this.queue.sent) : w.waits_none];
    if (away) text.push(w.no_signal);
    if (queue.phase === BUSY && !away) text.push(w.sending); // else the line would jump at each try
    if (queue.phase === OUT) text.push(w.signed_out);
    if (this.unkept) text.push(w.not_kept);
    else if (this.ready && !away && !n) text.push(w.ready);
    const asks = items.filter((x) => x.state !== WAITS).length;
    const now = text.join(" ");
    if (this.line.dataset.kata === now + kind + asks) return;
    this.line.dataset.kata = now + kind + asks;
    this.line.className = "catat keadaan-lapangan " + kind;
    this.line.replaceChildren(now);
    if (queue.phase === OUT) this.line.append(" ", element("a", "lega", { href: this.list.masuk }, w.sign_in));
    if (asks) this.line.append(" ", button(say(w.decide, asks), "garis", () => this.toTrouble()));
    if (n && away) this.line.append(" ", button(w.send, "garis", () => this.again()));
  }

  // trouble is what the house did not simply take.
  trouble() {
    const told = { [CONFLICT]: (x) => this.conflict(x), [ALIKE]: (x) => this.alike(x), [REFUSED]: (x) => this.refused(x) };
    return this.items.filter((x) => told[x.state] && this.open !== x.kunci).map((x) => told[x.state](x));
  }

  // alike shows a new one beside each that it may be. The officer has stood before it, and
  // chooses.
  alike(item) {
    const { w } = this;
    const form = element("form", "catat tunggu tumpuk s4", { "aria-label": say(w.alike, item.nama) });
    form.append(element("h2", "t1", {}, say(w.alike, item.nama)), element("p", "", {}, w.alike_lead));
    for (const c of item.calon) form.append(this.beside(c));
    const answers = [...item.calon.map((c) => [c.kode, say(w.alike_same, c.nama), [c.keadaan, ...c.alasan].join(" · ")]), ["-", w.alike_new]];
    form.append(radios({ name: "usaha", legend: w.alike_choose, answers }), element("p", "deret", {}, element("button", "btn utama", {}, w.alike_send)));
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      const chosen = new FormData(form).get("usaha");
      if (!chosen) return wrong(form, w.alike_needed);
      document.activeElement?.blur();
      await (chosen === "-" ? this.queue.apart(item) : this.queue.same(item, chosen));
    });
    return form;
  }

  // beside lays both sides of each fact beside each other.
  beside(c) {
    const { w } = this;
    const box = element("div", "papan rapat tumpuk s3", {}, element("h3", "t1", {}, c.nama), element("p", "kecil", {}, [c.keadaan, ...c.alasan].join(" · ")));
    const rows = element("dl", "dua-sisi");
    for (const r of c.baris) {
      rows.append(element("dt", "", {}, r.label));
      for (const [name, text] of [[w.alike_yours, r.saya], [w.alike_theirs, r.buku]])
        rows.append(element("dd", r.saya && r.buku && r.saya !== r.buku ? "lain" : "", {}, element("small", "redup", {}, name), element("br"), text || w.empty));
    }
    box.append(rows, element("p", "kecil", {}, element("a", "lega", { href: c.buka }, w.alike_open)));
    return box;
  }

  conflict(item) {
    const { w } = this;
    const form = element("form", "catat salah tumpuk s4", { "aria-label": say(w.conflict, item.nama) });
    form.append(element("h2", "t1", {}, say(item.sama ? w.conflict_same : w.conflict, item.nama)), element("p", "", {}, w.conflict_lead));
    for (const c of item.beda)
      form.append(radios({ name: c.fakta, legend: c.label, value: item.sama && offered.includes(c.fakta) ? "buku" : "saya", answers: [["saya", c.saya || w.empty, w.yours], ["buku", c.buku || w.empty, c.catatan]] }));
    form.append(element("button", "btn utama", {}, w.send_choice));
    form.addEventListener("submit", async (e) => {
      e.preventDefault();
      const chosen = new FormData(form);
      document.activeElement?.blur();
      await this.queue.choose(item, item.beda.map((c) => c.fakta).filter((f) => chosen.get(f) === "saya"));
    });
    return form;
  }

  refused(item) {
    const { w } = this;
    const note = element("div", "catat salah tumpuk s3", {}, element("h2", "t1", {}, say(w.refused, item.nama)), element("p", "", {}, item.say));
    const drop = button(w.drop, "garis", async () => {
      if (!drop.dataset.yakin) {
        drop.dataset.yakin = "1";
        drop.textContent = w.drop_sure;
        return;
      }
      await this.box.drop(item.kunci);
      await this.draw();
      this.line.focus();
    });
    const mend = item.jenis === "baru" ? button(w.mend, "", () => this.opens(item.kunci)) : "";
    if (item.jenis === "periksa" && item.isi.found === "tutup") note.append(noteAgain(this, item));
    note.append(element("p", "deret", {}, mend, drop));
    return note;
  }

  stops(old) {
    const { w, list } = this;
    const part = element("section", "tumpuk s4", { "aria-labelledby": "henti" }, element("h2", "t2", { id: "henti" }, list.title), list.lead ? element("p", "redup", {}, list.lead) : "");
    if (old) part.append(element("p", "", {}, w.list_old));
    else if (!list.stops.length) part.append(element("p", "", {}, w.list_none));
    const rows = element("ol", "henti tumpuk s3");
    for (const s of list.stops) rows.append(this.stop(s));
    part.append(rows, element("p", "", {}, element("a", "lega", { href: root.dataset.cakup }, w.to_day)));
    return part;
  }

  stop(s) {
    const { w } = this;
    const waits = this.items.find((x) => x.usaha === s.kode);
    const done = this.list.selesai?.includes(s.kode);
    const state = waits ? waits.state : done ? "selesai" : "";
    const row = element("li", "papan rapat henti-jalan tumpuk s2", { "data-keadaan": state || undefined });
    const head = element("p", "kepala-henti", {}, element("span", "nomor", { "aria-hidden": "true" }, String(s.nomor)), element("span", "", {}, element("b", "", {}, s.nama), s.rekaan ? " " : "", s.rekaan ? element("span", "cap contoh", {}, w.made_up) : "", element("br"), element("span", "kecil", {}, s.tempat)));
    row.append(head, s.alamat ? element("p", "kecil redup", {}, s.alamat) : "");
    if (waits || done) row.append(element("p", "kecil", {}, waits ? w.kept_here : w.checked));
    if (this.open === s.kode) row.append(checkForm(this, s));
    else if (!waits)
      row.append(element("p", "", {}, button(done ? w.again : w.check, done ? "garis" : "", () => this.opens(s.kode), { "aria-label": `${done ? w.again : w.check}: ${s.nama}` })));
    return row;
  }

  // opens opens the form of a stop; "" closes it, and "baru" is a new business.
  async opens(code) {
    this.open = code;
    document.activeElement?.blur();
    await this.draw();
    this.stage.querySelector("form input:not([type=hidden]), form select")?.focus();
  }

  // fresh is the form of a new business, with what was typed before and not kept.
  fresh() {
    const { w, before: typed } = this;
    const part = element("section", "papan tumpuk s3", { "aria-labelledby": "baru" }, element("h2", "t1", { id: "baru" }, w.new), element("p", "kecil", {}, w.new_lead));
    const mended = this.items.find((x) => x.kunci === this.open);
    if (mended) part.append(newForm(this, { isi: mended.isi, foto: mended.foto, salah: mended.salah, kata: mended.say, lead: w.mend_lead }, mended));
    else if (this.open === "baru") part.append(typed ? newForm(this, { ...typed, lead: w.typed_back }, typed.item) : newForm(this));
    else part.append(typed ? element("p", "kecil", {}, w.typed_back) : "", button(w.new, "garis", () => this.opens("baru")));
    return part;
  }

  // news says where the desk goes on with what was sent.
  news() {
    const { w, list } = this;
    if (!list.kabar?.length) return "";
    const rows = element("ul", "tumpuk s2");
    for (const k of list.kabar) {
      const row = element("li", "kecil", {}, element("b", "", {}, k.nama), " ", w.sent_new, " ", element("a", "lega", { href: k.buka }, w.sent_open));
      if (k.kode) row.append(" · ", element("a", "lega", { href: k.kode }, w.sent_code));
      rows.append(row);
    }
    return rows;
  }

  // left is told that the officer has signed out in another tab: nothing of the day stays here.
  left() {
    this.over = true;
    const { w, list } = this;
    root.replaceChildren(element("p", "catat salah", { role: "status" }, w.signed_out, " ", element("a", "lega", { href: list.masuk }, w.sign_in)));
  }

  leaving(n, go) {
    const { w } = this;
    this.doubt = true;
    this.line.dataset.kata = "";
    this.line.className = "catat keadaan-lapangan salah";
    this.line.replaceChildren(say(w.leave_first, n), " ", button(w.leave_anyway, "bahaya", go));
    this.line.focus();
  }
}
