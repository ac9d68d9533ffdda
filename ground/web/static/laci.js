// A drawer is a database in this browser, with promises: it keeps what could not be sent yet.

// done turns a request of the browser's database into a promise.
const done = (request) =>
  new Promise((yes, no) => {
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });

// openDrawer opens a drawer, and makes it where there is none: stores names its stores with
// their options. What it gives does something with a store, "readonly" or "readwrite", and
// waits until it is on the disk.
export async function openDrawer(name, stores) {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, options] of Object.entries(stores)) request.result.createObjectStore(store, options);
  };
  const db = await done(request);
  return async (store, mode, act) => {
    const t = db.transaction(store, mode);
    const ended = new Promise((yes, no) => {
      t.oncomplete = yes;
      t.onabort = t.onerror = () => no(t.error);
    });
    const result = await done(act(t.objectStore(store)));
    await ended;
    return result;
  };
}
