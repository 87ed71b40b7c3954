// A machine in an office, as whoever stands before it meets it: touched, never typed at.
import { expect, type CDPSession, type Locator, type Page } from "@playwright/test";
import type { Language, Portal } from "./portal.ts";
import { FAMILY } from "./portal.ts";

export const SCREENS = { standing: { width: 1080, height: 1920 }, lying: { width: 1366, height: 768 } } as const;

export const KIOSK_WORDS = {
  hi: { begin: "शुरू करने के लिए छुएँ", done: "हो गया", ask: "क्या आप अब भी यहाँ हैं?", stay: "मैं यहीं हूँ", clear: "सब मिटाएँ", back: "आख़िरी अंक मिटाएँ" },
  en: { begin: "Touch to begin", done: "Done", ask: "Are you still here?", stay: "I am still here", clear: "Clear", back: "Delete the last digit" },
  ur: { begin: "شروع کرنے کے لیے چھوئیں", done: "ہو گیا", ask: "کیا آپ اب بھی یہاں ہیں؟", stay: "میں یہیں ہوں", clear: "سب مٹائیں", back: "آخری ہندسہ مٹائیں" },
} as const;

/** What opens the page for staff, and what the configuration holds of it: what WebCrypto makes of it here. */
export const STAFF_PIN = "2468";

export async function staffPin(): Promise<{ salt: string; iterations: number; hash: string }> {
  const [salt, iterations] = ["AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8", 100_000];
  const key = await crypto.subtle.importKey("raw", Buffer.from(STAFF_PIN), "PBKDF2", false, ["deriveBits"]);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt: Buffer.from(salt, "base64url"), iterations };
  const bits = await crypto.subtle.deriveBits(parameters, key, 256);
  return { salt, iterations, hash: Buffer.from(bits).toString("base64url") };
}

export class Kiosk {
  constructor(readonly portal: Portal) {}

  get page(): Page {
    return this.portal.page;
  }

  get words() {
    return KIOSK_WORDS[this.portal.language];
  }

  get attract(): Locator {
    return this.page.locator("main.attract");
  }

  get doneButton(): Locator {
    return this.page.locator(".kiosk-done");
  }

  get question(): Locator {
    return this.page.getByRole("alertdialog");
  }

  async open(fragment = ""): Promise<void> {
    await this.page.goto(`${this.portal.home}/?place=kiosk${fragment}`);
    await this.attracts();
  }

  /** Nobody is there, and the portal runs. */
  async attracts(): Promise<void> {
    await expect(this.page.locator("html")).toHaveAttribute("data-visit", "attract");
    await expect(this.attract).toBeVisible();
  }

  async begin(language: Language = this.portal.language): Promise<void> {
    this.portal.language = language;
    await this.page.getByRole("button", { name: this.words.begin }).tap();
    await expect(this.page.locator("html")).toHaveAttribute("data-visit", "busy");
    await expect(this.page.locator("#heading")).toHaveCount(1);
    await expect(this.page.locator("html")).toHaveAttribute("lang", language);
  }

  async touchDigits(digits: string): Promise<void> {
    const pad = this.page.locator(".keypad");
    for (const digit of digits) await pad.getByRole("button", { name: digit, exact: true }).tap();
  }

  /** Signs in with nothing but touches. */
  async signIn(number = FAMILY): Promise<void> {
    const listed = this.portal.listed();
    await this.enter(number);
    await expect(this.portal.balance.locator(".amount")).toBeVisible();
    await listed;
  }

  /** Number and OTP, touched. */
  async enter(number: string): Promise<void> {
    const { portal, page } = this;
    await expect(page.locator("#number")).toBeVisible();
    await this.touchDigits(number);
    const before = await portal.sandbox.otp(number);
    await page.getByRole("button", { name: portal.words.sendOtp }).tap();
    await expect(page.locator("#otp")).toBeVisible();
    await expect.poll(() => portal.sandbox.otp(number), { message: "an OTP arrives" }).not.toBe(before);
    await this.touchDigits((await portal.sandbox.otp(number))!);
    await page.getByRole("button", { name: portal.words.enter, exact: true }).tap();
  }

