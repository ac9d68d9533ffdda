// The box in this browser: the steps of the form that were typed and not saved yet. Each bears
// its account's code, and is shown to nobody else.
import { openDrawer } from "/static/laci.js";

const oldest = 14 * 24 * 3600_000; // what nobody came back for goes, whosever it is

// openBox opens the steps of an account.
export async function openBox(who) {
  const on = await openDrawer("alun-daftar", { isian: { keyPath: "di" } });
  const every = () => on("isian", "readonly", (s) => s.getAll());
  const drop = (di) => on("isian", "readwrite", (s) => s.delete(di));
  for (const x of await every()) if (Date.now() - x.pada > oldest) await drop(x.di);
  const all = async () => (await every()).filter((x) => x.who === who);
  const put = (x) => on("isian", "readwrite", (s) => s.put(x));
  const empty = async () => {
    for (const x of await all()) await drop(x.di);
  };
  return { all, put, drop, empty };
}
