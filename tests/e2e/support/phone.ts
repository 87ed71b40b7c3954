// A phone whose browser can be killed: contexts and pages come and go, the profile stays.
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Browser, type BrowserContext, type Page } from "@playwright/test";
import { launchOptions } from "../playwright.config.ts";
import { Portal } from "./portal.ts";
import type { Sandbox } from "./sandbox.ts";

const DEVICE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, locale: "hi-IN", timezoneId: "Asia/Kolkata" };

/** Scripts that take from the pages what a browser may refuse. */
export const REFUSALS = {
  /** As in an embedded page or a private window. */
  noStorage: () => {
    indexedDB.open = () => {
      throw new DOMException("storage is forbidden", "SecurityError");
    };
    Storage.prototype.setItem = () => {
      throw new DOMException("storage is forbidden", "SecurityError");
    };
  },
  /** As on a phone full of films. What was written before can still be read. */
  fullDisk: () => {
    IDBObjectStore.prototype.put = IDBObjectStore.prototype.add = () => {
      throw new DOMException("the disk is full", "QuotaExceededError");
    };
    Storage.prototype.setItem = () => {
      throw new DOMException("the disk is full", "QuotaExceededError");
    };
  },
};

export class Phone {
  portal!: Portal;
  /** What must never happen on any page. */
  readonly wrongs: string[] = [];
  private context!: BrowserContext;
  private refusals: (() => void)[] = [];

  private constructor(
    private readonly sandbox: Sandbox,
    private readonly browser: Browser,
    /** Where the profile lies, if the browser is this phone's own. */
    private readonly profile: string | null,
    /** Where the portal is served. */
    private readonly home: string,
  ) {}

  /** With a browser of its own if it is to be killed; else in a context of the shared one. */
  static async boot(sandbox: Sandbox, browser: Browser, mortal: boolean, home = sandbox.url): Promise<Phone> {
    const phone = new Phone(sandbox, browser, mortal ? await mkdtemp(join(tmpdir(), "diya-profile-")) : null, home);
    await phone.start();
    return phone;
  }

  get page(): Page {
    return this.portal.page;
  }

  private async start(): Promise<void> {
    // With a host of its own the portal may stay on the phone.
    const serviceWorkers = this.home === this.sandbox.url ? "block" : "allow";
    this.context = this.profile
      ? await chromium.launchPersistentContext(this.profile, { ...launchOptions, ...DEVICE, serviceWorkers })
      : await this.browser.newContext({ ...DEVICE, serviceWorkers });
    for (const refusal of this.refusals) await this.context.addInitScript(refusal);
    this.portal = await this.tab();
  }

  /** Another tab, in which nothing is open yet. */
  async tab(): Promise<Portal> {
    const page = await this.context.newPage();
    page.on("pageerror", (error) => this.wrongs.push(`unhandled: ${error.message}`));
    page.on("console", (message) => {
      if (/panicked|unreachable executed|recursive use/i.test(message.text())) this.wrongs.push(message.text());
    });
    const portal = new Portal(page, this.sandbox, this.home);
    await page.addInitScript(() => (Math.random = () => 0));
    await portal.speak("en");
    await portal.setClock();
    return portal;
  }

  /** From now on pages cannot do this any more, in whatever tab. */
  async refuse(refusal: () => void): Promise<void> {
    this.refusals.push(refusal);
    await this.context.addInitScript(refusal);
    if (this.page.url() !== "about:blank") await this.page.evaluate(refusal);
  }

  /** The tab is closed; another one is opened. */
  async closeTab(): Promise<void> {
    const gone = this.page;
    this.portal = await this.tab();
    await gone.close();
  }

  /** The whole browser dies between two instructions, and is started again with what lies on the disk. */
  async killBrowser(): Promise<void> {
    if (!this.profile) throw new Error("this phone shares its browser");
    const closed = new Promise((done) => this.context.once("close", done));
    process.kill(browserOf(this.profile), "SIGKILL");
    await closed;
    await this.start();
  }

  /** Everything that the browser kept for the portal is gone, but for the cookies. */
  async wipe(storageTypes = "indexeddb,local_storage,cache_storage,service_workers"): Promise<void> {
    const cleaner = await this.context.newCDPSession(this.page);
    await cleaner.send("Storage.clearDataForOrigin", { origin: new URL(this.home).origin, storageTypes });
    await cleaner.detach();
  }

  async network(on: boolean): Promise<void> {
    await this.context.setOffline(!on);
  }

  async bin(): Promise<void> {
    await this.context.close();
    if (this.profile) await rm(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The process of the browser with this profile: the one of its processes that names no type. */
function browserOf(profile: string): number {
  for (const name of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    try {
      const words = readFileSync(`/proc/${name}/cmdline`, "utf8").split("\0");
      if (words.includes(`--user-data-dir=${profile}`) && !words.some((word) => word.startsWith("--type="))) return Number(name);
    } catch {
      // It ended meanwhile.
    }
  }
  throw new Error(`no browser has the profile ${profile}`);
}
