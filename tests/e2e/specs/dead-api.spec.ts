// The utility's server is dead; the static host is not. Every page opens, says what is known, and waits for nobody
// longer than eight seconds. A wish to pay survives, and becomes one order at most.
import type { Page } from "@playwright/test";
import { PAGES, FAMILY, type Portal } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

/** The portal's patience, and a second for the page to say so. */
const PATIENCE = 9_000;

/** The keys of the wishes that were sent, in order. */
function keysSent(page: Page): string[] {
  const keys: string[] = [];
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/v1/recharges")) keys.push(request.headers()["idempotency-key"] ?? "");
  });
  return keys;
}

async function opensEverywhere(portal: Portal): Promise<void> {
  for (const fragment of PAGES) {
    await test.step(`${fragment} opens, and opens again`, async () => {
      await portal.open(fragment);
      await expect(portal.page.getByRole("heading", { level: 1 })).not.toBeEmpty();
      await expect(portal.page.getByRole("navigation")).toBeVisible();
      await portal.settled(PATIENCE);
      await portal.reload();
      await portal.settled(PATIENCE);
    });
  }
}

for (const death of ["refuse", "hang", "bad_gateway"] as const) {
  test.describe(`the API answers with ${death}`, () => {
    test("a phone that never signed in opens every page", async ({ portal, sandbox }) => {
      await sandbox.kill(death);
      await opensEverywhere(portal);
      await portal.open("#/help");
      await expect(portal.main.getByRole("link", { name: /1912/ })).toHaveAttribute("href", "tel:1912");
    });

    test("a phone that signed in before shows what it remembers, with its age", async ({ portal, page, sandbox }) => {
      await portal.signIn(FAMILY);
      await sandbox.kill(death);
      await opensEverywhere(portal);
      await portal.reopenAt("2024-10-26T18:00:00+05:30");
      await expect(portal.balance).toContainText("₹84.53");
      await expect(portal.balance).toContainText("This is an old reading (2 days ago)");
      await portal.go("#/use");
      await expect(page.getByRole("img", { name: /Chart of use/ })).toBeVisible();
      await portal.go("#/account");
      await expect(portal.main).toContainText(FAMILY);
    });
  });
}

test("no word of waiting outlives the portal's patience while the server hangs", async ({ portal, page, sandbox }) => {
  await portal.signIn(FAMILY);
  await sandbox.kill("hang");
  await portal.wait(31);
  await page.getByRole("button", { name: portal.words.refresh }).click();
  await expect(portal.main).toContainText(portal.words.busy);
  await portal.settled(PATIENCE);
  await expect(portal.service).toContainText("The server did not answer in time.");
  await expect(portal.balance).toContainText("₹84.53");
});

test("signing in while the server hangs ends in words, and the form stays", async ({ portal, page, sandbox }) => {
  await sandbox.kill("hang");
  await portal.open();
  await page.locator("#number").fill(FAMILY);
  await page.getByRole("button", { name: portal.words.sendOtp }).click();
  await portal.settled(PATIENCE);
  await expect(portal.main).toContainText("The server did not answer in time.");
  await expect(page.locator("#number")).toHaveValue(FAMILY);
});

test("nothing at all answers but the page itself", async ({ portal, page, sandbox }) => {
  await sandbox.kill("refuse");
  await page.route("**/bulletin.jws", (route) => route.abort());
  await opensEverywhere(portal);
  await portal.open();
  await expect(portal.service).toContainText("The utility's bulletin could not be fetched.");
});

test("a phone without a network says so, and looks by itself when it has one", async ({ portal, page }) => {
  await page.addInitScript(() => Object.defineProperty(navigator, "onLine", { value: false, configurable: true }));
  await portal.open();
  await expect(portal.service).toContainText("The utility's bulletin could not be fetched.");
  await page.evaluate(() => Object.defineProperty(navigator, "onLine", { value: true, configurable: true }));
  await page.clock.fastForward(6_000);
  await expect(portal.service).toContainText("All services are working.");
});

test("the bulletin hangs: the page says so in time", async ({ portal, page }) => {
  await page.route("**/bulletin.jws", () => {});
  await portal.open();
  await portal.settled(PATIENCE);
  await expect(portal.service).toContainText("The utility's bulletin could not be fetched.");
});

