// A person who wants one recharge of ₹500, reads what the screen says, and presses what it offers.
import { expect, test } from "@playwright/test";
import type { Phone } from "./phone.ts";
import { FAMILY, type Portal } from "./portal.ts";
import type { Sandbox } from "./sandbox.ts";

/** What she sees. */
export type Screen = {
  heading: string;
  /** The headings of cards, such as “A recharge is already open”. */
  cards: string[];
  /** The answer to “Where is my money?”. */
  where: string;
  text: string;
  order: string | null;
  signIn: boolean;
  amount: boolean;
  code: boolean;
  buttons: string[];
};

const WISH = 500;
/** The page on which a recharge begins, and on which an open one is told of. */
const ASKS = /^(How much\?|Recharge)$/;
const HOME = /^Prepaid electricity/;
const RECEIVED = /^(Payment received|On the account|On the meter)$/;
/** What may not be read while an order for her wish exists. */
const UNTRUE = /no money was taken|Nothing was sent|no recharge of this request/i;
/** What each state says of the money. */
const WHERE: Record<string, RegExp> = {
  "Pay ₹500": /^With you, as far as the server knows\.$/,
  "Payment received": /^Your money has arrived\. It is not on the account yet\.$/,
  "On the account": /^On the account\. It is not on the meter yet\.$/,
  "On the meter": /^On the account and on the meter\. The recharge is complete\.$/,
  "Payment failed": /^(The payment network says that no payment came\. That is not final\.|This recharge is over, and nothing came to the account\.)$/,
  "Time ran out": /^(The payment code has expired, and the server knows of no payment\. If you paid|The payment network says that no payment came|This recharge is over)/,
};

export class Person {
  /** Orders whose payment code she was shown. */
  readonly shown = new Set<string>();
  private readonly paid = new Set<string>();
  private readonly answered = new Set<string>();
  /** What she read since she began, each heading once in a row. */
  readonly story: string[] = [];

  constructor(
    readonly phone: Phone,
    readonly sandbox: Sandbox,
    /** Whether she consents to a second recharge once the code of the first ran out unseen. */
    public consents = false,
  ) {}

  get portal(): Portal {
    return this.phone.portal;
  }

  /** Comes as far as this; what she reads from then on is her story. */
  async reach(step: { reach(person: Person): Promise<void> }): Promise<void> {
    await step.reach(this);
    this.story.length = 0;
  }

  /** Reads the screen; what stands there must not be untrue. */
  async look(portal = this.portal): Promise<Screen> {
    await portal.settled(15_000);
    let screen = await read(portal);
    await expect
      .poll(async () => ((screen = await read(portal)).heading ? "something" : "nothing"), { message: "the screen says something" })
      .toBe("something");
    const order = screen.order;
    if (screen.code && order) this.shown.add(order);
    const headline = ASKS.test(screen.heading) ? (screen.cards.find((card) => card !== "The server is down") ?? screen.heading) : screen.heading;
    if (this.story.at(-1) !== headline && !HOME.test(headline)) this.story.push(headline);
    const said = `${screen.heading} · ${screen.where} · ${screen.cards.join(" · ")}`;
    await test.info().attach("screen", { body: `${said}\n\n${screen.text}` });
    const orders = await this.sandbox.orders();
    if (orders.length > 0) expect(screen.text, "no money is talked away").not.toMatch(UNTRUE);
    if (order && WHERE[screen.heading]) expect(screen.where, `where the money is: ${screen.heading}`).toMatch(WHERE[screen.heading]!);
    if (orders.some(({ id }) => this.paid.has(id)) && RECEIVED.test(screen.heading) && screen.heading !== "On the meter") {
      expect(screen.code, "what is paid cannot be paid again").toBe(false);
    }
    return screen;
  }

  /** Gets as far as the form for an amount, in whatever tab. */
  async comeToForm(portal: Portal): Promise<void> {
    await portal.open("#/recharge");
    if ((await this.look(portal)).signIn) {
      await this.enter(portal);
      await portal.settled();
    }
    await portal.go("#/recharge");
    await expect(portal.page.locator("#amount")).toBeVisible();
  }

