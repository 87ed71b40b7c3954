// The tour of the portal: every page at the moments that change what it shows, in every language, in the places where
// the portal stands. The access matrix and the pictures walk it; nothing is listed twice.
import { expect } from "@playwright/test";
import { FAMILY, INDEBTED, type Language, type Place, type Portal } from "./portal.ts";

export const LANGUAGES = ["hi", "en", "ur"] as const satisfies Language[];
export const THEMES = ["light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** The screens: a cheap phone, a kiosk that stands upright, and a frame as `embed.js` makes it. */
export const PLACES = {
  phone: { viewport: { width: 360, height: 640 } },
  kiosk: { viewport: { width: 1080, height: 1920 }, deviceScaleFactor: 1 },
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
  account: "#/account",
  "not-found": "#/nope",
  "order-unknown": "#/recharge/0192-not-mine",
} as const;

const { home, recharge } = FRAGMENTS;

const WAYS: Record<string, Way> = {
  ...FRAGMENTS,
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
};

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
  { name: "stranger", at: BEFORE, who: null, pages: ["home", "number-refused", "otp", "recharge", "use", "history", "account", "proof"] },
  { name: "may-be-cut", at: "2024-10-25T08:05:00+05:30", who: INDEBTED, pages: ["home"] },
  { name: "before", at: "2024-10-25T08:10:00+05:30", who: FAMILY, pages: ["home", "recharge", "amount-refused", "use", "account"] },
  { name: "dead", at: "2024-10-28T19:00:00+05:30", who: FAMILY, remembered: true, pages: ["home", "recharge", "use", "history"] },
  {
    name: "diwali",
    at: "2024-10-31T18:30:00+05:30",
    who: FAMILY,
    pages: [
      ...["home", "proof", "notices", "help", "history", "use", "account", "not-found", "order-unknown", "recharge"],
      ...["order", "recharge-open", "order-paid", "home-with-recharge"],
    ],
  },
  { name: "cut", at: "2024-11-12T12:00:00+05:30", who: INDEBTED, pages: ["home", "recharge", "proof", "notices"] },
];

export const START = BEFORE;

export type Stop = { moment: string; page: string };

/** Goes through all moments and pages; at each, `look` is called with the page at rest. */
export async function tour(portal: Portal, look: (stop: Stop) => Promise<void>): Promise<void> {
  const keeps = portal.place === "phone";
  let open: string | null = null;
  for (const { name, at, who, remembered, pages } of MOMENTS) {
    // Where nothing is kept, whoever comes on the day the server is dead is a stranger.
    const known = !remembered || keeps;
    if (open && open !== who) await forget(portal);
    await portal.reopenAt(at);
    if (known && who && !(keeps && open === who)) await signIn(portal, who);
    open = known ? who : null;
    for (const page of known ? pages : (["home", "recharge", "help"] as const)) {
      const way = WAYS[page]!;
      if (typeof way === "string") await portal.go(way);
      else await way(portal);
      await portal.settled();
      await look({ moment: name, page });
    }
  }
}

/** On some of these days the server lets people in and yet tells no balance; then the tour goes on without. */
async function signIn(portal: Portal, who: string): Promise<void> {
  await portal.enter(who);
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
