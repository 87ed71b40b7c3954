// How far the recharge had come, and what befell it then.
import { expect } from "@playwright/test";
import type { Person } from "./person.ts";
import { REFUSALS } from "./phone.ts";

/** A step of the journey, and how she comes there. */
export type Step = { name: string; reach(person: Person): Promise<void>; paid?: boolean };

const LIST = "GET /v1/recharges";
const MAKE = "POST /v1/recharges";
/** Long enough to strike meanwhile, short enough to wait for. */
const UNDER_WAY = 1_500;

async function type({ portal }: Person): Promise<void> {
  await portal.go("#/recharge");
  await portal.page.locator("#amount").fill("500");
}

async function tap({ portal }: Person): Promise<void> {
  await portal.page.getByRole("button", { name: portal.words.pay }).click();
}

/** Taps, and comes back when the request has left. */
async function tapAndSee(person: Person, method: string): Promise<void> {
  const left = person.portal.page.waitForRequest((request) => request.method() === method && /\/v1\/recharges(\?|$)/.test(request.url()));
  await tap(person);
  await left;
}

async function order(person: Person): Promise<void> {
  await type(person);
  await tap(person);
  await expect(person.portal.page.getByRole("timer")).toBeVisible();
  await person.look();
}

async function askUntil(person: Person, heading: string): Promise<void> {
  await person.portal.wait(31);
  await person.portal.page.getByRole("button", { name: person.portal.words.checkNow }).click({ timeout: 2_000 }).catch(() => {});
  await expect(person.portal.page.getByRole("heading", { level: 1 })).toHaveText(heading);
}

export const STEPS = {
  typed: { name: "a  amount typed, not tapped", reach: type },
  listing: {
    name: "b1 tapped, the list under way",
    async reach(person) {
      // A list that is older than two minutes is asked for anew.
      await person.portal.wait(150);
      await type(person);
      await person.sandbox.fault({ id: "slow", kind: "slow", route: `${LIST}*`, ms: UNDER_WAY });
      await tapAndSee(person, "GET");
    },
  },
  sending: {
    name: "b2 tapped, the order under way",
    async reach(person) {
      await type(person);
      await person.sandbox.fault({ id: "slow", kind: "slow", route: MAKE, ms: UNDER_WAY });
      await tapAndSee(person, "POST");
    },
  },
  lost: {
    name: "c  order made, answer lost",
    async reach(person) {
      await type(person);
      await person.sandbox.fault({ id: "cut", kind: "cut_after_work", route: MAKE });
      await tap(person);
      await expect(person.portal.page.getByRole("button", { name: person.portal.words.findOut })).toBeVisible();
      await person.sandbox.mend("cut");
      await person.sandbox.order();
    },
  },
  payable: { name: "d  payment code on screen", reach: order },
  paid: {
    name: "e  paid at the bank, not told",
    paid: true,
    async reach(person) {
      await order(person);
      await person.pay();
    },
  },
  received: {
    name: "f  paid and told, not credited",
    paid: true,
    async reach(person) {
      await person.sandbox.fault({ id: "stall", kind: "credit_stalled" });
      await order(person);
      await person.pay();
      await askUntil(person, person.portal.states.paid);
    },
  },
  credited: {
    name: "g  credited, not on the meter",
    paid: true,
    async reach(person) {
      await person.sandbox.fault({ id: "meter", kind: "credit_not_on_meter" });
      await order(person);
      await person.pay();
      await askUntil(person, person.portal.states.credited);
    },
  },
} satisfies Record<string, Step>;

/** What befalls her; `before` the journey, or when the step is reached. Afterwards all works again. */
export type Blow = { name: string; mortal?: boolean; before?(person: Person): Promise<void>; strike(person: Person): Promise<void> };

/** She opens the portal again while what struck lasts, reads, and presses what it offers. */
async function meanwhile(person: Person): Promise<void> {
  const { portal } = person;
  await portal.settled(15_000);
  await person.look();
  const { page, words } = portal;
  for (const name of [words.findOut, words.checkNow]) await page.getByRole("button", { name }).first().click({ timeout: 300 }).catch(() => {});
  await person.look();
}

export const BLOWS = {
  closed: {
    name: "tab closed",
    async strike({ phone }) {
      await phone.closeTab();
      await phone.portal.open();
    },
  },
  killed: {
    name: "browser killed (SIGKILL)",
    mortal: true,
    async strike({ phone }) {
      await phone.killBrowser();
      await phone.portal.open();
    },
  },
  reloaded: { name: "reload", strike: ({ portal }) => portal.reload() },
  backForward: {
    name: "back, then forward",
    async strike({ portal }) {
      await portal.page.goBack();
      await portal.started();
      await portal.page.goForward();
      await portal.started();
    },
  },
  serverGone: {
    name: "server gone, tab closed",
    async strike(person) {
      await person.sandbox.kill("refuse");
      await person.phone.closeTab();
      await person.portal.open("#/recharge");
      await meanwhile(person);
    },
  },
  networkGone: {
    name: "network gone",
    async strike(person) {
      await person.phone.network(false);
      await meanwhile(person);
      await person.phone.network(true);
    },
  },
  wiped: {
    name: "storage wiped, tab closed",
    async strike({ phone }) {
      await phone.wipe();
      await phone.closeTab();
      await phone.portal.open();
    },
  },
  forbidden: {
    name: "no storage, tab closed",
    before: ({ phone }) => phone.refuse(REFUSALS.noStorage),
    async strike({ phone }) {
      await phone.closeTab();
      await phone.portal.open();
    },
  },
  full: {
    name: "disk full, tab closed",
    async strike({ phone }) {
      await phone.closeTab();
      await phone.portal.open();
    },
  },
} satisfies Record<string, Blow>;