  /** Does what the screen offers until she has a payment code or reads that the money has come. */
  async strive(portal = this.portal): Promise<Screen> {
    let last = "";
    for (let effort = 0; effort < 14; effort++) {
      const screen = await this.look(portal);
      if (screen.code || RECEIVED.test(screen.heading)) return screen;
      const pressed = await this.press(portal, screen);
      const now = `${pressed} on ${screen.heading}`;
      // Taps are let through no more often than twice a minute.
      if (now === last) {
        await portal.wait(31);
        // What is under way takes real time too.
        await expect.poll(async () => (await read(portal)).text !== screen.text, { timeout: 1_500 }).toBe(true).catch(() => {});
      }
      last = now;
    }
    throw new Error(`she gave up at ${last}: ${(await read(portal)).text}`);
  }

  /** Where nothing is remembered the form stands there until the server says that the session is open. */
  private async enter(portal: Portal): Promise<void> {
    await portal.enter(FAMILY).catch(async (error) => {
      if (await portal.page.locator("#number, #otp").count()) throw error;
    });
  }

  private async press(portal: Portal, { buttons, signIn, amount, heading, order }: Screen): Promise<string> {
    const { page, words } = portal;
    const tap = async (name: string | RegExp, role: "button" | "link" = "button") => {
      await page.getByRole("main").getByRole(role, { name }).first().click({ timeout: 3_000 }).catch(() => {});
      return String(name);
    };
    if (signIn) {
      await this.enter(portal);
      await expect(page.locator("#otp")).toHaveCount(0);
      return "entered";
    }
    if (buttons.includes(words.findOut)) return tap(words.findOut);
    if (this.consents && heading === "Time ran out") {
      await portal.go("#/recharge");
      return "went for another";
    }
    if (this.consents && this.story.includes("Time ran out") && buttons.some((name) => name.startsWith("I understand"))) return tap(/^I understand/);
    if (buttons.includes("See how it stands")) return tap("See how it stands", "link");
    if (buttons.includes(words.checkNow)) return tap(words.checkNow);
    if (amount && !this.hasPaid) {
      // The form may give way to a recharge that was found meanwhile.
      const typed = await page.locator("#amount").fill(String(WISH), { timeout: 3_000 }).then(() => true, () => false);
      return typed ? tap(words.pay) : "wanted to type";
    }
    if (!order && !ASKS.test(heading)) {
      await portal.go("#/recharge");
      return "went to recharge";
    }
    return "nothing";
  }

  get hasPaid(): boolean {
    return this.paid.size > 0;
  }

  /** She pays every code that she was shown, as somebody may who holds two phones. */
  async pay(answer: "approve" | "decline" = "approve"): Promise<void> {
    for (const id of this.shown) {
      if (this.answered.has(id)) continue;
      await this.sandbox.bank(id, answer);
      this.answered.add(id);
      if (answer === "approve") this.paid.add(id);
    }
  }

  /** Opens the portal anew and looks where her money is, as often as it takes. */
  async followUp(): Promise<Screen> {
    const { portal } = this;
    const { page } = portal;
    await portal.open();
    if ((await this.look()).signIn) {
      await this.enter(portal);
      await expect(portal.balance.locator(".amount")).toBeVisible();
    }
    const link = portal.recharges.getByRole("link").first();
    await expect(link, "the recharge is found at home").toBeVisible();
    await portal.go((await link.getAttribute("href"))!);
    for (let effort = 0; effort < 8; effort++) {
      const screen = await this.look();
      if (screen.heading === "On the meter") return screen;
      // A browser that is killed may not have written the cookie down yet.
      if (screen.signIn) {
        await this.enter(portal);
        continue;
      }
      await portal.wait(effort < 2 ? 31 : 400);
      await page.getByRole("button", { name: portal.words.checkNow }).click({ timeout: 1_500 }).catch(() => {});
    }
    return this.look();
  }
}

async function read({ page }: Portal): Promise<Screen> {
  return page.evaluate(() => {
    const shown = (element: Element) => (element as HTMLElement).offsetParent !== null;
    const texts = (selector: string) => [...document.querySelectorAll(`main ${selector}`)].filter(shown).map((it) => it.textContent!.trim());
    const where = [...document.querySelectorAll("main dt")].find((it) => it.textContent === "Where is my money?");
    return {
      heading: texts("h1")[0] ?? "",
      cards: texts("h2"),
      where: where?.nextElementSibling?.textContent ?? "",
      text: document.querySelector("main")?.innerText ?? "",
      order: /^#\/recharge\/(.+)/.exec(location.hash)?.[1] ?? null,
      signIn: !!document.querySelector("main #number"),
      amount: !!document.querySelector("main #amount"),
      code: !!document.querySelector("main .qr-code"),
      buttons: [...texts("button"), ...texts("a.button")],
    };
  });
}
