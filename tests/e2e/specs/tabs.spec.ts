// Two tabs of one phone: what one learns the other shows; whom one forgets is forgotten in both.
import type { BrowserContext } from "@playwright/test";
import { kept } from "../support/storage.ts";
import { FAMILY, INDEBTED, Portal } from "../support/portal.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

async function second(context: BrowserContext, sandbox: Sandbox): Promise<Portal> {
  const other = new Portal(await context.newPage(), sandbox);
  await other.page.addInitScript(() => (Math.random = () => 0));
  await other.speak("en");
  await other.setClock();
  return other;
}

for (const remember of [true, false]) {
  test(`what one tab learns, another shows${remember ? "" : ", though nothing is remembered"}`, async ({ portal, context, sandbox }) => {
    const other = await second(context, sandbox);
    // A new page asks once by itself whether the server knows it.
    const answered = other.page.waitForResponse("**/v1/account");
    await other.open();
    await (await answered).finished();
    await expect(other.page.locator("#number")).toBeVisible();
    const asked: string[] = [];
    other.page.on("request", (request) => /account(\/balance|\/consumption.*)?$/.test(request.url()) && asked.push(request.url()));
    await portal.signIn(FAMILY, { remember });
    await expect(other.balance).toContainText("₹84.53");
    await other.go("#/use");
    await expect(other.main).toContainText("units");
    expect(asked, "it need not ask for itself").toEqual([]);
    await portal.order(500);
    await other.go("#/recharge");
    await expect(other.main).toContainText("A recharge is already open");
    await other.go("#/account");
    await expect(other.page.getByRole("checkbox", { name: "Remember my account on this phone" })).toBeChecked({ checked: remember });
  });
}

test("forgetting in one tab forgets in all, and a late answer brings nobody back", async ({ portal, page, context, sandbox }) => {
  await portal.signIn(FAMILY);
  const other = await second(context, sandbox);
  await other.open();
  await expect(other.balance).toContainText("₹84.53");
  await other.settled();
  await other.wait(40);
  await sandbox.fault({ id: "slow", kind: "slow", route: "/v1/account/balance", ms: 2_500 });
  const asked = other.page.waitForRequest("**/v1/account/balance");
  const answered = other.page.waitForResponse("**/v1/account/balance");
  await other.page.getByRole("button", { name: other.words.refresh }).click();
  await asked;
  await portal.go("#/account");
  await page.getByRole("button", { name: "Wipe this phone" }).click();
  await expect(portal.main).toContainText("Nothing of yours is left on this phone.");
  await expect(other.page.locator("#number")).toBeVisible();
  await (await answered).finished();
  await other.settled();
  await expect(other.page.locator("body")).not.toContainText("84.53");
  for (const name of ["account", "balance", "days", "ledger", "claims", "journal"]) expect((await kept(page))[name], name).toBeUndefined();
  await other.reload();
  await expect(other.page.locator("#number")).toBeVisible();
});

test("a tab that could not hear of it writes nobody down again, and sees it when it is looked at", async ({ portal, page, context, sandbox }) => {
  const deaf = await second(context, sandbox);
  await deaf.page.addInitScript(() => Reflect.deleteProperty(window, "BroadcastChannel"));
  await portal.signIn(FAMILY);
  await deaf.open();
  await expect(deaf.balance).toContainText("₹84.53");
  await portal.go("#/account");
  await page.getByRole("button", { name: "Wipe this phone" }).click();
  await expect(portal.main).toContainText("Nothing of yours is left on this phone.");
  await deaf.go("#/history");
  await deaf.settled();
  await expect.poll(async () => Object.keys(await kept(page))).not.toContain("account");
  await deaf.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await deaf.go("#/");
  await expect(deaf.page.locator("#number")).toBeVisible();
  await expect(deaf.page.locator("body")).not.toContainText("84.53");
});

test("signing in as somebody else in one tab changes all of them", async ({ portal, page, context, sandbox }) => {
  await portal.signIn(FAMILY);
  await portal.order(500);
  const other = await second(context, sandbox);
  await other.open();
  await expect(other.balance).toContainText("₹84.53");
  await portal.go("#/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(other.page.locator("#number")).toBeVisible();
  await portal.go("#/");
  await portal.wait(40);
  await portal.enter(INDEBTED, { remember: false });
  await expect(portal.balance.locator(".amount-due")).toBeVisible();
  await expect(other.balance.locator(".amount-due")).toBeVisible();
  await expect(other.page.locator("body")).not.toContainText("84.53");
  await expect(other.recharges, "another person's recharge").toHaveCount(0);
  expect((await kept(page)).account).toBeUndefined();
});

test("hostile messages of other scripts change nothing", async ({ portal, page, context, sandbox }) => {
  await portal.signIn(FAMILY);
  const stranger = await context.newPage();
  await stranger.goto(`${sandbox.url}/manifest.webmanifest`);
  const era = (await kept(page)).era ?? "";
  await stranger.evaluate((era) => {
    const channel = new BroadcastChannel("diya");
    const balance = '{"value":{"paise":99999999,"as_of":"2024-10-24T00:15:00+05:30","quality":"measured"},"told_at":"2024-10-24T18:00:02+05:30"}';
    const hostile = [null, 7, {}, [], new ArrayBuffer(8), "", "\n\n", "forget", `${era}\nbalance`, `${era}\nbalance\n{`, `${era}\nbalance\n{"value":7}`, `${era}\naccount\n<b>`];
    const odd = [`${era}\njournal\n[{"key":1}]`, `${era}\nclaims\n{}`, `${era}\nbulletin\n{"jws":"PAY NOW"}`, `${era}\nera\n5`, `${era}\nsign-out-owed\ntrue`, `${era}\nadmission\n{}`, `${era}\n__proto__\n{}`];
    for (const message of [...hostile, ...odd, `${era}\ndays\n${"[".repeat(500_000)}`, `${era}\ndays\n${" ".repeat(5_000_000)}`, `another era\nbalance\n${balance}`]) channel.postMessage(message);
  }, era);
  await portal.go("#/use");
  await expect(portal.main).toContainText("units");
  await portal.go("#/");
  await expect(portal.balance).toContainText("₹84.53");
  await expect(portal.service).toContainText("It works");
  await expect(page.locator("body")).not.toContainText("PAY NOW");
});
