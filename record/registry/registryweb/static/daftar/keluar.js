// What an account typed in the form and did not send goes with its sign-out, from whatever
// page: this stands on every page that has the form of signing out.
import { openBox } from "/static/daftar/kotak.js";
import { onLeave, who } from "/static/keluar.js";

onLeave({ drop: async () => (await openBox(who)).empty() });
