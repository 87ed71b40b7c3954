// Several accounts of a family or a shop: added by their OTP, switched in one tap, also while the server is down, and never
// mixed: not by a late answer, not by another tab, not in a payment.
import type { Locator } from "@playwright/test";
import { accessible, fits } from "../support/axe.ts";
import { FAMILY, INDEBTED, Portal, type Language } from "../support/portal.ts";
import { expect, test, watch } from "../support/test.ts";

const WORDS = {
  hi: { accounts: "खाते", add: "एक और खाता जोड़ें" },
  en: { accounts: "Accounts", add: "Add another account" },
} as const;
const OWN = "₹84.53";

const bar = ({ page, language }: Portal): Locator => page.getByRole("navigation", { name: WORDS[language as "hi" | "en"].accounts });
const shown = (portal: Portal) => bar(portal).getByRole("status");
const tap = (portal: Portal, number: string) => bar(portal).getByRole("link", { name: new RegExp(`${number.slice(-3)}$`) }).click();

async function balanceOf(portal: Portal, number: string): Promise<string> {
  const { accounts } = await portal.sandbox.state();
  const { paise } = accounts.find((one) => one.number === number)!.balance;
  const rupees = Math.abs(paise / 100).toFixed(2).replace(/\.00$/, "");
  return `${paise < 0 ? "−" : ""}₹${rupees}`;
}

/** Number and OTP, and whatever is asked for then: a clock put forward would make the waiting for it too long. */
async function letIn(portal: Portal, number: string): Promise<void> {
  const listed = portal.listed();
  await portal.enter(number);
  await expect(portal.page.locator("#otp")).toHaveCount(0);
  await listed;
  await portal.settled();
}

/** Adds the second account to the first, on the account page. */
async function add(portal: Portal, number = INDEBTED): Promise<void> {
  const { page, sandbox } = portal;
  await portal.go("#/account");
  await page.getByRole("button", { name: WORDS[portal.language as "hi" | "en"].add }).click();
  await portal.wait(31);
  await portal.enter(number);
  await expect(shown(portal)).toContainText(number.slice(-3));
  await expect(portal.balance).toContainText(await balanceOf({ ...portal, sandbox } as Portal, number));
}

for (const language of ["hi", "en"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("one is added by its OTP, and one tap leads from one to the other", async ({ portal, page }) => {
      await portal.signIn(FAMILY);
      await expect(bar(portal)).toHaveCount(0);
      await add(portal);
      await accessible(page, `home with two accounts, ${language}`);
      await fits(page, `home with two accounts, ${language}`);
      await tap(portal, FAMILY);
      await expect(shown(portal)).toContainText(FAMILY.slice(-3));
      await expect(portal.balance).toContainText(OWN);
      await portal.go("#/account");
      await expect(portal.main).toContainText(FAMILY);
      await expect(portal.main).not.toContainText(INDEBTED);
      await accessible(page, `account of two, ${language}`);
    });
  });
}

