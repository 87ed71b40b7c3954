// The page's side of the service worker: brings it in once the portal runs, tells the portal of a newer version, and opens
// that only when the person says so. The portal's own side is src/browser/worker.rs; they speak through two attributes of
// the root element and events of the window.

/** A lock that every tab shares in which a payment is open. */
const PAYING = "diya.paying";
/** A tab that is never closed looks for a newer version this often, in milliseconds. */
const BETWEEN_LOOKS = 6 * 60 * 60 * 1000;
const root = document.documentElement;

/** Tells the portal of a newer version: "ready", or "held" by a payment in another tab. */
function tell(state) {
  root.dataset.update = state;
  dispatchEvent(new Event("diya:update"));
}

/** While the portal says that a payment is open here, no other tab brings in another version. */
export function holdWhilePaying() {
  let release;
  addEventListener("diya:paying", () => {
    if (!root.dataset.paying) {
      release?.();
      release = null;
    } else if (!release) {
      const held = new Promise((done) => (release = done));
      navigator.locks?.request(PAYING, { mode: "shared" }, () => held);
    }
  });
}

export async function bringIn() {
  const workers = navigator.serviceWorker;
  const registration = await workers.register("./service-worker.js", { updateViaCache: "none" });
  let consented = false;
  let looked = Date.now();
  const look = () => registration.waiting && workers.controller && tell("ready");
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  look();
  // In the other tabs nothing changes by itself.
  workers.addEventListener("controllerchange", () => (consented ? location.reload() : tell("ready")));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || Math.abs(Date.now() - looked) < BETWEEN_LOOKS) return;
    looked = Date.now();
    registration.update().catch(() => {});
  });
  addEventListener("diya:open", () => {
    if (!registration.waiting) return location.reload();
    navigator.locks.request(PAYING, { ifAvailable: true }, (free) => {
      if (!free) return tell("held");
      consented = true;
      registration.waiting?.postMessage("open");
    });
  });
}

/** A machine that many people share keeps nothing. */
export async function clearAway() {
  const scope = new URL(".", location.href).href;
  for (const name of await caches.keys()) if (name.endsWith(scope)) await caches.delete(name);
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope === scope) await registration.unregister();
  }
}
