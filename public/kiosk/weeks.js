// A kiosk runs for weeks: it opens the portal anew at a quiet hour, and after a panic, and counts what went wrong.

import { config, hostAnswers, isNobodyThere, root } from "./page.js";

const MINUTE = 60_000;
/** India Standard Time, minutes ahead of UTC. */
const INDIA = 330;
/** So many errors are kept. */
const KEPT = 20;

/** When the page was opened. */
export const since = Date.now();
/** What went wrong since then, the newest first. */
export const errors = [];
/** The last mirror that gave a bulletin, and when. */
export const mirror = { address: "", at: 0 };

/** Nothing of a person: no figures, no addresses behind the file's name, and not more than a line. */
export function withoutPersons(text) {
  return String(text).split("\n")[0].replace(/(?:[\d०-९۰-۹][\s,.-]?){3,}/g, "…").replace(/[?#]\S*/g, "").slice(0, 120);
}

function note(what) {
  errors.unshift({ at: Date.now(), what: withoutPersons(what) });
  errors.length = Math.min(errors.length, KEPT);
}

const civilDay = (instant) => Math.floor(instant / MINUTE + INDIA - quietMinute()) / 1440;

/** The quiet hour as minutes of the day. */
function quietMinute() {
  const [hours, minutes] = (config.kiosk?.reload_at ?? "03:00").split(":").map(Number);
  return hours * 60 + minutes;
}

let trying = false;
/** Once a quiet hour has passed since the page was opened, if nobody is there and the host answers. */
async function openAnew() {
  if (trying || !isNobodyThere() || location.hash === "#/staff") return;
  if (Math.floor(civilDay(Date.now())) <= Math.floor(civilDay(since))) return;
  trying = true;
  const answers = await hostAnswers();
  trying = false;
  // Somebody may have come meanwhile.
  if (answers && isNobodyThere()) location.reload();
}

function watchMirrors() {
  const mirrors = (config.bulletin?.mirrors ?? []).map((one) => new URL(one, document.baseURI).href);
  new PerformanceObserver((list) => {
    for (const { name, responseStatus, responseEnd } of list.getEntries()) {
      const came = responseStatus === undefined ? responseEnd > 0 : responseStatus === 200 || responseStatus === 304;
      if (came && mirrors.includes(name)) Object.assign(mirror, { address: name, at: Date.now() });
    }
  }).observe({ type: "resource" });
}

export function watchOver() {
  watchMirrors();
  addEventListener("error", (event) => note(event.message || `${event.target?.localName ?? "page"} did not load`), true);
  addEventListener("unhandledrejection", (event) => note(event.reason?.message ?? event.reason));
  const log = console.error;
  console.error = (...what) => {
    note(what[0]);
    log.apply(console, what);
  };
  setInterval(openAnew, MINUTE);
  // What could not be had at the start is asked for again.
  setInterval(() => root.dataset.rest === "missing" && dispatchEvent(new Event("diya:bring")), MINUTE);
  // The portal stopped. What it said to do can be read; then the next person finds it open again.
  new MutationObserver(() => {
    if (document.querySelector(".panic") && !root.dataset.stopped) {
      root.dataset.stopped = "";
      setTimeout(() => location.reload(), 15_000);
    }
  }).observe(document.body, { childList: true });
}
