// The page for staff, at #/staff: behind a PIN, of which the configuration holds only what PBKDF2 made of it. Whoever guesses
// waits longer each time.

import { config, element, fill, hostAnswers, isNobodyThere, root, spoken } from "./page.js";
import { visits } from "./visit.js";
import { errors, mirror, since } from "./weeks.js";

/** Held on the lamp for so long, it opens; milliseconds. */
const HOLD = 3000;
/** Left alone, it closes; milliseconds. */
const LEFT_ALONE = 120_000;
const LONGEST_WAIT = 600;

let failures = 0;
let waitUntil = 0;
let dialog;
let closing;

const bytes = (base64url) => Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

async function isRight(pin) {
  const { salt, iterations, hash } = config.kiosk.staff_pin;
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations };
  const made = new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256));
  const wanted = bytes(hash);
  // All of it is looked at, whatever differs.
  return made.reduce((differs, byte, place) => differs | (byte ^ wanted[place]), made.length ^ wanted.length) === 0;
}

function close() {
  clearTimeout(closing);
  dialog.close();
  dialog.replaceChildren();
  if (location.hash === "#/staff") location.replace("#/");
}

function stayOpen() {
  clearTimeout(closing);
  closing = setTimeout(close, LEFT_ALONE);
}

function lay(title, ...children) {
  const words = spoken();
  const leave = element("button", { type: "button", class: "button", click: close }, words.staff_close);
  dialog.replaceChildren(element("h2", { id: "staff-title" }, title), ...children, leave);
}

function ask() {
  const words = spoken();
  if (!config.kiosk?.staff_pin) return lay(words.staff, element("p", {}, words.staff_none));
  const said = element("p", { class: "status", role: "status" });
  const field = element("input", { id: "staff-pin", type: "password", inputmode: "none", autocomplete: "off", maxlength: "12" });
  const open = element("button", { type: "submit", class: "button button-primary" }, words.staff_open);
  const form = element("form", { novalidate: "" }, element("label", { for: "staff-pin" }, words.staff_pin), field, said, open);
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const left = Math.ceil((waitUntil - performance.now()) / 1000);
    const pin = field.value;
    field.value = "";
    if (left > 0) return (said.textContent = fill(words.staff_wait, "n", left));
    if (busy) return;
    busy = true;
    const right = await isRight(pin).catch(() => false);
    busy = false;
    if (right) {
      failures = 0;
      return show();
    }
    failures += 1;
    const wait = Math.min(2 ** failures, LONGEST_WAIT);
    waitUntil = performance.now() + wait * 1000;
    said.textContent = `${words.staff_wrong} ${fill(words.staff_wait, "n", wait)}`;
  });
  lay(words.staff, form);
  field.focus();
}

/** What this browser keeps. Of a kiosk it should be nothing. */
async function kept() {
  const counts = [];
  const count = async (name, counting) => {
    try {
      counts.push(`${name} ${await counting()}`);
    } catch {
      counts.push(`${name} –`);
    }
  };
  await count("localStorage", () => localStorage.length);
  await count("sessionStorage", () => sessionStorage.length);
  await count("IndexedDB", async () => (await indexedDB.databases()).length);
  await count("Cache Storage", async () => (await caches.keys()).length);
  await count("service workers", async () => (await navigator.serviceWorker.getRegistrations()).length);
  return counts.join(" · ");
}

const civil = (instant) => (instant ? new Date(instant).toLocaleString("en-IN", { timeZone: "Asia/Kolkata", dateStyle: "medium", timeStyle: "short" }) : "–");

async function show() {
  const words = spoken();
  const bulletin = document.querySelector(".attract-notices")?.dataset ?? {};
  const version = document.querySelector("script[data-wasm]").dataset.wasm.replace(/^.*diya-|\.wasm$/g, "");
  const rows = [
    [words.staff_version, version],
    [words.staff_bulletin, bulletin.version ?? "–"],
    [words.staff_issued, civil(bulletin.issued)],
    [words.staff_mirror, mirror.at ? `${mirror.address} · ${civil(mirror.at)}` : "–"],
    [words.staff_storage, await kept()],
    [words.staff_since, civil(since)],
    [words.staff_visits, visits],
    [words.staff_errors, errors.length],
  ];
  const list = element("dl", { class: "facts-list" }, ...rows.flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, String(value))]));
  const log = element("ol", { class: "staff-errors", lang: "en", dir: "ltr" }, ...errors.map(({ at, what }) => element("li", {}, `${civil(at)} · ${what}`)));
  const said = element("p", { class: "status", role: "status" });
  const reload = async () => {
    if (await hostAnswers()) location.replace("#/"), location.reload();
    else said.textContent = words.staff_offline;
  };
  const again = element("button", { type: "button", class: "button button-primary", click: reload }, words.staff_reload);
  lay(words.staff, list, log, said, again);
}

function open() {
  if (location.hash !== "#/staff" || !isNobodyThere() || dialog.open) return;
  ask();
  dialog.showModal();
  stayOpen();
}

export function letStaffIn() {
  dialog = element("dialog", { class: "staff", "aria-labelledby": "staff-title" });
  dialog.addEventListener("cancel", (event) => (event.preventDefault(), close()));
  dialog.addEventListener("pointerdown", stayOpen);
  dialog.addEventListener("keydown", stayOpen);
  document.body.append(dialog);
  addEventListener("hashchange", open);
  new MutationObserver(open).observe(root, { attributeFilter: ["data-visit"] });
  const lamp = document.getElementById("lamp");
  let held;
  lamp.addEventListener("pointerdown", () => (held = setTimeout(() => location.replace("#/staff"), HOLD)));
  for (const event of ["pointerup", "pointerleave", "pointercancel"]) lamp.addEventListener(event, () => clearTimeout(held));
  // Whoever holds it does not begin a visit.
  lamp.addEventListener("click", (event) => event.stopPropagation());
  open();
}
