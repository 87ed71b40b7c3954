// What is left of a recharge: the receipt on paper, the history as a list and as a table, and what was paid elsewhere.
import { readFile } from "node:fs/promises";
import { fits } from "../support/axe.ts";
import { FAMILY, type Portal } from "../support/portal.ts";
import type { Order, Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

test.beforeEach(async ({ portal }) => {
  await portal.signIn(FAMILY);
});

/** A recharge that is paid and told. */
async function paid(portal: Portal, sandbox: Sandbox): Promise<Order> {
  await portal.order(500);
  const order = await sandbox.order();
  await sandbox.bank(order.id, "approve");
  await portal.wait(31);
  await portal.page.getByRole("button", { name: portal.words.checkNow }).click();
  await portal.settled();
  return order;
}

/** Somebody without a session pays for an account, as a shop does. */
async function strangerPays(sandbox: Sandbox, paise: number): Promise<void> {
  const answer = await fetch(`${sandbox.url}/v1/recharges`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": `"${crypto.randomUUID()}"` },
    body: JSON.stringify({ consumer_number: FAMILY, amount: paise }),
  });
  expect(answer.status).toBe(201);
  await sandbox.bank(((await answer.json()) as Order).id, "approve");
  await sandbox.advance(120);
}

test.describe("the receipt", () => {
  for (const [paper, millimetres] of [["a roll of 80 mm", 80], ["A4", 210]] as const) {
    test(`on ${paper} says what is known, when, and what is not yet`, async ({ portal, page, sandbox }) => {
      await sandbox.fault({ id: "meter", kind: "credit_not_on_meter" });
      const { id } = await paid(portal, sandbox);
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.credited);
      // The words as they are laid out for paper; how many sheets they take, only the printed file tells.
      await page.emulateMedia({ media: "print" });
      await page.setViewportSize({ width: Math.floor((millimetres * 96) / 25.4), height: 1_000 });
      const text = (await page.locator("body").innerText()).replace(/\s+/g, " ");
      for (const said of ["Receipt", id, "₹500", "On the account", "State as of", "Not on the meter yet"]) expect(text).toContain(said);
      expect(text, "the state as of when it was printed").toMatch(/State as of \S* ?24 Oct(ober)?,? (2024,? )?18:0\d|State as of .{0,8}24 Oct/);
      expect(text, "no buttons on paper").not.toMatch(/Print the receipt|Ask how it stands|Share|Help 1912/);
      await fits(page, paper);
      const pdf = (await page.pdf({ width: `${millimetres}mm`, height: "297mm", printBackground: true })).toString("latin1");
      expect(pdf.match(/\/Type\s*\/Page\b/g), "on one sheet").toHaveLength(1);
    });
  }

  test("of a finished recharge no longer says that something is missing", async ({ portal, page, sandbox }) => {
    await paid(portal, sandbox);
    await portal.wait(120);
    await page.getByRole("button", { name: portal.words.checkNow }).click({ timeout: 2_000 }).catch(() => {});
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.on_meter);
    await expect(page.getByRole("region", { name: "Receipt" })).not.toContainText("Not on the meter yet");
  });
});

