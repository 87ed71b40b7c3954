// When the portal calls the utility's server by itself, over reloads and tabs.
import type { BrowserContext, Request } from "@playwright/test";
import { Portal, FAMILY } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

const ACCOUNT = /\/v1\/account/;

/** Requests that left from now on. */
function leaving(context: BrowserContext, what: RegExp): Request[] {
  const requests: Request[] = [];
  context.on("request", (request) => void (what.test(request.url()) && requests.push(request)));
  return requests;
}

/** Time passes in steps, as it does for a page that somebody looks at. */
async function look(portals: Portal[], minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    await portals[0]!.sandbox.advance(60);
    for (const { page } of portals) await page.clock.fastForward(60_000);
  }
}

async function anotherTab({ page, sandbox, language }: Portal): Promise<Portal> {
  const tab = new Portal(await page.context().newPage(), sandbox);
  await tab.page.addInitScript(() => (Math.random = () => 0));
  await tab.speak(language);
  await tab.setClock();
  return tab;
}

test("two retries are all that reloads and tabs have together", async ({ portal, page, sandbox }) => {
  test.setTimeout(120_000);
  await portal.signIn(FAMILY);
  const tab = await anotherTab(portal);
  await tab.open();
  await sandbox.kill("refuse");
  await look([portal, tab], 125);
  const asked = leaving(page.context(), ACCOUNT);
  for (let turn = 0; turn < 4; turn++) {
    await Promise.all([portal.reload(), tab.reload()]);
    await look([portal, tab], 20);
  }
  expect(asked.length, "unasked calls in 80 minutes of a server that refuses").toBeLessThanOrEqual(3);
  await sandbox.mend();
  await portal.wait(60);
  await page.getByRole("button", { name: portal.words.refresh }).click();
  await portal.settled();
  await expect(portal.service).not.toContainText("could not be reached");
});

/** Both tabs are opened anew at once, with a slow server; who called when. */
async function openBoth(portal: Portal): Promise<{ tab: string; from: number; to: number }[]> {
  const { page, sandbox } = portal;
  await portal.signIn(FAMILY);
  const tab = await anotherTab(portal);
  // A flight that a closed tab left behind is waited for; here none is.
  const landed = tab.listed();
  await tab.open();
  await landed;
  await tab.settled();
  await sandbox.fault({ id: "slow", kind: "slow", route: "GET /v1/account", ms: 1_000 });
  const flights: { tab: string; from: number; to: number }[] = [];
  page.context().on("requestfinished", (request) => {
    if (!ACCOUNT.test(request.url())) return;
    const { startTime, responseEnd } = request.timing();
    flights.push({ tab: request.frame().page() === page ? "first" : "second", from: startTime, to: startTime + responseEnd });
  });
  await Promise.all([portal.reload(), tab.reload()]);
  await expect.poll(() => flights.filter(({ tab }) => tab === flights[0]?.tab).length, { timeout: 20_000 }).toBe(3);
  // Time enough for the other one to begin, and to be answered.
  await new Promise((done) => setTimeout(done, 5_000));
  return flights;
}

test("what one tab was told another does not ask for", async ({ portal }) => {
  const flights = await openBoth(portal);
  expect(new Set(flights.map(({ tab }) => tab)).size, JSON.stringify(flights)).toBe(1);
});

for (const locks of [true, false]) {
  test(`tabs that cannot tell each other call one after the other, by ${locks ? "the browser's locks" : "a note where there are none"}`, async ({ portal, page }) => {
    await page.context().addInitScript((locks) => {
      Object.defineProperty(window, "BroadcastChannel", { value: undefined });
      if (!locks) Object.defineProperty(navigator, "locks", { value: undefined });
    }, locks);
    const flights = await openBoth(portal);
    const spans = ["first", "second"].map((name) => {
      const own = flights.filter((flight) => flight.tab === name);
      return { from: Math.min(...own.map(({ from }) => from)), to: Math.max(...own.map(({ to }) => to)) };
    });
    const [early, late] = spans.sort((one, other) => one.from - other.from);
    expect(Number.isFinite(late!.from), "both called").toBe(true);
    expect(early!.to, JSON.stringify(flights)).toBeLessThanOrEqual(late!.from);
  });
}

test.describe("while the utility says that the server is down", () => {
  test("nothing is asked unasked, and a tap once in a quarter of an hour, with a word about why", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    await portal.reopenAt("2024-10-28T19:00:00+05:30");
    await portal.settled();
    const asked = leaving(page.context(), /\/v1\//);
    await look([portal], 30);
    expect(asked, "unasked").toHaveLength(0);
    await page.getByRole("button", { name: portal.words.refresh }).click();
    await portal.settled();
    const once = asked.length;
    expect(once, "a utility that promises no news leaves a tap").toBeGreaterThan(0);
    await portal.wait(60);
    await page.getByRole("button", { name: portal.words.refresh }).click();
    await expect(portal.main).toContainText(/You asked a moment ago.* You can ask again from \d\d:\d\d\./);
    expect(asked).toHaveLength(once);
  });
});

test.describe("on the day of the repair", () => {
  test.use({ lot: 0.1 });

  test("a phone waits for its turn, and asks by itself when that comes", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    const asked = leaving(page.context(), ACCOUNT);
    await portal.reopenAt("2024-11-08T14:01:00+05:30");
    await portal.settled();
    // A fifth is admitted, over a quarter of an hour; this phone is in the middle of it.
    await look([portal], 6);
    expect(asked, "before its turn").toHaveLength(0);
    await look([portal], 3);
    await expect.poll(() => asked.length).toBeGreaterThan(0);
  });
});

test("a page that nobody looks at asks nothing, and looks when it is shown again", async ({ portal, page }) => {
  await portal.signIn(FAMILY);
  await page.evaluate(() => Object.defineProperty(document, "hidden", { value: true, configurable: true }));
  const asked = leaving(page.context(), /\/v1\/|bulletin\.jws/);
  await look([portal], 150);
  expect(asked.map((request) => request.url())).toEqual([]);
  await page.evaluate(() => Object.defineProperty(document, "hidden", { value: false, configurable: true }));
  await look([portal], 1);
  await expect.poll(() => asked.filter((request) => request.url().includes("bulletin")).length).toBeGreaterThan(0);
});

test("a second OTP is not sent for within half a minute, and the page says from when", async ({ portal, page, sandbox }) => {
  await portal.open();
  await page.locator("#number").fill(FAMILY);
  await page.getByRole("button", { name: portal.words.sendOtp }).click();
  await expect.poll(async () => sandbox.otp(FAMILY)).not.toBeNull();
  await portal.reload();
  await page.locator("#number").fill(FAMILY);
  await page.getByRole("button", { name: portal.words.sendOtp }).click();
  await expect(portal.main).toContainText(/You asked a moment ago.* You can ask again from \d\d:\d\d\./);
  await expect(page.locator("#number")).toHaveValue(FAMILY);
});
