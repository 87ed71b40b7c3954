// Recharging, page by page: the amount, somebody else's account, a server that is down, a wish kept for later, a frame.
import type { Page } from "@playwright/test";
import { FAMILY, INDEBTED } from "../support/portal.ts";
import type { Order } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

const amount = (page: Page) => page.locator("#amount");
const title = (page: Page) => page.getByRole("heading", { level: 1 });
const qr = (page: Page) => page.locator(".qr-code");

/** All that the browser keeps for the portal, as text. */
async function kept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const words = [JSON.stringify({ ...localStorage }), JSON.stringify({ ...sessionStorage })];
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((done, failed) => {
        const request = indexedDB.open(name!);
        request.onsuccess = () => done(request.result);
        request.onerror = () => failed(request.error);
      });
      for (const store of database.objectStoreNames) {
        const rows = await new Promise<unknown[]>((done, failed) => {
          const request = database.transaction(store).objectStore(store).getAll();
          request.onsuccess = () => done(request.result);
          request.onerror = () => failed(request.error);
        });
        words.push(JSON.stringify(rows));
      }
      database.close();
    }
    return words.join("\n");
  });
}

test.describe("an amount", () => {
  test.beforeEach(async ({ portal }) => {
    await portal.signIn(FAMILY);
    await portal.go("#/recharge");
  });

  test("is grouped as it is typed, in either script", async ({ page }) => {
    for (const [typed, grouped] of [
      ["1500", "1,500"],
      ["150000", "1,50,000"],
      ["१५००", "1,500"],
      ["99.50", "99.50"],
      ["1500.5", "1,500.5"],
    ] as const) {
      await amount(page).fill("");
      await amount(page).pressSequentially(typed);
      await expect(amount(page), typed).toHaveValue(grouped);
    }
  });

  test("is understood as it is pasted", async ({ page }) => {
    for (const pasted of ["₹1,500.00", "१५००", " 1500 ", "Rs. 1,500", "रु. १,५००"]) {
      await amount(page).fill(pasted);
      await expect(page.getByRole("button", { name: /^Go on to pay/ }), pasted).toHaveText(/^Go on to pay ₹1,500$/);
    }
  });

  test("that cannot be is told in its own word, and nothing is sent", async ({ portal, page, sandbox }) => {
    const bounds = "Keep the amount between ₹100 and ₹10,000.";
    for (const [typed, said] of [
      ["", "Enter an amount."],
      ["0", bounds],
      ["-500", bounds],
      ["99.99", bounds],
      ["10,000.01", bounds],
      ["1000000000000000000", bounds],
      ["500.005", "No fractions of a paisa: at most two decimals."],
      ["five hundred", "Enter the amount in digits, like 500."],
      ["5e2", "Enter the amount in digits, like 500."],
    ] as const) {
      await amount(page).fill(typed);
      await page.getByRole("button", { name: /^Go on/ }).click();
      await expect(portal.main.getByRole("status").filter({ hasText: said }), `“${typed}”`).toBeVisible();
    }
    await expect(title(page)).toHaveText("How much?");
    expect(await sandbox.orders()).toHaveLength(0);
  });

  test("is offered by what is used, and one tap fills it in", async ({ portal, page }) => {
    const offers = page.locator(".quick .button");
    await expect(offers.first()).toBeVisible();
    await expect(portal.main).toContainText(/about \d+ days|back above zero/);
    const offered = (await offers.first().innerText()).match(/₹([\d,]+)/)![1]!;
    await offers.first().click();
    await expect(amount(page)).toHaveValue(offered);
  });
});

