// The kill switch, served in place of the service worker: every phone that looks for a newer one takes this at once, and is
// left without a service worker and without its files. Open pages stay as they are; the next ones come from the network.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(Promise.all([registration.unregister(), clear()])));

async function clear() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.endsWith(registration.scope)).map((name) => caches.delete(name)));
}
