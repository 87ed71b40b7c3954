// What the kill matrix found to be wrong, one test for each.
import { FAMILY } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

test.beforeEach(async ({ portal }) => {
  await portal.signIn(FAMILY);
});

test("finding out says that it asks, and keeps the open recharge in sight", async ({ portal, page, sandbox }) => {
  await sandbox.fault({ id: "lost", kind: "refuse", route: "POST /v1/recharges" });
  await portal.go("#/recharge");
  await portal.askToPay(500);
  await expect(page.getByRole("button", { name: portal.words.findOut })).toBeVisible();
  await sandbox.mend("lost");
  await sandbox.fault({ id: "slow", kind: "slow", route: "POST /v1/recharges", ms: 2_500 });
  await page.getByRole("button", { name: portal.words.findOut }).click();
  await expect(portal.main).toContainText(portal.words.busy, { timeout: 1_500 });
  await expect(portal.main).toContainText("A recharge is already open", { timeout: 300 });
  await expect(page.locator("#amount")).toHaveCount(0, { timeout: 300 });
});

test("a code that ran out unpaid is not told as the payment network's word", async ({ portal, page }) => {
  await portal.order(500);
  await portal.wait(900);
  await page.getByRole("button", { name: portal.words.checkNow }).click({ timeout: 2_000 }).catch(() => {});
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.expired);
  await portal.settled();
  await expect(portal.main).not.toContainText("The payment network says", { timeout: 1_500 });
});

test("going on with a kept wish beside an open recharge takes a consent that says so", async ({ portal, page, sandbox }) => {
  await sandbox.kill("refuse");
  // A moment after the tap that signed in, another is not let through.
  await portal.wait(31);
  await page.getByRole("button", { name: portal.words.refresh }).click();
  await portal.settled();
  await portal.go("#/recharge");
  await page.locator("#amount").fill("500");
  await page.getByRole("button", { name: "Keep for later" }).click();
  await expect(portal.card("Kept for later: ₹500")).toBeVisible();
  await sandbox.mend();
  await sandbox.fault({ id: "stall", kind: "credit_stalled" });
  await page.locator("#amount").fill("500");
  await page.locator("form.card").getByRole("button", { name: portal.words.pay }).click();
  await expect(page).toHaveURL(/#\/recharge\/./);
  await sandbox.bank((await sandbox.order()).id, "approve");
  await portal.wait(130);
  await portal.settled();
  await portal.go("#/recharge");
  await expect(portal.card("A recharge is already open")).toBeVisible();
  await portal.card("Kept for later: ₹500").getByRole("button", { name: portal.words.pay }).click();
  await portal.settled();
  expect(await sandbox.orders(), "nothing new is ordered by a button that warns of nothing").toHaveLength(1);
});

test("a session that ended while the code stood there is opened again beside it, and then the money shows", async ({ portal, page, sandbox }) => {
  await portal.order(500);
  await sandbox.bank((await sandbox.order()).id, "approve");
  await page.context().clearCookies();
  await portal.wait(31);
  await page.getByRole("button", { name: portal.words.checkNow }).click();
  await expect(page.locator("#number")).toHaveValue(FAMILY);
  await expect(page.locator(".qr-code"), "what was shown stays").toBeVisible();
  await expect(portal.main.getByText("Signing in lasts only for a while."), "said once").toHaveCount(1);
  await portal.wait(31);
  await portal.enter(FAMILY);
  await expect(page.locator("#number, #otp")).toHaveCount(0);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/Payment received|On the account|On the meter/);
  await expect(page.getByRole("button", { name: portal.words.checkNow })).toBeVisible();
});
