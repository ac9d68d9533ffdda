// What the directory offers beside its form: how a word may go on, and what is near.
// Without this script the form and every link work as they are.

const box = document.querySelector("input[data-saran]");
const list = document.getElementById("saran");

// Only the answer to the last question counts: an earlier one may come later.
let asked = 0;
let wait = 0;

async function suggest() {
  const mine = ++asked;
  const text = box.value.trim();
  if (text.length < 2) {
    list.replaceChildren();
    return;
  }
  try {
    // the whole form: what is chosen goes on with the filters in use
    const answer = await fetch(box.dataset.saran + "?" + new URLSearchParams(new FormData(box.form)), { headers: { "HX-Request": "true" } });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine === asked) list.replaceChildren(...page.body.childNodes);
  } catch {
    // no network: the form still asks when it is sent
  }
}

if (box && list) {
  box.addEventListener("input", () => {
    clearTimeout(wait);
    wait = setTimeout(suggest, 160);
  });
  const links = () => [box, ...list.querySelectorAll("a")];
  box.form.addEventListener("keydown", (e) => {
    const all = links();
    const at = all.indexOf(document.activeElement);
    if (e.key === "Escape" && all.length > 1) {
      asked++;
      list.replaceChildren();
      box.focus();
    } else if ((e.key === "ArrowDown" || e.key === "ArrowUp") && at >= 0 && all.length > 1) {
      e.preventDefault();
      all[(at + (e.key === "ArrowDown" ? 1 : all.length - 1)) % all.length].focus();
    }
  });
}

// Near me: the place is rounded to about a hundred metres before it goes anywhere.
const near = document.getElementById("dekat");
const news = document.getElementById("dekat-kabar");
if (near && "geolocation" in navigator) {
  near.hidden = false;
  near.addEventListener("click", () => {
    near.disabled = true;
    navigator.geolocation.getCurrentPosition(
      (at) => {
        const to = new URL(location.href);
        to.searchParams.set("dekat", at.coords.latitude.toFixed(3) + "," + at.coords.longitude.toFixed(3));
        to.searchParams.set("urut", "jarak");
        to.searchParams.delete("dari");
        to.searchParams.delete("kotak");
        to.hash = "";
        location.assign(to);
      },
      () => {
        near.disabled = false;
        news.textContent = near.dataset.tolak;
        news.hidden = false;
        document.getElementById("dekat-kelurahan")?.setAttribute("open", "");
      },
      { maximumAge: 300000, timeout: 15000 },
    );
  });
}