  /** Orders a recharge, up to the code to scan. */
  async order(rupees = "500"): Promise<void> {
    await this.page.locator(".navigation a[href='#/recharge']").tap();
    await expect(this.page.locator("#amount")).toBeVisible();
    await this.touchDigits(rupees);
    await this.page.getByRole("button", { name: this.portal.words.pay }).tap();
    await expect(this.page.getByRole("timer")).toBeVisible();
  }

  /** Opens the page for staff: the lamp held for three seconds, and the PIN. */
  async letStaffIn(): Promise<void> {
    const sheet = this.page.locator("dialog.staff");
    await this.page.locator("#lamp").dispatchEvent("pointerdown");
    await this.page.clock.fastForward(3_100);
    await expect(sheet).toBeVisible();
    await this.touchDigits(STAFF_PIN);
    await sheet.locator("button[type='submit']").tap();
    await expect(sheet.locator("dl")).toBeVisible();
  }

  async done(): Promise<void> {
    await this.doneButton.tap();
    await this.attracts();
  }
}

/** What the browser keeps, wherever a script can look. */
export function stored(page: Page) {
  return page.evaluate(async () => ({
    local: Object.keys({ ...localStorage }),
    session: Object.keys({ ...sessionStorage }),
    databases: (await indexedDB.databases()).map(({ name }) => name),
    caches: await caches.keys(),
    cookies: document.cookie,
    name: window.name,
    entries: performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/v1/")),
  }));
}

/** Lets a test look into the memory of the WebAssembly. To be called before the page is opened. */
export async function openMemory(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (source, imports) => {
      const made = await start(source, imports);
      // The rest of the program has none of its own.
      (window as unknown as { wasmMemory?: unknown }).wasmMemory ??= Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
      return made;
    };
  });
}

/** Which of the texts stand in the memory of the WebAssembly. They are handed over byte by byte, so that asking leaves none. */
export function inWasm(page: Page, texts: string[]): Promise<boolean[]> {
  const needles = texts.map((text) => [...Buffer.from(text, "utf8")]);
  return page.evaluate((needles) => {
    const { wasmMemory } = window as unknown as { wasmMemory: WebAssembly.Memory };
    const memory = new Uint8Array(wasmMemory.buffer);
    return needles.map((needle) => {
      for (let at = memory.indexOf(needle[0]!); at >= 0; at = memory.indexOf(needle[0]!, at + 1)) {
        if (needle.every((byte, place) => memory[at + place] === byte)) return true;
      }
      return false;
    });
  }, needles);
}

/** Which of the texts stand in the heap of the page's scripts and in its document, after everything is collected that can be. */
export async function inHeap(tools: CDPSession, texts: string[]): Promise<boolean[]> {
  await tools.send("HeapProfiler.collectGarbage");
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => void chunks.push(chunk);
  tools.on("HeapProfiler.addHeapSnapshotChunk", take);
  await tools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  tools.off("HeapProfiler.addHeapSnapshotChunk", take);
  const { strings } = JSON.parse(chunks.join("")) as { strings: string[] };
  return texts.map((text) => strings.some((string) => string.includes(text)));
}

/** Everything that can be touched and is smaller than a fingertip, in CSS pixels. */
export function small(page: Page, least = 64): Promise<string[]> {
  return page.evaluate((least) => {
    const targets = "a[href], button, summary, input:not([type='checkbox']), label.check, select, [role='button']";
    return [...document.querySelectorAll<HTMLElement>(targets)]
      .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.classList.contains("skip"))
      .map((one) => ({ one, box: one.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < least - 0.5 || box.height < least - 0.5))
      .map(({ one, box }) => `${one.localName}.${one.className} “${one.textContent?.slice(0, 30)}” ${Math.round(box.width)}×${Math.round(box.height)}`);
  }, least);
}

/** Whatever leads out of the portal. */
export function waysOut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll("a, area, form[action], [download], iframe")]
      .filter((one) => (one.getAttribute("href") ?? one.getAttribute("action") ?? "#").startsWith("#") === false || one.hasAttribute("download"))
      .map((one) => one.outerHTML.slice(0, 160)),
  );
}
