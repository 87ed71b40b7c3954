// The tour of the portal: every page at the moments that change what it shows, in every language, in the places where
// the portal stands. The access matrix and the pictures walk it; nothing is listed twice.
import { expect } from "@playwright/test";
import { Kiosk, staffPin } from "./kiosk.ts";
import { FAMILY, INDEBTED, type Language, type Place, type Portal } from "./portal.ts";

export const LANGUAGES = ["hi", "en", "ur"] as const satisfies Language[];
export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The screens: a cheap phone, a kiosk that stands upright, and a frame as `embed.js` makes it. */
export const PLACES = {
  phone: { viewport: { width: 360, height: 640 } },
  kiosk: { viewport: { width: 1080, height: 1920 }, deviceScaleFactor: 1, isMobile: false },
  frame: { viewport: { width: 400, height: 640 } },
} as const satisfies Record<Place, object>;

/** A way to a page, from wherever the tour stands. */
type Way = string | ((portal: Portal) => Promise<void>);

const FRAGMENTS = {
  home: "#/",
  recharge: "#/recharge",
  history: "#/history",
  use: "#/use",
  notices: "#/notices",
  proof: "#/proof",
  help: "#/help",
  complaint: "#/complaint",
  account: "#/account",
  "not-found": "#/nope",
  "order-unknown": "#/recharge/0192-not-mine",
} as const;

const { home, recharge } = FRAGMENTS;

const COMPLAINTS = {
  hi: "₹500 शुक्रवार को दिए थे, UPI की रसीद मेरे पास है। अब तक खाते में नहीं आए।",
  en: "I paid ₹500 on Friday and have the UPI receipt. It is not on the account yet.",
  ur: "₹500 جمعہ کو دیے تھے، UPI کی رسید میرے پاس ہے۔ اب تک کھاتے میں نہیں آئے۔",
} as const;

const complain: Way = async (portal) => {
  const { page, main } = portal;
  await portal.go("#/complaint/recharge_missing");
  if (await page.locator("#complaint").isVisible()) await page.locator("#complaint").fill(COMPLAINTS[portal.language]);
  await main.locator("form button[type='submit']").click();
  await expect(main.locator(".recharges li")).toHaveCount(1);
};

const WAYS: Record<string, Way> = {
  ...FRAGMENTS,
  "complaint-kept": complain,
  // What waited since the dead days goes out by itself, where something was kept.
  "complaint-sent": async (portal) => {
    const docket = portal.main.locator(".copyable");
    await portal.wait(31);
    if (portal.place === "phone") await portal.go("#/complaint");
    else await complain(portal);
    await expect(docket).toBeVisible();
  },
  asked: async (portal) => {
    await portal.wait(301);
    await expect(new Kiosk(portal).question).toBeVisible();
  },
  staff: async (portal) => {
    const kiosk = new Kiosk(portal);
    await kiosk.done();
    await kiosk.letStaffIn();
  },
  household: async (portal) => {
    await portal.go("#/account");
    await portal.main.getByRole("button", { name: ANOTHER[portal.language] }).click();
    await portal.wait(31);
    await portal.enter(INDEBTED);
    await expect(portal.page.locator(".accounts a")).toHaveCount(1);
    await expect(portal.balance).toBeVisible();
  },
  "household-account": "#/account",
  "household-recharge": recharge,
  offline: async (portal) => {
    const { page, words } = portal;
    await page.context().setOffline(true);
    await portal.go(home);
    await portal.wait(31);
    await page.getByRole("button", { name: words.refresh }).click();
    await portal.settled();
  },
  "number-refused": async ({ page, words }) => {
    await page.locator("#number").fill("12");
    await page.getByRole("button", { name: words.sendOtp }).click();
  },
  otp: async ({ page, words }) => {
    await page.locator("#number").fill(FAMILY);
    await page.getByRole("button", { name: words.sendOtp }).click();
    await expect(page.locator("#otp")).toBeVisible();
  },
  "amount-refused": async (portal) => {
    await portal.go(recharge);
    await portal.page.locator("#amount").fill("0");
    await portal.page.locator("#amount").press("Enter");
  },
  order: async (portal) => {
    await portal.order(500);
    await expect(portal.page.locator(".qr-code")).toBeVisible();
  },
  "recharge-open": recharge,
  "order-paid": async (portal) => {
    const { page, sandbox, words, states } = portal;
    const { id } = await sandbox.order();
    await sandbox.bank(id, "approve");
    await portal.go(`#/recharge/${id}`);
    await portal.wait(95);
    await page.getByRole("button", { name: words.checkNow }).click({ timeout: 2_000 }).catch(() => {});
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(states.paid);
  },
  "home-with-recharge": home,
  receipt: async (portal) => {
    const { id } = await portal.sandbox.order();
    await portal.go(`#/recharge/${id}`);
    await expect(portal.page.locator(".receipt")).toBeVisible();
  },
};

/** What is to be seen in one place only. */
const ONLY: Partial<Record<keyof typeof WAYS, Place>> = {
  attract: "kiosk",
  asked: "kiosk",
  staff: "kiosk",
  "complaint-kept": "phone",
  household: "phone",
  "household-account": "phone",
  "household-recharge": "phone",
  offline: "phone",
};

const ANOTHER = { hi: "एक और खाता जोड़ें", en: "Add another account", ur: "ایک اور کھاتہ جوڑیں" } as const;

