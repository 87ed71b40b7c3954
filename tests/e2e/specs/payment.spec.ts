// Paying: what the QR and the link ask for is the order's, or nothing is shown; and each state has its words.
import type { Page } from "@playwright/test";
import { FAMILY, type Portal } from "../support/portal.ts";
import { decoded } from "../support/qr.ts";
import type { Order } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

const qr = (page: Page) => page.locator(".qr-code");
const payLink = (page: Page) => page.locator('a[href^="upi:"], a[href^="javascript:"]');
const title = (page: Page) => page.getByRole("heading", { level: 1 });

test.beforeEach(async ({ portal }) => {
  await portal.signIn(FAMILY);
});

for (const colorScheme of ["light", "dark"] as const) {
  test(`a camera and a tap get the same payment string, in the ${colorScheme}`, async ({ portal, page, sandbox }) => {
    await page.emulateMedia({ colorScheme });
    await portal.order(500);
    const order = await sandbox.order();
    expect(order.upi?.uri).toMatch(/^upi:\/\/pay\?/);
    await expect(payLink(page)).toHaveAttribute("href", order.upi!.uri);
    expect(await decoded(qr(page))).toBe(order.upi!.uri);
    await expect(qr(page)).toHaveAttribute("aria-label", "QR code to pay ₹500 by UPI");
    await expect(page.getByRole("timer")).toContainText(/Pay within (8:00|7:\d\d)/);
  });
}

test.describe("a payment string that does not say what the order says", () => {
  const lies: Record<string, (order: Order) => void> = {
    "another amount": ({ upi }) => (upi!.uri = upi!.uri.replace(/am=[^&]*/, "am=5000.00")),
    "no amount": ({ upi }) => (upi!.uri = upi!.uri.replace(/&?am=[^&]*/, "")),
    "an amount twice": ({ upi }) => (upi!.uri += "&am=1.00"),
    "another payee": ({ upi }) => (upi!.uri = upi!.uri.replace(/pa=[^&]*/, "pa=thief%40bank")),
    "another currency": ({ upi }) => (upi!.uri = upi!.uri.replace(/cu=[^&]*/, "cu=USD")),
    "another reference": ({ upi }) => (upi!.uri = upi!.uri.replace(/tr=[^&]*/, "tr=OTHER")),
    "no signature": ({ upi }) => (upi!.uri = upi!.uri.replace(/&?sign=[^&]*/, "")),
    "a script": ({ upi }) => (upi!.uri = "javascript:alert(1)"),
    "a mandate": ({ upi }) => (upi!.uri = upi!.uri.replace("upi://pay", "upi://mandate")),
    "nothing": ({ upi }) => (upi!.uri = ""),
    "too much": ({ upi }) => (upi!.uri += `&tn=${"x".repeat(5_000)}`),
  };
  for (const [lie, tell] of Object.entries(lies)) {
    test(`${lie}: it is refused in words, without QR and link`, async ({ portal, page }) => {
      await page.route("**/v1/recharges", async (route) => {
        if (route.request().method() !== "POST") return route.continue();
        const response = await route.fetch();
        const order = (await response.json()) as Order;
        const before = order.upi!.uri;
        tell(order);
        expect(order.upi!.uri, "the test tells a lie").not.toBe(before);
        await route.fulfill({ response, json: order });
      });
      await portal.order(500);
      await expect(page.getByRole("alert")).toHaveText(/The payment code does not match this recharge, so it is not shown\. Do not pay; tell 1912\./);
      await expect(qr(page)).toHaveCount(0);
      await expect(payLink(page)).toHaveCount(0);
      // Whoever is told not to pay must not read “pay” beside it.
      await expect(portal.main).not.toContainText("Pay by UPI", { timeout: 1_000 });
    });
  }
});

