// The incident, lived through by the consumer whose last seen balance was ₹50. At each instant the questions of those
// days are asked; the answers are what a screen reader meets.
import { INDEBTED, FAMILY, type Language, type Portal } from "../support/portal.ts";
import { says } from "../support/snapshot.ts";
import { expect, test } from "../support/test.ts";

const MORNING_BEFORE = "2024-10-25T08:00:00+05:30";

test.use({ at: MORNING_BEFORE });

async function openReasons(portal: Portal): Promise<void> {
  await portal.outlook.getByText(portal.words.why).click();
  await expect(portal.outlook.getByRole("list")).toBeVisible();
}

for (const language of ["hi", "en"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    // Nobody in this walk is among the few whom the bulletin admits: what shows without a tap costs the server nothing.
    test.use({ language, lot: 0.99 });

    test("a family with ₹50 lives through it", async ({ portal, page, sandbox }) => {
      test.setTimeout(120_000);

      await test.step("25 Oct, 8:00: the balance is seen for the last time", async () => {
        await portal.signIn(FAMILY);
        await expect(portal.balance).toContainText("₹50");
        await says(portal, "10-25-morning");
      });

      await test.step("27 Oct: trouble. What is my balance?", async () => {
        await portal.reopenAt("2024-10-27T18:00:00+05:30");
        await says(portal, "10-27-trouble");
      });

      await test.step("28 Oct, 19:00: dead. What is my balance, and what does the tap on Refresh bring?", async () => {
        await portal.reopenAt("2024-10-28T19:00:00+05:30");
        await says(portal, "10-28-dead");
        await page.getByRole("button", { name: portal.words.refresh }).click();
        await portal.settled();
        await expect(portal.balance).toContainText("₹50");
      });

      await test.step("29 Oct, 12:00: grace is over by estimate, and nobody has published a word", async () => {
        await portal.reopenAt("2024-10-29T12:00:00+05:30");
        await openReasons(portal);
        await says(portal, "10-29-noon");
      });

      await test.step("29 Oct, 19:00: will I be cut, until when not, who says so?", async () => {
        await portal.reopenAt("2024-10-29T19:00:00+05:30");
        await openReasons(portal);
        await says(portal, "10-29-moratorium");
      });

      await test.step("30 Oct, 18:00: and at Diwali? The notices", async () => {
        await portal.reopenAt("2024-10-30T18:00:00+05:30");
        await openReasons(portal);
        await says(portal, "10-30-home");
        await portal.go("#/notices");
        await says(portal, "10-30-notices");
      });

      await test.step("30 Oct: whom do I call?", async () => {
        await portal.go("#/help");
        await says(portal, "10-30-help");
      });

      await test.step("31 Oct, 18:30: Diwali. A recharge goes through and is paid", async () => {
        await portal.reopenAt("2024-10-31T18:30:00+05:30");
        await says(portal, "10-31-diwali");
        await portal.order(500);
        await expect(page.getByRole("timer")).toBeVisible();
        const order = await sandbox.order();
        expect(order.amount).toBe(50_000);
        await sandbox.bank(order.id, "approve");
        await portal.wait(100);
        await page.getByRole("button", { name: portal.words.checkNow }).click();
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.paid);
        await says(portal, "10-31-paid");
      });

      await test.step("1 Nov, 10:00: dead again. Where is my money?", async () => {
        await portal.reopenAt("2024-11-01T10:00:00+05:30");
        await says(portal, "11-01-home");
        await portal.go("#/recharge");
        await says(portal, "11-01-recharge");
        await expect(page.locator("#amount")).toHaveCount(0);
        await expect.soft(portal.main, "money that arrived is not called uncertain").not.toContainText(/is not certain|पक्का नहीं/, { timeout: 1_000 });
        expect(await sandbox.orders()).toHaveLength(1);
      });

      await test.step("4 Nov, 12:00: a week is over. And now?", async () => {
        await portal.reopenAt("2024-11-04T12:00:00+05:30");
        await openReasons(portal);
        await says(portal, "11-04-home");
        await portal.go("#/notices");
        await says(portal, "11-04-notices");
      });

      await test.step("8 Nov, 15:40: repaired. The date on which the moratorium ends", async () => {
        await portal.reopenAt("2024-11-08T15:40:00+05:30");
        await openReasons(portal);
        await says(portal, "11-08-home");
      });

      await test.step("8 Nov, 19:00: the recharge is on the meter", async () => {
        await portal.reopenAt("2024-11-08T19:00:00+05:30");
        const order = await sandbox.order();
        expect(order.state).toBe("on_meter");
        await portal.go(`#/recharge/${order.id}`);
        await page.getByRole("button", { name: portal.words.checkNow }).click();
        await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.on_meter);
        await says(portal, "11-08-on-meter");
      });

      await test.step("8 Nov, 19:10: the balance shows again, and the deduction of twelve days is still to come", async () => {
        await portal.reopenAt("2024-11-08T19:10:00+05:30");
        await page.getByRole("button", { name: portal.words.refresh }).click();
        await portal.settled();
        await expect(portal.balance).toContainText("₹440");
        await expect(portal.balance).toContainText(language === "en" ? "has not been deducted yet" : "अभी नहीं कटा है");
        await expect(portal.balance).toContainText(language === "en" ? /taken at once: between ₹\d+ and ₹\d+/ : /एक साथ हो सकती है: ₹\d+ से ₹\d+/);
        await says(portal, "11-08-evening");
      });

      await test.step("9 Nov, 10:00: twelve days were deducted at once", async () => {
        await portal.reopenAt("2024-11-09T10:00:00+05:30");
        await openReasons(portal);
        await says(portal, "11-09-home");
        await portal.go("#/use");
        await says(portal, "11-09-use");
      });

      await test.step("12 Nov, 12:00: disconnection has resumed", async () => {
        await portal.reopenAt("2024-11-12T12:00:00+05:30");
        await openReasons(portal);
        await says(portal, "11-12-home");
      });
    });

    test("an account that stays below zero is told what comes", async ({ portal }) => {
      await portal.signIn(INDEBTED);
      await says(portal, "indebted-10-25");
      await portal.reopenAt("2024-10-31T12:00:00+05:30");
      await says(portal, "indebted-10-31");
      await portal.reopenAt("2024-11-10T12:00:00+05:30");
      await says(portal, "indebted-11-10");
      await portal.reopenAt("2024-11-11T10:30:00+05:30");
      await openReasons(portal);
      await says(portal, "indebted-11-11");
      await portal.reopenAt("2024-11-12T12:00:00+05:30");
      await says(portal, "indebted-11-12");
    });

    test("whoever signs in is answered, though the bulletin admits few", async ({ portal }) => {
      await portal.reopenAt("2024-11-08T19:00:00+05:30");
      await portal.enter(FAMILY);
      await expect(portal.balance.locator(".amount")).toBeVisible();
    });

    test("a phone that never signed in gets the notices on the day the server is dead", async ({ portal }) => {
      await portal.reopenAt("2024-10-30T18:00:00+05:30");
      await says(portal, "stranger-10-30-home");
      await portal.go("#/help");
      await says(portal, "stranger-10-30-help");
    });
  });
}
