// The portal as a person meets it: opened on a phone, signed in with an OTP, put away, opened again days later.
import { expect, type Locator, type Page } from "@playwright/test";
import type { Sandbox } from "./sandbox.ts";

export type Language = "hi" | "en" | "ur";

/** On somebody's own phone, on a machine that many share, or in a page of somebody else. Only the first remembers. */
export type Place = "phone" | "kiosk" | "frame";

/** The account whose last seen balance was ₹50. */
export const FAMILY = "102345678";
/** The account that was below zero already. */
export const INDEBTED = "102345679";

export const PAGES = ["#/", "#/recharge", "#/use", "#/notices", "#/help", "#/complaint", "#/account", "#/proof"] as const;

/** Words by which the tests find their way. What pages say is checked in the specs. */
export const WORDS = {
  hi: {
    sendOtp: "SMS से OTP मँगाएँ",
    enter: "आगे बढ़ें",
    balance: "बैलेंस",
    outlook: "क्या बिजली कटेगी?",
    service: "विभाग का सर्वर",
    recharges: "आपका पैसा कहाँ है?",
    why: "ऐसा क्यों? किसने कहा?",
    proof: "दिखाने का सबूत",
    calendar: "कैलेंडर में याद रखें",
    share: "दूसरों को भेजें",
    refresh: "ताज़ा करें",
    pay: /का भुगतान आगे बढ़ाएँ/,
    findOut: "पता करें (वही अनुरोध, नया कभी नहीं)",
    busy: "पूछ रहे हैं…",
    checkNow: "अभी हाल पूछें",
    states: { paid: "पैसा मिल गया", credited: "खाते में जमा", on_meter: "मीटर पर पहुँच गया", failed: "भुगतान नहीं हुआ", expired: "समय बीत गया", reversed: "पैसा वापस भेजा गया" },
  },
  en: {
    sendOtp: "Send me an OTP by SMS",
    enter: "Go on",
    balance: "Balance",
    outlook: "Will my supply be cut?",
    service: "The utility's server",
    recharges: "Where is your money?",
    why: "Why? Who says so?",
    proof: "Proof to show",
    calendar: "Add to calendar",
    share: "Share",
    refresh: "Refresh",
    pay: /^Go on to pay/,
    findOut: "Find out (the same request, never a new one)",
    busy: "Asking…",
    checkNow: "Ask how it stands",
    states: { paid: "Payment received", credited: "On the account", on_meter: "On the meter", failed: "Payment failed", expired: "Time ran out", reversed: "Money sent back" },
  },
  ur: {
    sendOtp: "SMS سے OTP منگائیں",
    enter: "آگے بڑھیں",
    balance: "بیلنس",
    outlook: "کیا بجلی کٹے گی؟",
    service: "محکمے کا سرور",
    recharges: "آپ کا پیسہ کہاں ہے؟",
    why: "ایسا کیوں؟ کس نے کہا؟",
    proof: "دکھانے کا ثبوت",
    calendar: "کیلنڈر میں یاد رکھیں",
    share: "دوسروں کو بھیجیں",
    refresh: "تازہ کریں",
    pay: /کی ادائیگی آگے بڑھائیں/,
    findOut: "پتہ کریں (وہی درخواست، نئی کبھی نہیں)",
    busy: "پوچھ رہے ہیں…",
    checkNow: "ابھی حال پوچھیں",
    states: { paid: "پیسہ مل گیا", credited: "کھاتے میں جمع", on_meter: "میٹر پر پہنچ گیا", failed: "ادائیگی نہیں ہوئی", expired: "وقت گزر گیا", reversed: "پیسہ واپس بھیجا گیا" },
  },
} as const;

/** Words of waiting. None may stand on a page for longer than the portal's patience. */
export const WAITING = /खुल रहा है|Opening…|पूछ रहे हैं|Asking…|देखी जा रही है|Looking for the bulletin|پوچھ رہے ہیں|دیکھا جا رہا ہے/;

export class Portal {
  language: Language = "en";
  place: Place = "phone";
  private readonly configured = {};

  constructor(
    readonly page: Page,
    readonly sandbox: Sandbox,
    /** Where the portal is served. */
    readonly home: string = sandbox.url,
  ) {}

  get words() {
    return WORDS[this.language];
  }

  get states() {
    return this.words.states;
  }

  /** The heart of the page, without header and navigation. */
  get main(): Locator {
    return this.page.getByRole("main");
  }

  card(name: string): Locator {
    return this.main.getByRole("region", { name });
  }

  get outlook(): Locator {
    return this.card(this.words.outlook);
  }

  get balance(): Locator {
    return this.card(this.words.balance);
  }

  get service(): Locator {
    return this.card(this.words.service);
  }

  get recharges(): Locator {
    return this.card(this.words.recharges);
  }

  /** From now on the device's clock shows the utility's time and runs on. */
  async setClock(): Promise<void> {
    await this.page.clock.install({ time: await this.sandbox.now() });
  }

  /** Days pass with the phone in the pocket; then the portal is opened anew. */
  async reopenAt(instant: string, fragment = "#/"): Promise<void> {
    await this.closeUntil(instant);
    await this.open(fragment);
  }

