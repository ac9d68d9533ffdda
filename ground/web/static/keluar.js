// Signing out, from any page: what this browser keeps for its account goes first, and a page
// on which something waits asks before it goes. Without scripts the form works as it is:
// then nothing was kept.
const head = document.querySelector("form[data-keluar]");
const all = [];
const patience = 2000; // milliseconds: a drawer that does not open keeps nobody in

// who is the code of the account that is signed in; undefined where nobody is.
export const who = head?.dataset.keluar;

// onLeave has a part of the page take part. ask(go) gives true when nothing stands against
// it; else it asks, and calls go when they say so. drop takes out what is kept. left is
// called in other tabs when the account has left in one.
export const onLeave = (part) => all.push(part);

const others = new BroadcastChannel("alun-keluar");
others.onmessage = (e) => {
  if (e.data === who) for (const part of all) part.left?.();
};

document.addEventListener("submit", async (e) => {
  const form = e.target;
  if (!head || form.action !== head.action || form.dataset.pergi) return;
  e.preventDefault();
  const go = async () => {
    others.postMessage(who);
    const dropped = Promise.allSettled(all.map((part) => part.drop?.()));
    await Promise.race([dropped, new Promise((yes) => setTimeout(yes, patience))]);
    form.dataset.pergi = "1";
    form.requestSubmit();
  };
  for (const part of all) if (part.ask && !(await part.ask(go))) return;
  await go();
});
