// The pages of the field work with signal: the device says where it stands, and what
// waits in this browser is told. Without this script the pages do the same work.
import { who } from "/static/keluar.js";
import { onLeave, openBox } from "/static/lapangan/kotak.js";
import { standing } from "/static/lapangan/unsur.js";
import { say } from "/static/unsur.js";

for (const box of document.querySelectorAll("[data-posisi]")) {
  const told = box.querySelector("[role=status]");
  const here = document.querySelector("[data-di-sini]");
  box.hidden = false;
  box.querySelector("button").addEventListener("click", async () => {
    told.textContent = box.dataset.tunggu;
    try {
      const at = await standing();
      for (const [name, value] of Object.entries(at)) box.querySelector(`[name=${name}]`).value = value;
      told.textContent = say(box.dataset.ada, at.akurasi);
      if (here) here.hidden = false;
    } catch {
      told.textContent = box.dataset.tidak;
    }
  });
}

const box = await openBox().catch(() => null);
if (box) {
  const note = document.querySelector("[data-menunggu]");
  const waits = await box.waiting(who);
  if (note && waits.length) tell(note, say(note.dataset.kata, waits.length));
  onLeave(box, () => location.assign(document.querySelector("[data-bawa] a")?.href ?? location.pathname.replace(/\/petugas\/.*/, "/petugas/lapangan/jalan")));
}

function tell(note, text) {
  const a = document.createElement("a");
  a.className = "lega";
  a.href = location.pathname.replace(/\/petugas\/.*/, "/petugas/lapangan/jalan");
  a.textContent = text;
  note.className = "catat tunggu atas5";
  note.append(a);
  note.hidden = false;
}