/** Where nothing is kept, whoever comes on the day the server is dead is a stranger. */
const AS_STRANGER = ["attract", "home", "recharge", "help", "complaint"];

type Moment = {
  name: string;
  at: string;
  /** Whose account is open; `null`: nobody has signed in yet. */
  who: string | null;
  /** Whether the account is one that was remembered, because nobody can sign in now. */
  remembered?: true;
  pages: (keyof typeof WAYS)[];
};

const BEFORE = "2024-10-25T08:00:00+05:30";

/** From before the trouble until disconnections have resumed, in the scenario diwali-2024. */
export const MOMENTS: Moment[] = [
  { name: "stranger", at: BEFORE, who: null, pages: ["attract", "home", "number-refused", "otp", "recharge", "use", "history", "account", "proof", "complaint"] },
  { name: "may-be-cut", at: "2024-10-25T08:05:00+05:30", who: INDEBTED, pages: ["home"] },
  { name: "before", at: "2024-10-25T08:10:00+05:30", who: FAMILY, pages: ["home", "recharge", "amount-refused", "use", "account"] },
  { name: "dead", at: "2024-10-28T19:00:00+05:30", who: FAMILY, remembered: true, pages: ["home", "recharge", "use", "history", "complaint-kept"] },
  {
    name: "diwali",
    at: "2024-10-31T18:30:00+05:30",
    who: FAMILY,
    pages: [
      ...["attract", "home", "proof", "notices", "help", "complaint", "history", "use", "account", "not-found", "order-unknown"],
      ...["recharge", "order", "asked", "recharge-open", "order-paid", "home-with-recharge"],
    ],
  },
  {
    name: "repaired",
    at: "2024-11-09T10:00:00+05:30",
    who: FAMILY,
    pages: ["home", "complaint-sent", "receipt", "household", "household-account", "household-recharge", "offline"],
  },
  { name: "cut", at: "2024-11-12T12:00:00+05:30", who: INDEBTED, pages: ["home", "recharge", "proof", "notices", "staff"] },
];

export const START = BEFORE;

/** One walk through the tour for each place and language, as options of a test. */
export const WALKS = (Object.keys(PLACES) as Place[]).flatMap((place) =>
  LANGUAGES.map((language) => ({ ...PLACES[place], place, language, at: START, actionTimeout: 10_000 })),
);

/** `language` is what the page speaks there: a kiosk where nobody is speaks the first one. */
export type Stop = { moment: string; page: string; language: Language };

/** Goes through all moments and pages; at each, `look` is called with the page at rest. */
export async function tour(portal: Portal, look: (stop: Stop) => Promise<void>): Promise<void> {
  const { page, place } = portal;
  const keeps = place === "phone";
  const kiosk = place === "kiosk" ? new Kiosk(portal) : null;
  // Whoever looks on takes their time, also over the question whether anybody is there.
  if (kiosk) await portal.configure({ kiosk: { countdown_seconds: 60, staff_pin: await staffPin() } });
  let open: string | null = null;
  for (const { name, at, who, remembered, pages } of MOMENTS) {
    const known = !remembered || keeps;
    const stops = (known ? pages : AS_STRANGER).filter((stop) => (ONLY[stop] ?? place) === place);
    const lookAt = async (stop: string) => {
      await portal.settled();
      await look({ moment: name, page: stop, language: stop === "attract" || stop === "staff" ? "hi" : portal.language });
    };
    if (open && !kiosk && !(keeps && open === who)) await forget(portal);
    await portal.closeUntil(at);
    await page.context().setOffline(false);
    if (kiosk) {
      await kiosk.open();
      if (stops[0] === "attract") await lookAt("attract");
      await kiosk.begin();
    } else await portal.open();
    if (known && who && !(keeps && open === who)) await signIn(portal, who, kiosk);
    open = known ? who : null;
    for (const stop of stops.filter((stop) => stop !== "attract")) {
      if (kiosk) await page.locator("html").dispatchEvent("pointerdown");
      const way = WAYS[stop]!;
      if (typeof way === "string") await portal.go(way);
      else await way(portal);
      await lookAt(stop);
      if (kiosk && (await kiosk.question.isVisible())) await kiosk.question.getByRole("button", { name: kiosk.words.stay }).tap();
    }
    if (kiosk && (await kiosk.doneButton.isVisible())) await kiosk.done();
  }
}

/** On some of these days the server lets people in and yet tells no balance; then the tour goes on without. */
async function signIn(portal: Portal, who: string, kiosk: Kiosk | null): Promise<void> {
  // The list of recharges is what a fresh look asks for last, if it comes that far.
  const listed = portal.page.waitForResponse((answer) => answer.url().includes("/v1/recharges?since="), { timeout: 3_000 });
  await Promise.all([(kiosk ?? portal).enter(who), listed.catch(() => {})]);
  await expect(portal.balance).toBeVisible();
  await portal.settled(20_000);
}

/** The device as it is after a thorough cleaning: another person may come. */
async function forget({ page, home }: Portal): Promise<void> {
  await page.goto("about:blank");
  await page.context().clearCookies();
  const cleaner = await page.context().newCDPSession(page);
  await cleaner.send("Storage.clearDataForOrigin", { origin: new URL(home).origin, storageTypes: "all" });
  await cleaner.detach();
}
