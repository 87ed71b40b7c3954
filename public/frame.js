// The page's side of a frame: learns who holds it, tells that page how tall this one is, and leaves its history alone. The
// portal reads what is learnt from two attributes of the root element (src/browser/frame.rs); the other page's side is
// embed.js. Whatever else is said to this window is not answered.

const root = document.documentElement;
/** How long is waited for the greeting, in milliseconds. */
const PATIENCE = 5000;
/** How often the page around is listened to at most, in milliseconds. */
const BETWEEN = 50;
/** As tall as embed.js believes, in CSS pixels. */
const MOST = 20000;
const DARK = "(prefers-color-scheme: dark)";

function isHello(data) {
  return (
    typeof data === "object" &&
    data !== null &&
    Object.keys(data).sort().join() === "diya,language,theme,type" &&
    data.diya === 1 &&
    data.type === "hello" &&
    ["hi", "en", "ur", ""].includes(data.language) &&
    ["light", "dark", ""].includes(data.theme)
  );
}

/** The origins whose pages may hold this one: those of the headers, which are made of the same field. */
async function listed() {
  let origins = [];
  try {
    origins = (await (await fetch("./config.json")).json()).embed.origins;
  } catch {
    // Then it is only the portal's own.
  }
  return [location, ...origins].map((one) => {
    try {
      return new URL(one).origin;
    } catch {
      return null;
    }
  });
}

let dark;
/** The page's rules for the dark are made to hold always, never, or as the device says. */
function setTheme(theme) {
  root.style.colorScheme = theme;
  dark ??= [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]).filter((rule) => rule.media?.mediaText === DARK);
  for (const rule of dark) rule.media.mediaText = theme ? (theme === "dark" ? "all" : "not all") : DARK;
}

let known = null;
let last = null;
let turn = 0;
let host = "";
let wishes = { language: "", theme: "" };
let told = -1;

const tell = () => {
  const height = Math.min(Math.ceil(root.getBoundingClientRect().height), MOST);
  if (!host || height === told) return;
  told = height;
  parent.postMessage({ diya: 1, type: "size", height }, host);
};
const set = (state) => {
  root.dataset.host = state;
  dispatchEvent(new Event("diya:host"));
};
// However often the page around speaks, its last word is taken, and not more often than counts.
const hear = (event) => {
  if (event.source !== parent || !isHello(event.data)) return;
  last = event;
  turn ||= setTimeout(take, BETWEEN);
};
const take = () => {
  if (!known) return;
  turn = 0;
  const { origin, data } = last;
  if (!known.includes(origin)) return;
  const { language, theme } = data;
  if (theme !== wishes.theme) setTheme(theme);
  const news = host !== origin || (language && language !== wishes.language);
  // What the person chose since then stands, unless the page around wishes something new.
  if (news && language) {
    root.dataset.language = language;
    // Later the portal says which language it speaks, once it has its words.
    if (document.getElementById("boot-status")) {
      root.lang = language;
      root.dir = language === "ur" ? "rtl" : "ltr";
    }
  }
  wishes = { language, theme };
  if (host !== origin) told = -1;
  host = origin;
  if (news) set("listed");
  tell();
};

// In a sandbox without an origin of its own there is nobody to be known to.
if (self.origin === "null") {
  set("stranger");
} else {
  addEventListener("message", hear);
  listed().then((origins) => {
    known = origins;
    if (last) take();
  });
  setTimeout(() => host || set("stranger"), PATIENCE);
  new ResizeObserver(tell).observe(document.body);
}

addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href]");
  if (!link || link.target || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.getAttribute("href").startsWith("#")) {
    // The back button belongs to the page around.
    event.preventDefault();
    location.replace(link.href);
  } else if (/^https?:/.test(link.protocol)) {
    // Other pages would have to stand in this frame, and most refuse.
    link.target = "_blank";
    link.rel = "noopener";
  }
});