test.describe("the history", () => {
  test("is searched by amount, by number and by words", async ({ portal, page, sandbox }) => {
    const { id } = await paid(portal, sandbox);
    await portal.wait(31);
    await portal.go("#/history");
    await portal.settled();
    const lines = portal.main.locator("ul.recharges > li");
    await expect.poll(() => lines.count()).toBeGreaterThan(3);
    const own = lines.filter({ has: page.locator(`a[href="#/recharge/${id}"]`) });
    await expect(own).toHaveCount(1);
    for (const wanted of ["500", "₹500", "on the"]) {
      await page.locator("#search").fill(wanted);
      await expect(own, wanted).toHaveCount(1);
    }
    await page.locator("#search").fill("no such thing");
    await expect(portal.main).toContainText("Nothing is known here.");
  });

  test("is there at once, also for whoever tapped something a moment ago", async ({ portal, sandbox }) => {
    await paid(portal, sandbox);
    await portal.go("#/history");
    await portal.settled();
    await expect(portal.main).not.toContainText("Tap again", { timeout: 2_000 });
    await expect(portal.main).toContainText("Use:", { timeout: 2_000 });
  });

  test("does not call a day's use a debt", async ({ portal }) => {
    await portal.wait(31);
    await portal.go("#/history");
    await expect(portal.main).toContainText("Use:");
    await expect(portal.main).not.toContainText("due", { timeout: 1_500 });
  });

  test("finds a recharge by the number that its receipt bears", async ({ portal, page, sandbox }) => {
    const { id } = await paid(portal, sandbox);
    await portal.go("#/history");
    await portal.settled();
    await page.locator("#search").fill(id);
    await expect(page.locator(`a[href="#/recharge/${id}"]`)).toHaveCount(1, { timeout: 2_000 });
  });

  test("is saved as a table that a spreadsheet reads", async ({ portal, page, sandbox }) => {
    const { id } = await paid(portal, sandbox);
    await portal.go("#/history");
    await portal.settled();
    const lines = await portal.main.locator("ul.recharges").first().locator("> li").count();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Save as a table (CSV)" }).click()]);
    expect(download.suggestedFilename()).toBe("diya.csv");
    const text = await readFile(await download.path(), "utf8");
    expect(text.startsWith("\ufeff"), "marked as UTF-8").toBe(true);
    const rows = text.slice(1).trimEnd().split("\r\n").map((row) => row.slice(1, -1).split('","'));
    expect(rows[0]).toEqual(["Made", "What", "Amount (rupees)", "Recharge number", "Payment reference"]);
    expect(rows.length - 1, "as many as are listed").toBe(lines);
    expect(rows.every((row) => row.length === 5)).toBe(true);
    const own = rows.filter(([, what, amount, number]) => number === id && amount === "500.00" && /^(On the|Payment received)/.test(what!));
    expect(own).toHaveLength(1);
    for (const [at, , amount] of rows.slice(1)) {
      expect(Number.isNaN(Date.parse(at!)), at).toBe(false);
      expect(amount).toMatch(/^-?\d+\.\d\d$/);
    }
  });
});

test.describe("what was paid elsewhere", () => {
  async function tell(portal: Portal, rupees: string, reference = ""): Promise<void> {
    await portal.go("#/history");
    await portal.settled();
    await portal.page.locator("#paid").fill(rupees);
    await portal.page.locator("#paid-reference").fill(reference);
    await portal.page.getByRole("button", { name: "Record it" }).click();
    await expect(portal.main).toContainText("Recorded on this phone.");
  }

  test("is waited for over a reload, and given up after a week with a word", async ({ portal }) => {
    await tell(portal, "731", "SLIP-17");
    const card = portal.card("Paid elsewhere?");
    await expect(card).toContainText("₹731 SLIP-17");
    await expect(card).toContainText("The utility has not booked it yet. Waited for until Thu, 31 Oct, 18:0");
    await portal.reload();
    await expect(card).toContainText("The utility has not booked it yet.");
    await portal.reopenAt("2024-10-31T19:00:00+05:30", "#/history");
    await expect(card).toContainText("It was never booked. Show the slip to 1912 or at the office.");
  });

  test("is found when the utility books it", async ({ portal, sandbox }) => {
    await tell(portal, "731");
    const card = portal.card("Paid elsewhere?");
    await strangerPays(sandbox, 73_100);
    await portal.wait(60);
    await portal.go("#/");
    await portal.go("#/history");
    await portal.settled();
    await expect(card).toContainText("The utility has booked it.");
  });

  test("of another amount is not taken for it", async ({ portal, sandbox }) => {
    await tell(portal, "731");
    await strangerPays(sandbox, 73_000);
    await portal.wait(60);
    await portal.go("#/");
    await portal.go("#/history");
    await portal.settled();
    await expect(portal.card("Paid elsewhere?")).toContainText("The utility has not booked it yet.");
  });

  test("wants an amount and a time that is not ahead", async ({ portal, page }) => {
    await portal.go("#/history");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(portal.main).toContainText("Enter an amount.");
    await page.locator("#paid").fill("731");
    await page.locator("#paid-when").fill("2024-10-25T10:00");
    await page.getByRole("button", { name: "Record it" }).click();
    await expect(portal.main).toContainText("Enter day and time of the payment; not ahead of now.");
  });
});
