// A visit, as it shows: the screen that attracts, the button to end it, the question whether anybody is there. The portal
// says how the visit stands in data-visit and data-left; what happens is told to it in data-event, with an event.

import { config, element, fill, icon, isNobodyThere, languages, root, said, spoken, wordsIn } from "./page.js";

/** More than one touch in this time is one, in milliseconds. */
const BETWEEN = 1000;

export let visits = 0;
let touched = 0;
let shown;

function tell(event) {
  root.dataset.event = event;
  dispatchEvent(new Event("diya:visit"));
}

function speak(language) {
  root.dataset.language = language;
  dispatchEvent(new Event("diya:host"));
}

function begin(language) {
  if (!isNobodyThere()) return;
  visits += 1;
  speak(language);
  tell("begin");
  requestAnimationFrame(() => requestAnimationFrame(() => document.getElementById("heading")?.focus()));
}

function touch() {
  const now = Date.now();
  if (isNobodyThere() || root.dataset.visit === "asking" || Math.abs(now - touched) < BETWEEN) return;
  touched = now;
  tell("touch");
}

const leave = () => tell("leave");

/** Of the countdown only the seconds change; the rest is not said again with each. */
function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** The same words in every language that is offered. */
const inEach = (choose, tag = "span", attributes) =>
  languages.map((language) => said(tag, language, choose(wordsIn(language)), attributes?.(language)));

/** The lamp of the sprite, drawn here and not referred to, so that its flame can be of another colour than its bowl. */
function lamp() {
  const picture = icon("lamp");
  const drawn = document.getElementById("i-lamp");
  picture.setAttribute("viewBox", drawn.getAttribute("viewBox"));
  picture.replaceChildren(...[...drawn.children].map((part) => part.cloneNode()));
  return picture;
}

function attractScreen() {
  const begins = inEach((words) => words.begin, "button", (language) => ({
    type: "button",
    class: "attract-begin",
    click: (event) => (event.stopPropagation(), begin(language)),
  }));
  const how = [(words) => words.how_number, (words) => words.how_pay, (words) => words.how_done];
  const number = config.help?.helpline ?? "1912";
  const utility = ["hi", "en"].map((language) => said("span", language, config.utility?.name?.[language] ?? ""));
  return element(
    "main",
    { class: "attract" },
    element("div", { class: "attract-lamp", id: "lamp" }, lamp()),
    element("h1", {}, ...inEach((words) => words.name)),
    element("p", { class: "attract-about" }, ...inEach((words) => words.about)),
    element("div", { class: "attract-begins" }, ...begins),
    element("ol", { class: "attract-how" }, ...how.map((line) => element("li", {}, ...inEach(line)))),
    element("p", { class: "attract-help" }, ...inEach((words) => fill(words.help, "number", number))),
    element("p", { class: "attract-utility" }, ...utility),
  );
}

function question() {
  const title = element("h2", { id: "still-there" });
  const left = element("p", { class: "ask-left", role: "timer" });
  const paying = element("p", { class: "ask-paying" });
  const stay = element("button", { type: "button", class: "button button-primary ask-stay" });
  const go = element("button", { type: "button", class: "button ask-leave", click: (event) => (event.stopPropagation(), leave()) });
  const dialog = element("dialog", { class: "ask", role: "alertdialog", "aria-labelledby": "still-there", "aria-describedby": "still-there-why" });
  const why = element("div", { id: "still-there-why" }, left, paying);
  dialog.append(title, why, stay, go);
  // One touch anywhere is enough.
  dialog.addEventListener("click", () => tell("touch"));
  dialog.addEventListener("keydown", () => tell("touch"));
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  const show = () => {
    const words = spoken();
    const asks = root.dataset.visit === "asking";
    write(title, words.ask);
    write(left, fill(words.ask_left, "n", Math.max(0, Number(root.dataset.left ?? 0))));
    write(paying, "open" in root.dataset ? words.ask_paying : "");
    write(stay, words.stay);
    write(go, words.done);
    if (asks && !dialog.open) {
      dialog.showModal();
      stay.focus();
    } else if (!asks && dialog.open) dialog.close();
  };
  return { dialog, show };
}

/** What the browser itself may hold of the person; the portal's own memory is the portal's business. */
function clearUp() {
  getSelection()?.removeAllRanges();
  document.activeElement?.blur?.();
  try {
    sessionStorage.clear();
    localStorage.clear();
  } catch {
    // Forbidden storage holds nothing.
  }
  window.name = "";
  performance.clearResourceTimings();
  scrollTo(0, 0);
  if (location.hash !== "#/staff") location.replace("#/");
  speak(languages[0]);
}

export function drawVisits() {
  // The addresses of orders would stand there.
  performance.setResourceTimingBufferSize(0);
  const attract = attractScreen();
  const done = element("button", { type: "button", class: "kiosk-done", click: leave });
  const bar = element("aside", { class: "kiosk-bar" }, done);
  const ask = question();
  document.body.prepend(attract);
  document.body.append(bar, ask.dialog);

  let drawn;
  const show = () => {
    // The portal says how the visit stands every second, for weeks; mostly as before.
    const { visit, left, open } = root.dataset;
    const stands = [visit, left, open !== undefined, root.lang].join();
    if (stands === drawn) return;
    drawn = stands;
    const words = spoken();
    const nobody = isNobodyThere();
    attract.hidden = !nobody;
    bar.hidden = nobody || !root.dataset.visit;
    bar.setAttribute("aria-label", words.done_label);
    write(done, words.done);
    ask.show();
    if (nobody && shown !== "attract") clearUp();
    shown = root.dataset.visit;
  };
  show();
  new MutationObserver(show).observe(root, { attributeFilter: ["data-visit", "data-left", "data-open", "lang"] });

  addEventListener("pointerdown", touch, true);
  addEventListener("keydown", touch, true);
  addEventListener("input", touch, true);
  addEventListener("scroll", touch, true);
  // Wherever nobody aims at a language, it is the first.
  attract.addEventListener("click", () => begin(languages[0]));
  document.getElementById("app").addEventListener("click", () => begin(languages[0]));
  addEventListener("hashchange", () => isNobodyThere() && location.hash !== "#/staff" && location.hash !== "#/" && location.replace("#/"));
  setInterval(() => tell("pass"), 1000);
}