test.describe("somebody else's account", () => {
  test("is paid for only after its masked name was looked at, and leaves nothing on the phone", async ({ portal, page, sandbox }) => {
    await portal.open("#/recharge");
    await page.getByRole("button", { name: "Recharge another number" }).click();
    await page.locator("#whose").fill(INDEBTED);
    await portal.askToPay(500);
    await expect(page).toHaveURL(/#\/recharge\/./);
    const order = await sandbox.order();
    await expect(portal.main).toContainText("This account belongs to:");
    const name = (await page.locator(".guest-name").innerText()).trim();
    expect(name, "the name is masked").toMatch(/[*•x]/i);
    await expect(qr(page)).toHaveCount(0);
    await expect(page.locator('a[href^="upi:"]')).toHaveCount(0);
    await page.getByRole("button", { name: "The name is right, show how to pay" }).click();
    await expect(qr(page)).toBeVisible();
    await expect(portal.main).toContainText(`Write down its number: ${order.id}`);
    const left = await kept(page);
    for (const secret of [INDEBTED, order.id, name, order.upi!.reference]) expect(left, "nothing of it is kept").not.toContain(secret);
    await portal.reload();
    await expect(portal.main).toContainText("This recharge is not on record on this phone.");
  });

  test("is found again by asking, while the server's session lasts", async ({ portal, page, context }) => {
    await portal.open("#/recharge");
    await page.getByRole("button", { name: "Recharge another number" }).click();
    await page.locator("#whose").fill(INDEBTED);
    await portal.askToPay(500);
    await expect(page).toHaveURL(/#\/recharge\/./);
    await portal.reload();
    expect((await context.cookies()).length, "the session lives").toBeGreaterThan(0);
    const told = page.waitForResponse((answer) => /\/v1\/recharges\/./.test(answer.url()));
    await page.getByRole("button", { name: portal.words.checkNow }).click();
    expect((await told).status(), "the server tells").toBe(200);
    await portal.settled();
    await expect(title(page), "the page shows it").toHaveText("Pay ₹500", { timeout: 2_000 });
  });

  test("of no number, or of a wrong one, is told beside the form", async ({ portal, page, sandbox }) => {
    await portal.open("#/recharge");
    await page.getByRole("button", { name: "Recharge another number" }).click();
    for (const [number, said] of [
      ["", "Enter the consumer number."],
      ["12ab", "Use only digits in the number."],
      ["1234", "The number is too short: 9 to 12 digits."],
      ["1234567890123", "The number is too long: 9 to 12 digits."],
      ["999999999", "No account has this number. Check it on your bill."],
    ] as const) {
      await page.locator("#whose").fill(number);
      await portal.askToPay(500);
      await expect(portal.main, number).toContainText(said);
    }
    expect(await sandbox.orders()).toHaveLength(0);
  });
});

test.describe("while the server is down", () => {
  /** Requests to make an order. */
  const posts = (page: Page) => {
    const sent: string[] = [];
    page.on("request", (request) => {
      if (request.method() === "POST" && request.url().endsWith("/v1/recharges")) sent.push(request.headers()["idempotency-key"] ?? "");
    });
    return sent;
  };

  test("other ways come first, and a wish is kept, never sent by itself, and sent when the person says so", async ({ portal, page, sandbox, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const sent = posts(page);
    await portal.signIn(FAMILY);
    await sandbox.kill("refuse");
    await portal.wait(31);
    await page.getByRole("button", { name: portal.words.refresh }).click();
    await portal.settled();
    await portal.go("#/recharge");
    const down = portal.card("The server is down");
    await expect(down).toContainText("These ways do:");
    await expect(down).toContainText(FAMILY);
    expect((await down.boundingBox())!.y, "it stands above the form").toBeLessThan((await amount(page).boundingBox())!.y);
    await down.getByRole("button", { name: "Copy the number" }).click();
    await expect(down).toContainText("Copied.");
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(FAMILY);
    await amount(page).fill("500");
    await page.getByRole("button", { name: "Keep for later" }).click();
    const wish = portal.card("Kept for later: ₹500");
    await expect(wish).toContainText("Nothing was sent, so no money was taken. Nothing is ever sent by itself.");
    await portal.reload();
    await expect(wish).toBeVisible();
    await sandbox.mend();
    // The server is back, and an hour passes.
    for (let minutes = 0; minutes < 60; minutes += 15) await portal.wait(900);
    await portal.settled();
    expect(sent, "nothing is sent by itself").toEqual([]);
    await portal.go("#/");
    await portal.go("#/recharge");
    await expect(wish).toBeVisible();
    await wish.getByRole("button", { name: "Go on to pay ₹500" }).click();
    await expect(title(page)).toHaveText("Pay ₹500");
    expect(sent).toHaveLength(1);
    expect(await sandbox.orders()).toHaveLength(1);
  });

  test("a wish that was kept can be given up, for good", async ({ portal, page, sandbox }) => {
    await portal.signIn(FAMILY);
    await sandbox.kill("refuse");
    await portal.wait(31);
    await page.getByRole("button", { name: portal.words.refresh }).click();
    await portal.settled();
    await portal.go("#/recharge");
    await amount(page).fill("500");
    await page.getByRole("button", { name: "Keep for later" }).click();
    await portal.card("Kept for later: ₹500").getByRole("button", { name: "Give it up" }).click();
    await expect(portal.card("Kept for later: ₹500")).toHaveCount(0);
    await portal.reload();
    await expect(portal.card("Kept for later: ₹500")).toHaveCount(0);
  });
});

test("what the server told does not fit together: both are shown with their times, and nobody pays again", async ({ portal, page, sandbox }) => {
  await portal.signIn(FAMILY);
  await sandbox.fault({ id: "stall", kind: "credit_stalled" });
  await portal.order(500);
  const { id } = await sandbox.order();
  await sandbox.bank(id, "approve");
  await portal.wait(31);
  await page.getByRole("button", { name: portal.words.checkNow }).click();
  await expect(title(page)).toHaveText(portal.states.paid);
  await page.route(`**/v1/recharges/${id}`, async (route) => {
    const response = await route.fetch();
    const order = (await response.json()) as Order & { state_since: string; history: unknown[] };
    const later = new Date(Date.parse(order.state_since) + 600_000).toISOString();
    await route.fulfill({ response, json: { ...order, state: "failed", state_since: later, history: [] } });
  });
  await portal.wait(700);
  await page.getByRole("button", { name: portal.words.checkNow }).click();
  await portal.settled();
  await expect(title(page)).toHaveText("Not clear");
  const told = page.locator(".contradictions li");
  await expect(told).toHaveCount(2);
  await expect(told.filter({ hasText: /18:00: Payment received/ })).toHaveCount(1);
  await expect(told.filter({ hasText: /18:10: Payment failed/ })).toHaveCount(1);
  await expect(portal.main).toContainText("Do not pay again.");
  await expect(portal.main).toContainText("Tell 1912 the number below and what stands here.");
  await expect(portal.main).toContainText(id);
  await expect(qr(page)).toHaveCount(0);
  await portal.go("#/recharge");
  await expect(amount(page), "no second payment is invited").toHaveCount(0);
});

test("in a frame there is nothing to pay with, and a way out to a window of its own", async ({ portal, page, context, sandbox }) => {
  await portal.signIn(FAMILY);
  await portal.order(500);
  const { id } = await sandbox.order();
  await page.route("**/host.html", (route) =>
    route.fulfill({ contentType: "text/html", body: `<title>Host</title><iframe width="400" height="600" src="/#/recharge"></iframe>` }),
  );
  const host = `${sandbox.url}/host.html`;
  for (const fragment of ["#/recharge", `#/recharge/${id}`]) {
    await page.goto(host);
    await page.locator("iframe").evaluate((frame, hash) => ((frame as HTMLIFrameElement).src = `/?${Math.random()}${hash}`), fragment);
    const frame = page.frameLocator("iframe");
    await expect(frame.locator("main")).toContainText("For your safety, recharging opens in a window of its own.");
    await expect(frame.locator(".qr-code")).toHaveCount(0);
    await expect(frame.locator('a[href^="upi:"]')).toHaveCount(0);
    await expect(frame.locator("#amount")).toHaveCount(0);
    const opened = context.waitForEvent("page");
    await frame.getByRole("link", { name: "Open it" }).click();
    const window = await opened;
    await expect(window).toHaveURL(/#\/recharge/);
    expect(await window.evaluate(() => [self === top, opener]), "it is on top, and knows nothing of its opener").toEqual([true, null]);
    await window.close();
  }
});