test.describe("the states of a recharge", () => {
  /** Half a minute later, because taps are let through no more often. The portal may have asked by itself before. */
  async function ask(portal: Portal, seconds = 31): Promise<void> {
    await portal.wait(seconds);
    await portal.page.getByRole("button", { name: portal.words.checkNow }).click({ timeout: 2_000 }).catch(() => {});
    await portal.settled();
  }

  test("paid, credited, on the meter: each step has its word", async ({ portal, page, sandbox }) => {
    await sandbox.fault({ id: "stall", kind: "credit_stalled" }, { id: "meter", kind: "credit_not_on_meter" });
    await portal.order();
    const { id } = await sandbox.order();
    await sandbox.bank(id, "approve");
    await ask(portal);
    await expect(title(page)).toHaveText(portal.states.paid);
    await expect(portal.main).toContainText("It is not on the account yet.");
    await expect(qr(page)).toHaveCount(0);
    await expect(payLink(page)).toHaveCount(0);
    await sandbox.mend("stall");
    await ask(portal);
    await expect(title(page)).toHaveText(portal.states.credited);
    await expect(portal.main).toContainText("On the account. It is not on the meter yet.");
    await sandbox.mend("meter");
    await ask(portal, 120);
    await expect(title(page)).toHaveText(portal.states.on_meter);
    await expect(portal.main).toContainText("The recharge is complete.");
    await expect(page.getByRole("button", { name: portal.words.checkNow })).toHaveCount(0);
  });

  test("a page that stays open learns by itself that it was paid", async ({ portal, page, sandbox }) => {
    await portal.order();
    const { id } = await sandbox.order();
    await sandbox.bank(id, "approve");
    await portal.wait(95);
    await expect(title(page)).toHaveText(/On the (account|meter)|Payment received/);
  });

  test("failed is told as not final, and may turn into paid", async ({ portal, page, sandbox }) => {
    await sandbox.fault({ id: "turn", kind: "payment_failed_then_paid", seconds: 600 });
    await portal.order();
    const { id } = await sandbox.order();
    await sandbox.bank(id, "approve");
    await ask(portal);
    await expect(title(page)).toHaveText(portal.states.failed);
    await expect(portal.main).toContainText("This may change until Sun, 27 Oct, 18:00");
    await expect(qr(page)).toHaveCount(0);
    await portal.go("#/recharge");
    await expect(page.locator("#amount"), "no second payment is invited").toHaveCount(0);
    await portal.go(`#/recharge/${id}`);
    await ask(portal, 800);
    await expect(title(page)).toHaveText(/On the (account|meter)|Payment received/);
  });

  test("failed for good", async ({ portal, page, sandbox }) => {
    await portal.order();
    const { id } = await sandbox.order();
    await sandbox.bank(id, "decline");
    await ask(portal);
    await expect(title(page)).toHaveText(portal.states.failed);
    // A word from before the end is not the last one.
    await sandbox.kill("refuse");
    await portal.reopenAt("2024-10-27T18:05:00+05:30", `#/recharge/${id}`);
    await portal.settled();
    await expect(portal.main).not.toContainText("nothing came to the account", { timeout: 1_000 });
    await sandbox.mend();
    await ask(portal);
    await expect(portal.main).toContainText("This recharge is over, and nothing came to the account.");
    await portal.go("#/recharge");
    await expect(page.locator("#amount")).toBeVisible();
  });

  test("expired: the code goes away by the clock alone, with the server dead", async ({ portal, page, sandbox }) => {
    await portal.order();
    await sandbox.kill("refuse");
    await portal.wait(481);
    await expect(qr(page)).toHaveCount(0);
    await expect(payLink(page)).toHaveCount(0);
    await expect(portal.main).toContainText("The payment code has expired, and the server knows of no payment.");
    await expect(portal.main).toContainText("This may change until Sun, 27 Oct, 18:00");
    await sandbox.mend();
    await ask(portal);
    await expect(title(page)).toHaveText(portal.states.expired);
  });

  test("reversed", async ({ portal, page, sandbox }) => {
    await sandbox.fault({ id: "stall", kind: "credit_stalled" });
    await portal.order();
    const { id } = await sandbox.order();
    await sandbox.bank(id, "approve");
    await ask(portal);
    await expect(title(page)).toHaveText(portal.states.paid);
    await sandbox.bank(id, "reverse");
    await ask(portal);
    await expect(title(page)).toHaveText(portal.states.reversed);
    await expect(portal.main).toContainText("The money was sent back to where it came from.");
  });

  test("the receipt names amount, state and references", async ({ portal, page, sandbox }) => {
    await sandbox.fault({ id: "stall", kind: "credit_stalled" });
    await portal.order();
    const { id } = await sandbox.order();
    await sandbox.bank(id, "approve");
    await ask(portal);
    const receipt = page.getByRole("region", { name: "Receipt" });
    await expect(receipt).toContainText("₹500");
    await expect(receipt).toContainText(id);
    await expect(receipt).toContainText("Not on the meter yet");
  });
});

test("a recharge of another phone is not on record here, and says so", async ({ portal }) => {
  await portal.open("#/recharge/0192-not-mine");
  await expect(portal.main).toContainText("This recharge is not on record on this phone.");
});
