// Entering a sheet by number keys: 1 to 4 tick the row and go on to the next, 0 clears
// it, Backspace goes back. Each tick goes to the house at once; "saved" is said only of
// what the house answered, and what cannot go out now is kept and tried again. Without
// this script the form does the same work.
//
// No sentence stands here: all words come with the page.
const form = document.querySelector("form[data-lembar]");
const pauses = [1, 2, 4, 8, 15, 30]; // seconds between two tries

class Sheet {
  constructor(form) {
    this.form = form;
    this.rows = [...form.querySelectorAll("[data-baris]")].map((box) => new Line(box)).filter((row) => row.open);
    this.by = new Map(this.rows.map((row) => [row.n, row]));
    this.line = form.querySelector("[data-keadaan]");
    this.tally = form.querySelector("[data-hitungan]");
    this.busy = false;
    this.tries = 0;
    this.turn = 0;
    if (!this.rows.length) return;
    form.querySelector("[data-simpan-semua]")?.setAttribute("hidden", "");
    form.addEventListener("change", (e) => this.changed(this.at(e.target)));
    form.addEventListener("keydown", (e) => this.pressed(e));
    document.addEventListener("keydown", (e) => e.target === document.body && this.pressed(e));
    form.addEventListener("submit", (e) => this.submitted(e));
    addEventListener("beforeunload", (e) => this.waiting().length && !this.leaving && e.preventDefault());
    addEventListener("online", () => this.send());
    const asked = this.rows.findIndex((row) => `#${row.box.id}` === location.hash); // a further page of the paper begins there
    const next = this.rows.slice(Math.max(asked, 0)).find((row) => row.value === 0) ?? this.rows[Math.max(asked, 0)];
    if (!location.search) next.focus();
    form.dataset.siap = "";
  }

  at(element) {
    return this.rows.find((row) => row.box.contains(element));
  }

  pressed(e) {
    if (e.ctrlKey || e.altKey || e.metaKey || e.isComposing) return;
    if (document.activeElement?.matches("[data-selesai]")) { // behind the last row
      if (e.key === "Backspace" || e.key === "ArrowUp") {
        e.preventDefault();
        this.go(this.rows.length - 1);
      }
      return;
    }
    const row = this.at(document.activeElement) ?? this.rows.find((r) => r.value === 0) ?? this.rows[0];
    const i = this.rows.indexOf(row);
    if (/^[0-4]$/.test(e.key)) {
      e.preventDefault();
      if (e.repeat) return; // a finger that rests is no second row
      row.choose(Number(e.key));
      this.changed(row);
      if (e.key !== "0") this.go(i + 1);
    } else if (e.key === "Backspace" || e.key === "ArrowUp") {
      e.preventDefault();
      this.go(i - 1);
    } else if (e.key === "ArrowDown") {
      e.preventDefault();
      this.go(i + 1);
    } else if (e.key === "Enter" && e.target.type === "radio") {
      e.preventDefault(); // Enter at a row must not finish the sheet
      this.go(i + 1);
    }
  }

  go(i) {
    if (i >= 0 && i < this.rows.length) this.rows[i].focus();
    else if (i >= this.rows.length) this.form.querySelector("[data-selesai]")?.focus();
  }

  changed(row) {
    if (!row) return;
    row.say("");
    row.state = row.dirty ? "kirim" : "simpan";
    this.send();
  }

  waiting() {
    return this.rows.filter((row) => row.dirty);
  }

  // send sends all that waits, one batch at a time.
  async send() {
    this.turn++;
    if (this.busy) return;
    const batch = this.waiting().map((row) => [row.n, row.saw, row.value]);
    if (!batch.length) return this.told(this.rows.some((row) => row.met) ? "beda" : "simpan");
    this.busy = true;
    this.told("kirim");
    const { status, data } = await this.post(batch).catch(() => ({ status: 0 }));
    this.busy = false;
    this.heard(status, data, batch);
  }

  async post(batch) {
    const answer = await fetch(this.form.dataset.lembar, {
      method: "POST", redirect: "manual", headers: { Accept: "application/json" },
      body: new URLSearchParams({ baris: JSON.stringify(batch) }),
    });
    return { status: answer.status, data: await answer.json().catch(() => null) };
  }

  heard(status, data, batch) {
    if (status === 200 && data?.rows) {
      this.tries = 0;
      if (this.tally) this.tally.textContent = data.tally;
      for (const got of data.rows) this.by.get(got.n)?.settle(got);
      return this.send(); // what was typed meanwhile, or not kept beside a row of another
    }
    if (status >= 400 && status < 500 && status !== 408 && status !== 429) {
      for (const [n] of batch) this.by.get(n).state = "putus";
      this.told(status === 401 ? "keluar" : "beda", data?.say);
      if (status === 401) this.later(15);
      return;
    }
    for (const [n] of batch) this.by.get(n).state = "putus";
    this.told("putus");
    this.later(pauses[Math.min(this.tries++, pauses.length - 1)]);
  }

  later(seconds) {
    const turn = this.turn;
    setTimeout(() => turn === this.turn && this.send(), 1000 * seconds);
  }

  told(state, say) {
    this.line.dataset.s = state;
    const text = say || this.form.dataset[state] || "";
    if (this.line.textContent !== text) this.line.textContent = text;
    if (state === "simpan" && this.then) {
      const then = this.then;
      this.then = null;
      this.leaving = true;
      this.form.requestSubmit(then);
    }
  }

  // submitted waits until all that was ticked is saved.
  submitted(e) {
    const met = this.rows.find((row) => row.met);
    if (met && !this.leaving) { // both sides are told: somebody must choose first
      e.preventDefault();
      met.focus();
      return;
    }
    if (this.leaving || (!this.busy && !this.waiting().length)) return;
    e.preventDefault();
    this.then = e.submitter;
    this.send();
  }
}

class Line {
  constructor(box) {
    this.box = box;
    this.n = Number(box.dataset.baris);
    this.seen = box.querySelector("input[type=hidden]");
    this.radios = [...box.querySelectorAll("input[type=radio]")];
    this.open = this.radios.length > 0 && !this.radios[0].disabled;
    this.note = box.querySelector("[data-temu]");
    this.met = false;
  }

  get saw() { return Number(this.seen.value); }
  get value() { return Number(this.radios.find((r) => r.checked)?.value ?? 0); }
  get dirty() { return this.value !== this.saw && !this.met; }
  set state(s) { this.box.dataset.s = s; }

  choose(value) {
    const radio = this.radios.find((r) => Number(r.value) === value);
    radio.checked = true;
  }

  focus() {
    const radio = this.radios.find((r) => r.checked) ?? this.radios[0];
    radio.focus({ preventScroll: true });
    this.box.scrollIntoView({ block: "nearest" });
  }

  say(text) {
    this.note.textContent = text;
    this.note.hidden = !text;
    this.box.classList.toggle("beda", Boolean(text));
    this.met = Boolean(text);
  }

  // settle hears what became of the row. Where another entered it otherwise, what they
  // entered is shown, and whoever ticks again decides.
  settle(got) {
    this.seen.value = String(got.tick);
    if (got.state === "beda") {
      this.say(got.say);
      this.state = "putus";
      this.met = true;
    } else this.state = this.dirty ? "kirim" : "simpan";
  }
}

if (form) new Sheet(form);
