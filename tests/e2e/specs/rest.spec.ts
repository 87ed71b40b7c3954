// The pages that nobody sees first come after the first load. Until they are here, and where they cannot be had, home, notices
// and help do all they ever do, and the others say that they are on their way.
import { FAMILY, INDEBTED } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

const REST = /\/rest-[0-9a-f]{16}\.wasm$/;
const MISSING = "This page could not be opened now.";

test.describe("while the rest is on its way", () => {
  for (const number of [FAMILY, INDEBTED]) {
    test(`the first pages live through the days without it (${number})`, async ({ portal, page, sandbox }) => {
      // Never answered: whatever belonged to it and was called too early would be an unhandled error.
      await page.route(REST, () => {});
      await portal.signIn(number);
      for (const day of ["2024-10-25T08:00", "2024-10-28T09:00", "2024-10-31T18:30", "2024-11-08T19:10", "2024-11-12T12:00"]) {
        await portal.reopenAt(`${day}:00+05:30`);
        await portal.settled();
        await page.getByRole("button", { name: portal.words.refresh }).click();
        await portal.settled();
        for (const summary of await page.locator("main summary").all()) await summary.click();
        for (const fragment of ["#/notices", "#/help", "#/nope", "#/"]) await portal.go(fragment);
        await portal.wait(130);
      }
      await sandbox.kill("refuse");
      await portal.reload();
      await portal.settled();
      for (const language of ["हिन्दी", "English"]) {
        await page.getByRole("banner").getByRole("button", { name: language }).click();
        await expect(portal.outlook).toHaveCount(language === "English" ? 1 : 0);
      }
    });
  }

  test("a page of it says so, and then opens with the focus on its heading", async ({ portal, page }) => {
    let answer = () => {};
    const held = new Promise<void>((release) => (answer = release));
    await page.route(REST, async (route) => {
      await held;
      await route.continue();
    });
    await portal.signIn(FAMILY);
    await page.getByRole("navigation").getByRole("link", { name: "Recharge" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Recharge" })).toBeFocused();
    await expect(portal.main.getByRole("status")).toHaveText("Opening…");
    answer();
    await expect(page.locator("#amount")).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toBeFocused();
  });
});

test("where it cannot be had, its pages say what to do, and the others work on", async ({ portal, page }) => {
  await page.route(REST, (route) => route.abort());
  await portal.signIn(FAMILY);
  await portal.go("#/use");
  await expect(portal.main.getByRole("alert")).toContainText(MISSING);
  await portal.go("#/");
  await expect(portal.balance).toContainText("₹84.53");
  await portal.go("#/use");
  await page.unroute(REST);
  await portal.main.getByRole("button", { name: "Open again" }).click();
  await expect(page.getByRole("img", { name: /Chart of use/ })).toBeVisible();
});

for (const [what, body] of [
  ["of another version", Buffer.from([0, 97, 115, 109, 1, 0, 0, 0])],
  ["cut short", Buffer.from([0, 97, 115])],
  ["a captive portal's page", Buffer.from("<!doctype html><title>Log in</title>")],
  ["empty", Buffer.alloc(0)],
] as const) {
  test(`what comes in its place and is ${what} is not run`, async ({ portal, page }) => {
    await page.route(REST, (route) => route.fulfill({ status: 200, contentType: "application/wasm", body }));
    await portal.open("#/account");
    await expect(portal.main.getByRole("alert")).toContainText(MISSING);
    await portal.go("#/help");
    await expect(portal.main.getByRole("link", { name: /1912/ })).toBeVisible();
  });
}
