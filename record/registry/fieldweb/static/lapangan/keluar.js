// The day's list of an officer goes with their sign-out from whatever page, and when somebody
// else signs in: this stands on every page that has the form of signing out. What waits to be
// sent stays in the box for its officer, and is shown to nobody else.
import { onLeave, who } from "/static/keluar.js";
import { openBox } from "/static/lapangan/kotak.js";

if (who) {
  onLeave({ drop: async () => (await openBox()).dropList((of) => of === who) });
  openBox().then((box) => box.dropList((of) => of !== who)).catch(() => {}); // no box, no list
}
