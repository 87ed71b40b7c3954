// Digits to touch. The field stays the field: it has the focus, its label and its hint, and a keyboard that is plugged in
// types into it as well.

import { element, root, spoken } from "./page.js";

const FIELDS = "input[inputmode='none']";
let field = null;
let pad;

function isShown(one) {
  return one.isConnected && one.getClientRects().length > 0;
}

/** The field that is written into: the one that was touched last, else the first there is. */
function choose(touched) {
  const all = [...document.querySelectorAll(`#app ${FIELDS}, dialog[open] ${FIELDS}`)].filter(isShown);
  const next = all.includes(touched) ? touched : all.includes(field) ? field : (all.at(0) ?? null);
  if (next !== field) {
    field?.classList.remove("is-written-into");
    field = next;
    field?.classList.add("is-written-into");
  }
  // What is set again without need would be a change, and bring us here for ever.
  if (pad.hidden !== !field) {
    pad.hidden = !field;
    root.toggleAttribute("data-keypad", Boolean(field));
  }
  // A dialog leaves everything outside of itself untouchable.
  const home = field?.closest("dialog") ?? document.body;
  if (pad.parentNode !== home) home.append(pad);
}

function write(text) {
  if (!field) return;
  if (field.maxLength >= 0 && text.length > field.maxLength) return;
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Where amounts are grouped, it is a digit that goes and not a separator. */
const withoutLast = (text) => text.replace(/\D+$/, "").slice(0, -1);

function draw() {
  const words = spoken();
  const key = (name, label, click) => element("button", { type: "button", class: "key", "aria-label": label, click }, name);
  const digit = (one) => key(one, one, () => write(field.value + one));
  pad.setAttribute("aria-label", words.keypad);
  pad.replaceChildren(
    ..."123456789".split("").map(digit),
    key("✕", words.key_clear, () => write("")),
    digit("0"),
    key("⌫", words.key_back, () => write(withoutLast(field.value))),
  );
}

export function offerKeypad() {
  pad = element("div", { class: "keypad", role: "region", dir: "ltr", hidden: "" });
  // The focus stays in the field.
  pad.addEventListener("pointerdown", (event) => event.preventDefault());
  document.body.append(pad);
  draw();
  addEventListener("focusin", (event) => event.target.matches?.(FIELDS) && choose(event.target));
  new MutationObserver(() => choose(null)).observe(document.body, { subtree: true, childList: true, attributeFilter: ["inputmode", "open", "hidden"] });
  new MutationObserver(draw).observe(root, { attributeFilter: ["lang"] });
}