test("forgetting this phone works with the server dead", async ({ portal, page, sandbox }) => {
  await portal.signIn(FAMILY);
  await sandbox.kill("refuse");
  await portal.go("#/account");
  await page.getByRole("button", { name: "Wipe this phone" }).click();
  await expect(portal.main).toContainText("Nothing of yours is left on this phone.");
  await portal.reload();
  await expect(portal.main).not.toContainText(FAMILY);
  await portal.go("#/");
  await expect(page.locator("#number")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("84.53");
});

test.describe("a wish to pay", () => {
  test.beforeEach(async ({ portal }) => {
    await portal.signIn(FAMILY);
    await portal.go("#/recharge");
  });

  test("that the server never took is kept over a reload, sent again under its key, and becomes one order", async ({ portal, page, sandbox }) => {
    const keys = keysSent(page);
    await sandbox.fault({ id: "h", kind: "hang", route: "POST /v1/recharges" });
    await portal.askToPay(500);
    const again = page.getByRole("button", { name: portal.words.findOut });
    await expect(again).toBeVisible({ timeout: PATIENCE });
    await expect(portal.main).toContainText("No money has left through it");
    await expect(portal.main).toContainText("The server did not answer in time.");
    await portal.settled(PATIENCE);
    await portal.reload();
    await expect(again).toBeVisible();
    await expect(page.locator("#amount")).toHaveCount(0);
    await again.click();
    await portal.settled(PATIENCE);
    await expect(portal.main).toContainText("The server did not answer in time.");
    expect(await sandbox.orders()).toHaveLength(0);
    await sandbox.mend("h");
    await again.click();
    await expect(page).toHaveURL(/#\/recharge\/./);
    await expect(page.getByRole("timer")).toBeVisible();
    expect(await sandbox.orders()).toHaveLength(1);
    expect(keys.length).toBe(3);
    expect(new Set(keys).size, "one key for one wish").toBe(1);
    expect(keys[0]).toMatch(/^".{16,}"$/);
  });

  test("whose answer was cut off is found again: one order", async ({ portal, page, sandbox }) => {
    const keys = keysSent(page);
    await sandbox.fault({ id: "cut", kind: "cut_after_work", route: "POST /v1/recharges" });
    await portal.askToPay(500);
    const again = page.getByRole("button", { name: portal.words.findOut });
    await expect(again).toBeVisible({ timeout: PATIENCE });
    const made = await sandbox.order();
    await sandbox.mend("cut");
    await again.click();
    await expect(page).toHaveURL(`${sandbox.url}/#/recharge/${made.id}`);
    expect((await sandbox.order()).id).toBe(made.id);
    expect(new Set(keys).size).toBe(1);
  });

  for (const kind of ["internal_error", "bad_gateway", "unavailable", "too_many_requests", "truncated_json", "html_instead", "other_json", "refuse"]) {
    test(`that met ${kind} is settled by the same wish`, async ({ portal, page, sandbox }) => {
      const keys = keysSent(page);
      await sandbox.fault({ id: kind, kind, route: "POST /v1/recharges" });
      await portal.askToPay(500);
      const again = page.getByRole("button", { name: portal.words.findOut });
      await expect(again).toBeVisible({ timeout: PATIENCE });
      await sandbox.mend(kind);
      await again.click();
      await expect(page).toHaveURL(/#\/recharge\/./);
      expect(await sandbox.orders()).toHaveLength(1);
      expect(new Set(keys).size).toBe(1);
    });
  }

  test("that is under way frightens nobody", async ({ portal, page, sandbox }) => {
    await sandbox.fault({ id: "slow", kind: "slow", route: "POST /v1/recharges", ms: 1_500 });
    await portal.askToPay(500);
    await expect(portal.main).toContainText(portal.words.busy);
    await expect(portal.main).not.toContainText("We do not know", { timeout: 1 });
    await expect(page.getByRole("button", { name: portal.words.findOut })).toHaveCount(0);
    await expect(page).toHaveURL(/#\/recharge\/./);
  });

  test("tapped twice is sent once", async ({ portal, page, sandbox }) => {
    const keys = keysSent(page);
    await sandbox.fault({ id: "slow", kind: "slow", route: "POST /v1/recharges", ms: 700 });
    await page.locator("#amount").fill("500");
    await page.getByRole("button", { name: portal.words.pay }).dblclick();
    await expect(page).toHaveURL(/#\/recharge\/./);
    expect(await sandbox.orders()).toHaveLength(1);
    expect(keys).toHaveLength(1);
  });

  test("is not sent a second time from another tab while it is open", async ({ portal, page, context, sandbox }) => {
    await portal.askToPay(500);
    await expect(page).toHaveURL(/#\/recharge\/./);
    const other = await context.newPage();
    await other.goto(`${sandbox.url}/#/recharge`);
    await expect(other.getByRole("heading", { name: "A recharge is already open" })).toBeVisible();
    await expect(other.locator("#amount")).toHaveCount(0);
  });

  test("a second one needs a second consent, and is then a wish of its own", async ({ portal, page, sandbox }) => {
    const keys = keysSent(page);
    await portal.askToPay(500);
    await expect(page).toHaveURL(/#\/recharge\/./);
    await portal.go("#/recharge");
    await expect(portal.main).toContainText("If you pay again now, your money may go twice.");
    await page.getByRole("button", { name: "I understand and want a second recharge all the same" }).click();
    await portal.askToPay(200);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pay ₹200");
    expect(await sandbox.orders()).toHaveLength(2);
    expect(new Set(keys).size).toBe(2);
  });
});