  /** Days pass with the portal closed. */
  async closeUntil(instant: string): Promise<void> {
    await this.page.goto("about:blank");
    await this.sandbox.jump(instant);
    await this.page.clock.setSystemTime(instant);
  }

  /** Time passes while the page stays open. */
  async wait(seconds: number): Promise<void> {
    await this.sandbox.advance(seconds);
    await this.page.clock.fastForward(seconds * 1000);
  }

  /** Opens a page and waits until the portal has taken over from the first paint. */
  async open(fragment = "#/"): Promise<void> {
    const place = this.place === "phone" ? "" : `?place=${this.place}`;
    await this.page.goto(`${this.home}/${place}${fragment}`);
    await this.started();
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.started();
  }

  async started(): Promise<void> {
    await expect(this.page.locator("#boot-status")).toHaveCount(0);
    // A kiosk that waits for somebody begins by a tap.
    const begins = this.page.locator(`.attract:not([hidden]) .attract-begin[lang="${this.language}"]`);
    await expect(this.page.locator("#heading").or(begins).first()).toBeAttached();
    if (await begins.count()) await begins.click();
    await expect(this.page.locator("#heading")).toHaveCount(1);
  }

  /** Goes to another page of the open portal. */
  async go(fragment: string): Promise<void> {
    await this.page.evaluate(async (hash) => {
      if (location.hash === hash) return;
      const gone = new Promise((done) => addEventListener("hashchange", done, { once: true }));
      location.hash = hash;
      await gone;
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    }, fragment);
    await expect(this.page.locator("#heading")).toHaveCount(1);
  }

  async speak(language: Language): Promise<void> {
    this.language = language;
    await this.page.addInitScript((tag) => {
      try {
        localStorage.setItem("diya.language", tag);
      } catch {
        // Storage may be forbidden by the test itself.
      }
    }, language);
  }

  /** The configuration offers these languages, from the next opening on. */
  async offer(languages: Language[]): Promise<void> {
    await this.configure({ languages });
  }

  /** The configuration says this too, from the next opening on. */
  async configure(fields: object): Promise<void> {
    Object.assign(this.configured, fields);
    await this.page.unroute("**/config.json");
    await this.page.route("**/config.json", async (route) => {
      const config = (await (await route.fetch()).json()) as object;
      await route.fulfill({ json: { ...config, ...this.configured } });
    });
  }

  /** No word of waiting is left; `within` milliseconds. */
  async settled(within = 9_000): Promise<void> {
    await expect(this.page.locator("body")).not.toContainText(WAITING, { timeout: within, useInnerText: true });
  }

  /** The list of recharges is here: what a fresh look asks for last. To be called before the look, and awaited after it. */
  async listed(): Promise<void> {
    const answer = await this.page.waitForResponse((answer) => answer.url().includes("/v1/recharges?since="));
    await answer.finished();
  }

  /** Asks for an OTP, reads it where the SMS would come, and enters it. Ends at home with the balance in sight. */
  async signIn(number = FAMILY, { remember = true, fragment = "#/" } = {}): Promise<void> {
    const listed = this.listed();
    await this.open(fragment);
    await this.enter(number, { remember });
    await expect(this.balance.locator(".amount")).toBeVisible();
    await listed;
    await this.settled();
  }

  /** Number and OTP, from wherever the form stands. */
  async enter(number: string, { remember = true } = {}): Promise<void> {
    const before = await this.sandbox.otp(number);
    await this.page.locator("#number").fill(number, { timeout: 5_000 });
    await this.page.getByRole("button", { name: this.words.sendOtp }).click();
    // Whoever signed in a moment ago, and has to again, waits until a tap counts.
    const held = this.main.getByText(/You asked a moment ago|आपने अभी-अभी पूछा था|آپ نے ابھی ابھی پوچھا تھا/);
    await expect(this.page.locator("#otp").or(held)).toBeVisible();
    if (await held.isVisible()) {
      await this.wait(31);
      await this.page.getByRole("button", { name: this.words.sendOtp }).click();
      await expect(this.page.locator("#otp")).toBeVisible();
    }
    await expect.poll(() => this.sandbox.otp(number), { message: "an OTP arrives" }).not.toBe(before);
    await this.page.locator("#otp").fill((await this.sandbox.otp(number))!);
    // Where nothing can be remembered, nobody is asked.
    const box = this.page.getByRole("checkbox");
    if (await box.count()) await box.first().setChecked(remember);
    await this.page.getByRole("button", { name: this.words.enter, exact: true }).click();
  }

  /** Types an amount on the recharge page and goes on. */
  async askToPay(rupees: number): Promise<void> {
    await this.page.locator("#amount").fill(String(rupees));
    await this.page.getByRole("button", { name: this.words.pay }).click();
  }

  /** A recharge up to its payment code. */
  async order(rupees = 500): Promise<void> {
    await this.go("#/recharge");
    await this.askToPay(rupees);
    await expect(this.page).toHaveURL(/#\/recharge\/./);
  }
}
