// Keeps the page of the field work in this browser, with its scripts and styles, so that
// it opens where there is no signal. It keeps nothing of what the page is filled with.
const store = "alun-lapangan";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));

self.addEventListener("message", (e) => {
  if (e.data?.simpan) e.waitUntil(keep(e.data.simpan).then((kept) => e.ports[0]?.postMessage({ kept })));
});

// keep takes all of the addresses, or says that it has not.
async function keep(addresses) {
  try {
    const cache = await caches.open(store);
    for (const a of addresses) {
      const answer = await fetch(a, { credentials: "same-origin", redirect: "error" });
      if (!answer.ok) return false;
      await cache.put(a, answer);
    }
    return true;
  } catch {
    return false;
  }
}

self.addEventListener("fetch", (e) => {
  const at = new URL(e.request.url);
  if (e.request.method !== "GET" || at.origin !== self.location.origin) return;
  const page = e.request.mode === "navigate" && at.pathname.endsWith("/petugas/lapangan/jalan");
  if (page || at.pathname.startsWith("/static/")) e.respondWith(answer(e.request));
});

// answer asks the house first: what it says is newer.
async function answer(request) {
  try {
    return await fetch(request);
  } catch (away) {
    const kept = await caches.match(request, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
    if (kept) return kept;
    throw away;
  }
}