test.describe("two accounts", () => {
  test.beforeEach(async ({ portal }) => {
    await portal.signIn(FAMILY);
    await add(portal);
  });

  test("while the server is down each shows what is known of it, also after the phone was put away", async ({ portal, sandbox }) => {
    const others = await balanceOf(portal, INDEBTED);
    await sandbox.kill();
    await tap(portal, FAMILY);
    await expect(portal.balance).toContainText(OWN);
    await portal.reopenAt("2024-10-25T18:00:00+05:30");
    await expect(portal.balance).toContainText(OWN);
    await tap(portal, INDEBTED);
    await expect(portal.balance).toContainText(others);
    await expect(portal.balance).not.toContainText(OWN);
  });

  test("an answer that comes late for the one before is not shown for the next", async ({ portal, page, sandbox }) => {
    await portal.wait(31);
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    const asked: (string | undefined)[] = [];
    await page.route("**/v1/account/balance", async (route) => {
      asked.push(route.request().headers()["diya-account"]);
      if (asked.length === 1) await held;
      await route.continue();
    });
    await page.getByRole("button", { name: portal.words.refresh }).click();
    await expect.poll(() => asked.length).toBe(1);
    await tap(portal, FAMILY);
    await expect(portal.balance).toContainText(OWN);
    await sandbox.setBalance(INDEBTED, 777_700);
    release();
    await portal.settled(15_000);
    await expect(portal.balance).toContainText(OWN);
    await expect(portal.main).not.toContainText("7,777");
    expect(asked[0]).toBe(INDEBTED);
    await portal.wait(31);
    await page.getByRole("button", { name: portal.words.refresh }).click();
    await expect.poll(() => asked.at(-1)).toBe(FAMILY);
  });

  test("the tabs of a phone show the same one", async ({ portal, page, sandbox }) => {
    const second = await page.context().newPage();
    await watch(second);
    await second.addInitScript(() => (Math.random = () => 0));
    const other = new Portal(second, sandbox);
    await other.speak("en");
    await other.setClock();
    await other.open();
    await expect(shown(other)).toContainText(INDEBTED.slice(-3));
    await other.go("#/recharge");
    await second.locator("#amount").fill("500");
    await tap(portal, FAMILY);
    await expect(shown(other)).toContainText(FAMILY.slice(-3));
    // What was typed for the other account is gone with it.
    await expect(second.locator("#amount")).toHaveValue("");
    await expect(other.main).toContainText(FAMILY.slice(-3));
    await expect(other.main).not.toContainText(`•${INDEBTED.slice(-3)}`);
  });

  test("a recharge is for the account that stands above the form, and is told of with that one only", async ({ portal, page, sandbox }) => {
    await portal.go("#/recharge");
    await portal.askToPay(500);
    await expect(page).toHaveURL(/#\/recharge\/./);
    expect((await sandbox.order()).consumer_number).toBe(INDEBTED);
    await portal.go("#/");
    await expect(portal.recharges.getByRole("link")).toHaveCount(1);
    await tap(portal, FAMILY);
    await expect(portal.balance).toContainText(OWN);
    await expect(portal.recharges.getByRole("link")).toHaveCount(0);
    await portal.wait(95);
    await portal.settled();
    await expect(portal.recharges.getByRole("link")).toHaveCount(0);
    await tap(portal, INDEBTED);
    await expect(portal.recharges.getByRole("link")).toHaveCount(1);
  });

  test("signing out removes both, and the server lets neither be seen any more", async ({ portal, page }) => {
    await portal.go("#/account");
    await page.getByRole("button", { name: "Sign out" }).click();
    await expect(bar(portal)).toHaveCount(0);
    const answers = await page.evaluate(async (numbers) => {
      const looks = numbers.map((number) => fetch("/v1/account", { headers: { "Diya-Account": number } }));
      return (await Promise.all(looks)).map(({ status }) => status);
    }, [FAMILY, INDEBTED]);
    expect(answers).toEqual([401, 401]);
    await portal.reload();
    await portal.go("#/");
    await expect(page.locator("#number")).toBeVisible();
    await expect(page.locator("body")).not.toContainText(FAMILY.slice(-3));
  });

  test("a session that ended is opened again for one without losing the other", async ({ portal, page, sandbox }) => {
    await page.context().clearCookies();
    await portal.wait(31);
    await page.getByRole("button", { name: portal.words.refresh }).click();
    await letIn(portal, INDEBTED);
    await portal.wait(31);
    // The other one is still known; for news of it its own OTP is asked for.
    await tap(portal, FAMILY);
    await expect(portal.balance).toContainText(OWN);
    await expect(page.locator("#number")).toHaveValue(FAMILY);
    await portal.wait(31);
    await letIn(portal, FAMILY);
    await sandbox.setBalance(INDEBTED, 12_300);
    await portal.wait(31);
    await tap(portal, INDEBTED);
    await expect(portal.balance).toContainText("₹123");
  });

  test("signing in as somebody else leaves nothing of the household", async ({ portal, page }) => {
    await portal.go("#/account");
    await page.getByRole("button", { name: "Sign out" }).click();
    await portal.go("#/");
    await portal.wait(31);
    await portal.enter("102345680");
    await expect(portal.balance.locator(".amount")).toBeVisible();
    await expect(bar(portal)).toHaveCount(0);
  });
});

test.describe("what is kept can be wrong", () => {
  for (const [what, text] of [
    ["empty", ""],
    ["no JSON", "{"],
    ["of another form", `[{"consumer_number":"12"}]`],
    ["hostile", `[{"consumer_number":"102345679","masked_name":"<img src=x onerror=alert(1)>","kept":[{"name":"journal","text":"[]"},{"name":"account","text":"{}"}]}]`],
  ] as const) {
    test(`a household that is ${what}`, async ({ portal, page }) => {
      await portal.signIn(FAMILY);
      await page.evaluate(async (text) => {
        const database = await new Promise<IDBDatabase>((done, failed) => {
          const open = indexedDB.open("diya");
          open.onsuccess = () => done(open.result);
          open.onerror = () => failed(open.error);
        });
        const store = database.objectStoreNames[0]!;
        const step = database.transaction(store, "readwrite");
        step.objectStore(store).put(text, "household");
        await new Promise((done) => (step.oncomplete = done));
        database.close();
      }, text);
      await portal.reload();
      await expect(portal.balance).toContainText(OWN);
      if (what !== "hostile") return expect(bar(portal)).toHaveCount(0);
      await expect(page.locator("img[src=x]")).toHaveCount(0);
      await portal.wait(31);
      await tap(portal, INDEBTED);
      // What cannot be read is not known; the session does not hold it, so its OTP is asked for.
      await expect(page.locator("#number")).toHaveValue(INDEBTED);
      await tap(portal, FAMILY);
      await expect(portal.balance).toContainText(OWN);
    });
  }
});
