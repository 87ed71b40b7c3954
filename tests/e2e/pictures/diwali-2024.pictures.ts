// Pictures of the portal in the scenario diwali-2024, for docs/pictures.
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { FAMILY, type Language } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

const PICTURES = resolve(fileURLToPath(import.meta.url), "../../../../docs/pictures");

const picture = async (page: Page, name: string) => {
  await page.evaluate(() => scrollTo(0, 0));
  await page.screenshot({ path: resolve(PICTURES, `${name}.png`), animations: "disabled" });
};

const DAYS = [
  ["2024-10-27", "18:00"],
  ["2024-10-31", "18:30"],
  ["2024-11-09", "10:00"],
  ["2024-11-12", "12:00"],
] as const;

test.use({ at: "2024-10-25T08:00:00+05:30", viewport: { width: 360, height: 800 } });

for (const language of ["hi", "en", "ur"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    // Not among those who are admitted on the days of trouble: the pictures show what a phone remembers.
    test.use({ language, lot: 0.99 });

    test("home, day by day", async ({ portal, page }) => {
      await portal.signIn(FAMILY);
      // In Urdu one day shows what is another: the direction.
      for (const [day, hour] of DAYS.filter(([day]) => language !== "ur" || day === "2024-10-31")) {
        await portal.reopenAt(`${day}T${hour}:00+05:30`);
        await portal.settled();
        await picture(page, `home-${day}-${language}`);
        if (day === "2024-10-31" && language !== "ur") {
          await page.emulateMedia({ colorScheme: "dark" });
          await picture(page, `home-${day}-${language}-dark`);
          await page.emulateMedia({ colorScheme: null });
        }
      }
    });
  });
}

test.describe("the other pages", () => {
  test.use({ language: "hi" });

  test("on a phone", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    await portal.reopenAt("2024-10-31T18:30:00+05:30");
    for (const name of ["proof", "notices", "help", "complaint", "recharge"]) {
      await portal.go(`#/${name}`);
      await portal.settled();
      await picture(page, `${name}-hi`);
    }
    await page.locator("#amount").fill("500");
    await page.getByRole("button", { name: portal.words.pay }).click();
    await expect(page.locator(".qr-code")).toBeVisible();
    await picture(page, "order-hi");
  });

  for (const language of ["hi", "en"] satisfies Language[]) {
    test.describe(`in ${language}`, () => {
      test.use({ language });

      test("the estimate, and what is kept", async ({ portal, page }) => {
        await portal.signIn(FAMILY);
        await portal.reopenAt("2024-11-08T19:10:00+05:30");
        await page.getByRole("button", { name: portal.words.refresh }).click();
        await portal.settled();
        await page.setViewportSize({ width: 360, height: 1_000 });
        await picture(page, `home-2024-11-08-${language}`);
        await portal.go("#/use");
        await expect(page.locator(".fan-past")).toBeVisible();
        await picture(page, `use-${language}`);
        await page.emulateMedia({ colorScheme: "dark" });
        await picture(page, `use-${language}-dark`);
        await page.emulateMedia({ colorScheme: null });
        await portal.go("#/account");
        await picture(page, `account-${language}`);
      });
    });
  }

  test("the way of a recharge", async ({ portal, page, sandbox }) => {
    await portal.signIn(FAMILY);
    await portal.reopenAt("2024-10-31T18:30:00+05:30");
    await page.setViewportSize({ width: 360, height: 1000 });
    await portal.order(500);
    const { id } = await sandbox.order();
    await sandbox.bank(id, "approve");
    await portal.wait(95);
    await page.getByRole("button", { name: portal.words.checkNow }).click({ timeout: 2_000 }).catch(() => {});
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.paid);
    await picture(page, "paid-hi");
    await page.setViewportSize({ width: 360, height: 800 });
    await portal.reopenAt("2024-11-01T09:00:00+05:30", "#/recharge");
    await picture(page, "recharge-dead-hi");
    await portal.go("#/history");
    await portal.settled();
    await picture(page, "history-hi");
  });

  test.describe("in a frame", () => {
    test.use({ place: "frame" });

    test("home", async ({ portal, page }) => {
      await page.setViewportSize({ width: 400, height: 889 });
      await portal.signIn(FAMILY);
      await picture(page, "frame-hi");
    });
  });
});
