// The loader. It makes the first paint useful (language, last summary) and then brings in the portal.
// Plain JavaScript on purpose: it runs before any WebAssembly and is part of the 14 KB of the first paint.

import { bringIn, clearAway, holdWhilePaying } from "./worker.js";

const root = document.documentElement;
const tag = document.querySelector("script[data-wasm]");
const byId = (id) => document.getElementById(id);
const show = (id) => byId(id)?.removeAttribute("hidden");

// Where the portal stands: on somebody's own phone, on a machine that many share, or in a page of somebody else. Only the
// first may remember. The portal reads it from here.
const asked = new URLSearchParams(location.search).get("place");
const framed = window.top !== window;
const place = asked === "kiosk" ? asked : asked === "frame" || framed ? "frame" : "phone";
root.dataset.place = place;

// Storage may be missing or forbidden; then there is nothing to put back. The keys are those of src/browser/summary.rs.
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Of the languages there are; Hindi is the first. */
function setLanguage(language) {
  root.lang = tag.hasAttribute(`data-words-${language}`) ? language : "hi";
  root.dir = tag.dataset.rtl.split(" ").includes(root.lang) ? "rtl" : "ltr";
}

/** Once the portal runs, no wait lasts longer than this, in milliseconds. */
const PATIENCE = 8000;
const files = {};

/** The file of a language: a promise of its text, fetched once. The portal asks for it under this name when it starts and
 * when somebody switches (src/browser/words.rs). */
globalThis.diya = { words: (language) => (files[language] ??= fetched(language)) };

async function fetched(language) {
  const stop = new AbortController();
  const starts = byId("boot-status");
  const limit = starts ? 0 : setTimeout(() => stop.abort(), PATIENCE);
  try {
    const integrity = tag.getAttribute(`data-digest-${language}`);
    const response = await fetch(tag.getAttribute(`data-words-${language}`), { integrity, credentials: "same-origin", signal: stop.signal });
    if (!response.ok) throw new Error(`${response.status}`);
    return await response.text();
  } catch (error) {
    console.error("words:", language, error);
    delete files[language];
    fail("boot-failed");
    throw error;
  } finally {
    clearTimeout(limit);
  }
}

function paintSummary() {
  let summary;
  try {
    summary = JSON.parse(stored("diya.summary"));
  } catch {
    return;
  }
  // It is there in the language that was spoken when it was written.
  byId("summary").hidden = summary?.lang !== root.lang || typeof summary.balance !== "string";
  if (byId("summary").hidden) return;
  // An outlook is shown only as long as it holds.
  const holds = Number(summary.outlook_until) * 1000 > Date.now();
  byId("summary-outlook").textContent = holds ? String(summary.outlook) : "";
  byId("summary-balance").textContent = summary.balance;
  byId("summary-age").textContent = String(summary.as_of);
}

/** Of no use to whoever has a window, so it is no part of the first load. */
function standInFrame() {
  const root = document.documentElement;
  root.dataset.host = "awaited";
  import(new URL("./frame.js", document.baseURI).href).catch(() => {
    root.dataset.host = "stranger";
    dispatchEvent(new Event("diya:host"));
  });
}

let tries;
function fail(id) {
  // What fails once the portal runs is the portal's to say.
  if (!byId("boot-status")) return;
  byId("boot-status").setAttribute("hidden", "");
  show(id);
  show("boot-again");
  // Nobody stays beside a machine that many people share.
  if (kiosk) tries ??= setInterval(() => fetch("./config.json").then((answer) => answer.ok && location.reload(), () => {}), 60000);
}

setLanguage(stored("diya.language"));
if (framed) standInFrame();
// Of no use to anybody's own phone either.
const kiosk = place === "kiosk" ? import(new URL("./kiosk.js", document.baseURI).href) : null;
kiosk?.catch(() => {});
if (place === "phone") {
  paintSummary();
  holdWhilePaying();
}

byId("language-switch").addEventListener("click", () => {
  setLanguage(root.lang === "en" ? "hi" : "en");
  globalThis.diya.words(root.lang).catch(() => {});
  try {
    if (!kiosk) localStorage.setItem("diya.language", root.lang);
  } catch {
    // The choice then lasts as long as the page.
  }
  if (place === "phone") paintSummary();
});
byId("boot-reload").addEventListener("click", () => location.reload());

/** The pages that nobody sees first (src/browser/rest.rs). Its functions take their places in the table of the running
 * module, and call back what that one exports. */
async function bringRest(running) {
  if (root.dataset.rest === "here") return;
  try {
    const rest = fetch(tag.dataset.rest, { integrity: tag.dataset.restIntegrity, credentials: "same-origin" });
    await WebAssembly.instantiateStreaming(rest, { p: running });
    root.dataset.rest = "here";
  } catch (error) {
    console.error("rest:", error);
    root.dataset.rest = "missing";
  }
  dispatchEvent(new Event("diya:rest"));
}

const slow = setTimeout(() => {
  byId("boot-status")?.setAttribute("hidden", "");
  show("boot-slow");
}, PATIENCE);

async function boot() {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiateStreaming !== "function") {
    fail("boot-old");
    return;
  }
  try {
    // All at once; the small ones are there long before the module is.
    const words = globalThis.diya.words(root.lang);
    words.catch(() => {});
    const wasm = fetch(tag.dataset.wasm, { integrity: tag.dataset.wasmIntegrity, credentials: "same-origin" });
    wasm.catch(() => {});
    const glue = await import(new URL(tag.dataset.glue, document.baseURI).href);
    await words;
    await kiosk;
    const running = await glue.default({ module_or_path: wasm });
    addEventListener("diya:bring", () => bringRest(running));
    await bringRest(running);
  } catch (error) {
    console.error("boot:", error);
    fail("boot-failed");
  } finally {
    clearTimeout(slow);
  }
  try {
    // Now that nothing of the first load is waited for. What was not fetched whole may still come this way.
    if (place === "phone") await bringIn();
    if (place === "kiosk") await clearAway();
  } catch {
    // No service worker here, as without TLS or in a private window: the portal then opens from its host only.
  }
}

boot();
