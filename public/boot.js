// The loader. It makes the first paint useful (language, last summary) and then brings in the portal.
// Plain JavaScript on purpose: it runs before any WebAssembly and is part of the 14 KB of the first paint.

import { bringIn, clearAway, holdWhilePaying } from "./worker.js";

const tag = document.querySelector("script[data-wasm]");
const byId = (id) => document.getElementById(id);
const show = (id) => byId(id)?.removeAttribute("hidden");

// Where the portal stands: on somebody's own phone, on a machine that many share, or in a page of somebody else. Only the
// first may remember. The portal reads it from here.
const asked = new URLSearchParams(location.search).get("place");
const place = asked === "kiosk" ? asked : asked === "frame" || window.top !== window ? "frame" : "phone";
document.documentElement.dataset.place = place;

// Storage may be missing or forbidden; then there is nothing to put back. The keys are those of src/browser/summary.rs.
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function setLanguage(language) {
  document.documentElement.lang = language === "en" ? "en" : "hi";
}

function paintSummary() {
  let summary;
  try {
    summary = JSON.parse(stored("diya.summary"))[document.documentElement.lang];
  } catch {
    return;
  }
  if (!summary || typeof summary.balance !== "string") return;
  // An outlook is shown only as long as it holds.
  const holds = Number(summary.outlook_until) * 1000 > Date.now();
  byId("summary-outlook").textContent = holds ? String(summary.outlook) : "";
  byId("summary-balance").textContent = summary.balance;
  byId("summary-age").textContent = String(summary.as_of);
  show("summary");
}

function fail(id) {
  byId("boot-status")?.setAttribute("hidden", "");
  show(id);
  show("boot-again");
}

setLanguage(stored("diya.language"));
if (place === "phone") {
  paintSummary();
  holdWhilePaying();
}

byId("language-switch").addEventListener("click", () => {
  setLanguage(document.documentElement.lang === "hi" ? "en" : "hi");
  try {
    localStorage.setItem("diya.language", document.documentElement.lang);
  } catch {
    // The choice then lasts as long as the page.
  }
  if (place === "phone") paintSummary();
});
byId("boot-reload").addEventListener("click", () => location.reload());

const slow = setTimeout(() => {
  byId("boot-status")?.setAttribute("hidden", "");
  show("boot-slow");
}, 8000);

async function boot() {
  if (typeof WebAssembly !== "object" || typeof WebAssembly.instantiateStreaming !== "function") {
    fail("boot-old");
    return;
  }
  try {
    // Both at once; the glue is small and the module is not needed before it.
    const wasm = fetch(tag.dataset.wasm, { integrity: tag.dataset.wasmIntegrity, credentials: "same-origin" });
    wasm.catch(() => {});
    const glue = await import(new URL(tag.dataset.glue, document.baseURI).href);
    await glue.default({ module_or_path: wasm });
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
