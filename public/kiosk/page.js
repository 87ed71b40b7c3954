// What the parts of the kiosk share: its style, its configuration, its words, and one way to make an element.

export const root = document.documentElement;

/* global KIOSK_WORDS -- put in by the build, from src/view/i18n/kiosk.rs */
const WORDS = KIOSK_WORDS;

/** The configuration; src/contract/config.rs refuses what is wrong in it. */
export let config = {};
/** The languages that are offered; Hindi is the first. */
export let languages = ["hi", "en"];

/** The words in one language. */
export const wordsIn = (language) => WORDS[language] ?? WORDS.hi;
/** The words in the language that is spoken. */
export const spoken = () => wordsIn(root.lang);
export const fill = (text, name, value) => text.replace(`{${name}}`, value);
export const isNobodyThere = () => root.dataset.visit === "attract";

/** The style comes first: nothing of the kiosk shows without it. */
export async function setUp() {
  const style = element("link", { rel: "stylesheet", href: "./kiosk.css" });
  const styled = new Promise((done, failed) => {
    style.onload = done;
    style.onerror = () => failed(new Error("kiosk.css"));
  });
  document.head.append(style);
  try {
    config = await (await fetch("./config.json", { cache: "no-cache" })).json();
    if (config.languages?.length) languages = config.languages;
  } catch {
    // The portal says what is wrong with it.
  }
  await styled;
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "click") made.addEventListener("click", value);
    else if (value !== null) made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

/** A text in a language, marked as such. */
export const said = (tag, language, text, attributes = {}) =>
  element(tag, { lang: language, dir: language === "ur" ? "rtl" : "ltr", ...attributes }, text);

export function icon(name) {
  const picture = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  picture.setAttribute("class", "icon");
  picture.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  picture.append(use);
  return picture;
}

/** Whether the host of the portal's files answers now. */
export async function hostAnswers() {
  try {
    const answer = await fetch("./index.html", { cache: "no-store", credentials: "same-origin", signal: AbortSignal.timeout(8000) });
    return answer.ok;
  } catch {
    return false;
  }
}
