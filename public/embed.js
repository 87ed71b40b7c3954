// For the pages of others: <diya-portal> shows the portal in a frame that is as tall as what stands in it. A classic script
// or a module, without dependencies, without inline style. Whatever it is given, it throws nothing at the page around it:
// where there is no frame to show, what the element holds stays. The portal's side is frame.js; docs/embedding.md has both.

(() => {
  const NAME = "diya-portal";
  const LANGUAGES = ["hi", "en", "ur"];
  const THEMES = ["light", "dark"];
  const PAGES = ["notices", "use", "help", "account"];
  const TITLES = { hi: "बिजली पोर्टल", en: "Electricity portal", ur: "بجلی پورٹل" };
  const OPEN = { hi: "पोर्टल खोलें", en: "Open the portal", ur: "پورٹل کھولیں" };
  /** Heights in CSS pixels: before the portal told its own, the least, and the most that is believed. */
  const FIRST = 480;
  const LEAST = 160;
  const MOST = 20000;
  /** The portal may need a while until it listens: it is greeted so many times, so many milliseconds apart. */
  const GREETINGS = 12;
  const BETWEEN = 500;
  /** A page whose width follows the height of the frame would swing for ever. So many times the frame may become shorter, and
   * once more for each so many milliseconds; without one to spare it only grows, which comes to an end. */
  const SHRINKS = 10;
  const REST = 5000;
  // The rights it needs: its own storage and cookies if the browser gives them, windows for signing in and paying, receipts.
  const RIGHTS =
    "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals";
  // Known only to a classic script; a module has to say where the portal is.
  const beside = document.currentScript?.src;

  const one = (value, of) => (of.includes(value) ? value : "");

  /** Where the portal is, if `text` says so: over TLS, or on this very machine. */
  function portalAt(text) {
    try {
      const url = new URL(text, document.baseURI);
      const local = url.hostname === "localhost" || url.hostname === "127.0.0.1";
      const safe = url.protocol === "https:" || (url.protocol === "http:" && local);
      return safe && !url.username && !url.password ? new URL(".", url) : null;
    } catch {
      return null;
    }
  }

  function isSize(data) {
    return (
      typeof data === "object" &&
      data !== null &&
      Object.keys(data).sort().join() === "diya,height,type" &&
      data.diya === 1 &&
      data.type === "size" &&
      Number.isInteger(data.height) &&
      data.height >= 0 &&
      data.height <= MOST
    );
  }

  class DiyaPortal extends HTMLElement {
    static observedAttributes = ["src", "page", "language", "theme"];
    #stands = false;
    #frame = null;
    #origin = "";
    #wanted = 0;
    #turn = 0;
    #again = 0;
    #left = 0;
    #spare = SHRINKS;
    #since = 0;

    connectedCallback() {
      this.#stands = true;
      this.#open();
    }

    disconnectedCallback() {
      this.#stands = false;
      this.#close();
    }

    attributeChangedCallback(name, before, now) {
      if (!this.#stands || before === now) return;
      if (name === "language") this.#entitle();
      if (name === "language" || name === "theme") return this.#greet();
      this.#close();
      this.#open();
    }

    #open() {
      const portal = portalAt(this.getAttribute("src") || beside || "none:");
      if (!portal) return console.warn(`${NAME}: src must be the portal's https address`);
      if (!this.firstElementChild) {
        const link = document.createElement("a");
        link.href = portal.href;
        link.target = "_blank";
        link.rel = "noopener";
        this.#say(link, "textContent", OPEN);
        this.append(link);
      }
      const frame = document.createElement("iframe");
      frame.loading = "lazy";
      frame.allow = "clipboard-write; web-share";
      frame.referrerPolicy = "no-referrer";
      frame.setAttribute("sandbox", RIGHTS);
      frame.height = FIRST;
      // Set by script, which a policy against inline style allows. Unknown elements are inline, and have no width.
      if (getComputedStyle(this).display === "inline") this.style.display = "block";
      Object.assign(frame.style, { display: "block", width: "100%", border: "0" });
      frame.addEventListener("load", () => {
        this.#left = GREETINGS;
        this.#greet();
      });
      this.#origin = portal.origin;
      portal.search = "?place=frame";
      portal.hash = `/${one(this.getAttribute("page"), PAGES)}`;
      frame.src = portal.href;
      this.#frame = frame;
      this.#entitle();
      addEventListener("message", this.#hear);
      this.prepend(frame);
    }

    #close() {
      removeEventListener("message", this.#hear);
      clearTimeout(this.#again);
      cancelAnimationFrame(this.#turn);
      this.#turn = 0;
      const frame = this.#frame;
      this.#frame = null;
      frame?.remove();
      for (const other of this.children) other.hidden = false;
    }

    #wishes() {
      const wish = (name, of) => one(this.getAttribute(name), of);
      return { language: wish("language", LANGUAGES), theme: wish("theme", THEMES) };
    }

    #entitle() {
      if (this.#frame) this.#say(this.#frame, "title", TITLES);
    }

    /** In the language asked for, which is often not the one of the page around, or in both. */
    #say(element, what, words) {
      const { language } = this.#wishes();
      element.lang = language || "mul";
      element[what] = language ? words[language] : `${words.hi} · ${words.en}`;
    }

    /** Says who holds the frame, until it answers. The browser hands it to the portal's own origin only. */
    #greet() {
      clearTimeout(this.#again);
      if (--this.#left > 0) this.#again = setTimeout(() => this.#greet(), BETWEEN);
      this.#frame?.contentWindow?.postMessage({ diya: 1, type: "hello", ...this.#wishes() }, this.#origin);
    }

    #hear = (event) => {
      const frame = this.#frame;
      if (!frame || event.source !== frame.contentWindow || event.origin !== this.#origin || !isSize(event.data)) return;
      this.#left = 0;
      this.#wanted = Math.max(event.data.height, LEAST);
      this.#turn ||= requestAnimationFrame(() => this.#fit(frame));
    };

    #fit(frame) {
      this.#turn = 0;
      const now = performance.now();
      this.#spare = Math.min(SHRINKS, this.#spare + (now - this.#since) / REST);
      this.#since = now;
      const height = Number(frame.height);
      const shrinks = this.#wanted < height;
      if (shrinks && this.#spare >= 1) this.#spare -= 1;
      else if (shrinks) this.#wanted = height;
      if (this.#wanted !== height) frame.height = this.#wanted;
      // Now that the portal is there, what stood in for it is not needed.
      for (const other of this.children) other.hidden = other !== frame;
    }
  }

  if (!customElements.get(NAME)) customElements.define(NAME, DiyaPortal);
})();
