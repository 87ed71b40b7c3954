// How the portal lives with its storage: of an earlier or a later version, full, wiped. That it is denied is told in
// borders.spec.ts.
import { readFileSync, readdirSync } from "node:fs";
import { beside, kept, lay, quota, wipe, type Kept } from "../support/storage.ts";
import { Kiosk } from "../support/kiosk.ts";
import { FAMILY } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

const RELEASES = new URL("../../vault/", import.meta.url);
const FULL = "This phone is full, so nothing new can be kept here.";
const TIGHT = "This phone is nearly full. Your recharges are kept;";
const CLEARED = "The browser cleared what was remembered here.";

for (const file of readdirSync(RELEASES).filter((name) => name.endsWith(".json"))) {
  test(`what the release of ${file} wrote is read whole, with nothing but the files of the portal`, async ({ portal, page, sandbox }) => {
    const written = JSON.parse(readFileSync(new URL(file, RELEASES), "utf8")) as Kept;
    await sandbox.kill("refuse");
    await page.route("**/bulletin.jws", (route) => route.abort());
    await beside(page, sandbox.url);
    await lay(page, written);
    await portal.open();
    await expect(portal.balance).toContainText("₹84.53");
    await expect(portal.recharges).toContainText("₹500");
    await portal.go("#/use");
    await expect(portal.main).toContainText("units");
    await portal.go("#/history");
    await expect(portal.main).toContainText("₹200");
    await expect(portal.main.getByText("₹500").first()).toBeVisible();
    await portal.go("#/account");
    await expect(portal.main).toContainText("F•••• H••••");
    await portal.go("#/complaint");
    for (const words of ["SB241024-00001", "Not taken", "It will be sent when the server answers"]) await expect(portal.main).toContainText(words);
    const now = await kept(page);
    for (const name of ["account", "balance", "days", "ledger", "claims", "complaints", "bulletin", "bulletin-version"]) expect(now[name], name).toBe(written.kept[name]);
    expect(now["journal-unreadable"]).toBeUndefined();
  });
}

test("what a newer version wrote is left alone, and the page says so and works", async ({ portal, page, sandbox }) => {
  const newer = { account: "in a form of later years", journal: "as well" };
  await beside(page, sandbox.url);
  await lay(page, { version: 99, kept: newer });
  await portal.open();
  await expect(page.locator(".banner")).toContainText("was written by a newer version of this page");
  await portal.enter(FAMILY);
  await expect(portal.balance).toContainText("₹84.53");
  await portal.order(500);
  expect(await kept(page)).toEqual(newer);
  await portal.reload();
  await portal.go("#/account");
  expect(await kept(page)).toEqual(newer);
});

test("an old tab lets go for a newer version in another, has written what it had, and says so", async ({ portal, page, context, sandbox }) => {
  await portal.signIn(FAMILY);
  await portal.order(500);
  const { id } = await sandbox.order();
  const other = await context.newPage();
  await beside(other, sandbox.url);
  await lay(other, { version: 2, kept: { era: "7" } });
  await expect(page.locator(".banner")).toContainText("A newer version of this page is open in another tab.");
  await expect(page.locator(".banner").getByRole("button", { name: "Open again" })).toBeVisible();
  expect((await kept(other)).journal).toContain(id);
  await portal.go("#/recharge");
  await expect(portal.main).toContainText("A recharge is already open");
});

test("a disk on which nothing fits: said where money is, and the recharge works", async ({ portal, page, sandbox }) => {
  await beside(page, sandbox.url);
  await quota(page, sandbox.url, 1);
  await portal.signIn(FAMILY);
  await portal.go("#/recharge");
  await expect(portal.main).toContainText(FULL);
  await portal.order(500);
  const { id } = await sandbox.order();
  await expect(portal.main).toContainText(`This browser will not remember this recharge. Write down its number: ${id}`);
  expect(Object.keys(await kept(page))).toEqual([]);
});

test("a disk that is nearly full: what is comfort gives way to the recharge, and that is said without alarm", async ({ portal, page, sandbox }) => {
  await page.addInitScript(() => {
    const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (value, key) {
      if (String(value).length > 20_000) throw new DOMException("no room for so much", "QuotaExceededError");
      return put.call(this, value, key);
    };
  });
  await portal.signIn(FAMILY);
  await portal.order(500);
  const { id } = await sandbox.order();
  await expect(portal.main).not.toContainText("will not remember this recharge");
  const now = await kept(page);
  expect(now.journal).toContain(id);
  expect(now.account).toContain(FAMILY);
  expect(now.days).toBeUndefined();
  expect(now.ledger).toBeUndefined();
  await portal.go("#/account");
  await expect(portal.main).toContainText(TIGHT);
  await portal.go("#/use");
  await expect(portal.main, "in memory it stays").toContainText("units");
});

test("storage that is wiped under an open page: the open recharge is written down again, the account is not", async ({ portal, page, sandbox }) => {
  await portal.signIn(FAMILY);
  await portal.order(500);
  const { id } = await sandbox.order();
  await wipe(page, sandbox.url, "indexeddb");
  await expect.poll(async () => (await kept(page)).journal ?? "").toContain(id);
  expect((await kept(page)).account).toBeUndefined();
  await portal.go("#/account");
  await expect(portal.main).toContainText(CLEARED);
  await expect(page.getByRole("checkbox", { name: "Remember my account on this phone" })).not.toBeChecked();
  await portal.reload();
  await portal.go(`#/recharge/${id}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Pay ₹500");
});

test("storage that the browser cleared between two visits: said once, with what to do", async ({ portal, page, context, sandbox }) => {
  await portal.signIn(FAMILY);
  await beside(page, sandbox.url);
  await wipe(page, sandbox.url, "indexeddb");
  await context.clearCookies();
  await portal.open();
  await expect(portal.main).toContainText(CLEARED);
  await expect(portal.main).toContainText("Sign in to see them.");
  await expect(page.locator("#number")).toBeVisible();
  await portal.reload();
  await expect(page.locator("#number")).toBeVisible();
  await expect(portal.main).not.toContainText(CLEARED);
});

test("a phone that never remembered anything is not told that something was cleared", async ({ portal, page }) => {
  await portal.open();
  await expect(page.locator("#number")).toBeVisible();
  await portal.reload();
  await expect(portal.main).not.toContainText(CLEARED);
});

test.describe("remembering", () => {
  test("is asked for, not taken for granted, and can be changed later", async ({ portal, page }) => {
    await portal.open();
    const before = await portal.sandbox.otp(FAMILY);
    await page.locator("#number").fill(FAMILY);
    await page.getByRole("button", { name: portal.words.sendOtp }).click();
    await expect.poll(() => portal.sandbox.otp(FAMILY)).not.toBe(before);
    await page.locator("#otp").fill((await portal.sandbox.otp(FAMILY))!);
    await expect(page.getByRole("checkbox")).not.toBeChecked();
    await page.getByRole("button", { name: portal.words.enter, exact: true }).click();
    await expect(portal.balance).toContainText("₹84.53");
    expect((await kept(page)).account).toBeUndefined();
    expect(await page.evaluate(() => localStorage.getItem("diya.summary"))).toBeNull();

    await portal.go("#/account");
    const remember = page.getByRole("checkbox", { name: "Remember my account on this phone" });
    await expect(portal.main).toContainText("Your account is not kept here once you close this page.");
    await remember.check();
    await expect.poll(async () => (await kept(page)).account ?? "").toContain(FAMILY);
    await expect(portal.main).toContainText("Kept until you sign out or wipe it.");
    await expect.poll(() => page.evaluate(() => localStorage.getItem("diya.summary"))).not.toBeNull();
    await remember.uncheck();
    await expect.poll(async () => (await kept(page)).account).toBeUndefined();
    expect(await page.evaluate(() => localStorage.getItem("diya.summary"))).toBeNull();
  });

  test("asks the browser to keep it, once, and never at the start", async ({ portal, page }) => {
    await page.addInitScript(() => {
      const asked = ((window as any).asked = [] as string[]);
      navigator.storage.persist = async () => (asked.push(location.hash), false);
    });
    const asked = () => page.evaluate(() => (window as any).asked as string[]);
    await portal.signIn(FAMILY, { remember: false });
    expect(await asked()).toEqual([]);
    await portal.order(500);
    expect(await asked(), "a recharge is worth it").toHaveLength(1);
    await portal.go("#/account");
    await page.getByRole("checkbox", { name: "Remember my account on this phone" }).check();
    await expect(portal.main).toContainText("the browser may clear it; you then sign in again");
    expect(await asked(), "denied once, not asked again").toHaveLength(1);
    await portal.reload();
    expect(await asked()).toEqual([]);
  });
});

test("amounts are hidden on the first screen until somebody wants to see them", async ({ portal, page }) => {
  await portal.signIn(FAMILY);
  await portal.order(500);
  await portal.go("#/account");
  await page.getByRole("checkbox", { name: "Hide amounts on the first screen" }).check();
  await portal.go("#/");
  const money = /₹\s?\d/;
  await expect(portal.balance).toContainText("₹ ••••");
  await expect(portal.balance).not.toContainText(money);
  await expect(portal.recharges).not.toContainText(money);
  await expect(portal.outlook).toContainText("Not cut before");
  await portal.balance.getByRole("button", { name: "Show" }).click();
  await expect(portal.balance).toContainText("₹84.53");
  await expect(portal.recharges).toContainText("₹500");
  await portal.go("#/help");
  await portal.go("#/");
  await expect(portal.balance).not.toContainText(money);
  // Without WebAssembly the first paint stays.
  await page.route("**/*.wasm", () => {});
  await page.goto("about:blank");
  await page.goto(`${portal.sandbox.url}/`);
  await expect(page.locator("#summary-balance")).toHaveText("₹ ••••");
  await expect(page.locator("#summary")).not.toContainText(money);
  await expect(page.locator("#summary-outlook")).toContainText("Not cut before");
});

test("in a kiosk nothing of a person is written down", async ({ portal, page }) => {
  const kiosk = new Kiosk(portal);
  await kiosk.open();
  await kiosk.begin();
  await portal.enter(FAMILY);
  await expect(portal.balance).toContainText("₹84.53");
  await portal.order(500);
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  expect(Object.keys(await page.evaluate(() => ({ ...localStorage })))).toEqual([]);
  await page.reload();
  await kiosk.attracts();
  await kiosk.begin();
  await portal.go("#/account");
  await expect(page.locator("#number")).toHaveValue("");
});
