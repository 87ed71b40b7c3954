// A complaint is written without the server, kept, and filed once, under its own person's name only; and help helps
// without a server, an account or a network.
import type { BrowserContext, Page } from "@playwright/test";
import { accessible, fits } from "../support/axe.ts";
import { REFUSALS } from "../support/phone.ts";
import { FAMILY, INDEBTED, Portal, type Language } from "../support/portal.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { kept } from "../support/storage.ts";
import { expect, test } from "../support/test.ts";

const WAITS = "It will be sent when the server answers";
const WORDS = "₹500 paid on Friday, रसीद 4471, nothing came";

async function second(context: BrowserContext, sandbox: Sandbox): Promise<Portal> {
  const other = new Portal(await context.newPage(), sandbox);
  await other.page.addInitScript(() => (Math.random = () => 0));
  await other.speak("en");
  await other.setClock();
  return other;
}

/** Hands in a complaint of no words of one's own. */
async function choose(portal: Portal): Promise<void> {
  await portal.go("#/complaint");
  await portal.page.getByRole("radio", { name: "I paid, and it is not on the account" }).check();
  await portal.page.getByRole("button", { name: "Send" }).click();
}

/** Writes a complaint and hands it in. */
async function complain(portal: Portal, text = WORDS): Promise<void> {
  const { page } = portal;
  await portal.go("#/complaint");
  await page.getByRole("radio", { name: "I paid, and it is not on the account" }).check();
  await page.getByRole("textbox", { name: "What happened?" }).fill(text);
  await page.getByRole("button", { name: "Send" }).click();
}

const list = (portal: Portal) => portal.card("Your complaints");

/** A person taps; the bulletin and then the server are asked. */
async function refresh(portal: Portal): Promise<void> {
  await portal.go("#/");
  await portal.wait(31);
  await portal.page.getByRole("button", { name: portal.words.refresh }).click();
  await portal.settled();
}

/** Time goes by on the open pages until so many complaints are on record. Each step leaves them some real time, and is
 * shorter than their patience with an answer. */
async function filed(count: number, ...tabs: Portal[]): Promise<void> {
  const { sandbox } = tabs[0]!;
  const look = async () => {
    await sandbox.advance(5);
    for (const { page } of tabs) await page.clock.fastForward(5_000);
    return (await sandbox.complaints()).length;
  };
  await expect.poll(look, { timeout: 30_000, intervals: [200] }).toBe(count);
}

/** Minutes go by, and the pages have time to do what they must not. */
async function idle(portal: Portal, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    await portal.wait(60);
    await portal.page.evaluate(() => fetch("./manifest.webmanifest").then((answer) => answer.text()));
  }
}

/** Bodies and keys of what was sent. */
function sent(page: Page): { key: string | undefined; body: string | null }[] {
  const requests: { key: string | undefined; body: string | null }[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/v1/complaints")) requests.push({ key: request.headers()["idempotency-key"], body: request.postData() });
  });
  return requests;
}

test("a complaint goes out at once while the server answers, and shows its docket and the promised date", async ({ portal, page, sandbox }) => {
  await portal.signIn();
  await portal.wait(31);
  await complain(portal);
  await expect(list(portal)).toContainText("SB241024-00001");
  await expect(list(portal)).toContainText("The number to quote; received today, 18:00");
  await expect(list(portal)).toContainText("An answer is promised by Thu, 31 Oct, 18:00.");
  const filed = await sandbox.complaints();
  expect(filed).toHaveLength(1);
  expect(filed[0]).toMatchObject({ consumer_number: FAMILY, topic: "recharge_missing", text: WORDS, docket: "SB241024-00001" });
  await expect(page.getByRole("textbox", { name: "What happened?" })).toHaveValue("");
});

test("written while the server is dead, kept over a reload, sent once when it lives", async ({ portal, page, sandbox }) => {
  await portal.signIn();
  await sandbox.kill("refuse");
  await complain(portal);
  await expect(list(portal)).toContainText(WAITS);
  expect((await kept(page)).complaints).toContain("4471");
  expect(await sandbox.complaints()).toEqual([]);
  await portal.reload();
  await portal.go("#/complaint");
  await expect(list(portal)).toContainText(WAITS);
  await list(portal).getByText("What happened?").click();
  await expect(list(portal)).toContainText(WORDS);
  await sandbox.mend();
  await portal.wait(120);
  await refresh(portal);
  await filed(1, portal);
  await portal.go("#/complaint");
  await expect(list(portal)).toContainText("SB241024-00001");
  await idle(portal, 10);
  expect(await sandbox.complaints()).toHaveLength(1);
  await portal.reload();
  await portal.go("#/complaint");
  await expect(list(portal)).toContainText("SB241024-00001");
});

test("a lost answer brings the same docket, under the same key and with the same words", async ({ portal, page, sandbox }) => {
  test.setTimeout(120_000);
  await portal.signIn();
  await portal.wait(31);
  await sandbox.fault({ id: "cut", kind: "cut_after_work", route: "POST /v1/complaints" });
  const requests = sent(page);
  await complain(portal);
  await expect(list(portal)).toContainText(WAITS);
  await expect.poll(async () => (await sandbox.complaints()).length).toBe(1);
  await expect.poll(() => requests.length).toBe(1);
  await sandbox.mend();
  await portal.reload();
  await portal.go("#/complaint");
  await expect
    .poll(async () => {
      // Time passes no faster than the answers come: what takes too long is given up, and waited for again.
      await portal.wait(5);
      return requests.length;
    }, { timeout: 60_000, intervals: [700] })
    .toBe(2);
  await expect(list(portal)).toContainText("SB241024-00001");
  expect(await sandbox.complaints()).toHaveLength(1);
  expect(new Set(requests.map(({ key, body }) => `${key} ${body}`)).size).toBe(1);
  expect(requests[0]!.key).toMatch(/^"[0-9a-f-]{36}"$/);
});

test("a dead server is tried no more often than the retry budget allows, and a dead one by the bulletin's word not at all", async ({ portal, page, sandbox }) => {
  test.setTimeout(120_000);
  await portal.signIn();
  await portal.wait(31);
  await sandbox.fault({ id: "busy", kind: "unavailable", route: "POST /v1/complaints" });
  const requests = sent(page);
  await complain(portal);
  await expect.poll(() => requests.length).toBe(1);
  await idle(portal, 60);
  expect(requests.length, "one tap, and two retries at most").toBeLessThanOrEqual(3);
  // The utility says that it is down: nothing is sent, though the person taps.
  await sandbox.mend();
  await portal.reopenAt("2024-10-28T12:00:00+05:30", "#/complaint");
  const before = requests.length;
  await complain(portal, "another one");
  await idle(portal, 5);
  expect(requests.length).toBe(before);
  await expect(list(portal).getByText(WAITS)).toHaveCount(2);
});

test("two tabs send one complaint once", async ({ portal, context, sandbox }) => {
  await portal.signIn();
  const other = await second(context, sandbox);
  const listed = other.listed();
  await other.open("#/complaint");
  await listed;
  await portal.wait(31);
  await sandbox.kill("refuse");
  const requests = [portal, other].map(({ page }) => sent(page));
  await complain(portal);
  await expect(list(portal)).toContainText(WAITS);
  await expect(list(other), "what one writes the other shows").toContainText(WAITS);
  await expect.poll(() => requests.flat().length).toBeGreaterThan(0);
  await sandbox.mend();
  await Promise.all([portal.reload(), other.reload()]);
  await filed(1, portal, other);
  await idle(other, 5);
  expect(await sandbox.complaints()).toHaveLength(1);
  for (const tab of [portal, other]) {
    await tab.go("#/complaint");
    await expect(list(tab)).toContainText("SB241024-00001");
  }
  expect(new Set(requests.flat().map(({ key }) => key)).size).toBe(1);
});

test("never sent under another person's session: kept until its own person signs in again", async ({ portal, page, sandbox }) => {
  await portal.signIn();
  await sandbox.kill("refuse");
  await complain(portal);
  await expect(list(portal)).toContainText(WAITS);
  await sandbox.mend();
  await portal.go("#/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(portal.main).toContainText("You are signed out.");
  await portal.go("#/complaint");
  await expect(portal.main).toContainText("A complaint belongs to an account");
  await expect(page.locator("body")).not.toContainText("4471");
  await portal.go("#/");
  await portal.wait(40);
  await portal.enter(INDEBTED, { remember: false });
  await expect(portal.balance.locator(".amount-due")).toBeVisible();
  await portal.go("#/complaint");
  await idle(portal, 5);
  await expect(page.getByRole("radio").first()).toBeVisible();
  await expect(list(portal)).toHaveCount(0);
  expect(await sandbox.complaints()).toEqual([]);
  await portal.go("#/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await portal.go("#/");
  await portal.wait(40);
  await portal.enter(FAMILY);
  await expect(portal.balance).toContainText("₹84.53");
  await portal.go("#/complaint");
  await filed(1, portal);
  await expect(list(portal)).toContainText("SB241024-00001");
  expect((await sandbox.complaints()).map((filed) => filed.consumer_number)).toEqual([FAMILY]);
});

test("a cookie that became another person's files nothing in her name", async ({ portal, page, context, sandbox }) => {
  await portal.signIn();
  await portal.wait(31);
  // Not by the portal, whose tabs would tell each other.
  const ask = (path: string, data: object) => context.request.post(`${sandbox.url}${path}`, { data });
  await ask("/v1/session/otp", { consumer_number: INDEBTED });
  const other = await ask("/v1/session", { consumer_number: INDEBTED, otp: await sandbox.otp(INDEBTED) });
  expect(other.status()).toBe(204);
  await complain(portal);
  await expect(portal.main).toContainText("Nothing is sent until you sign in again with the same number.");
  await expect(list(portal)).toContainText(WAITS);
  expect(await sandbox.complaints()).toEqual([]);
  await portal.wait(40);
  await portal.enter(FAMILY);
  await portal.go("#/complaint");
  await filed(1, portal);
  await expect(list(portal)).toContainText("SB241024-00001");
});

test("what the server refuses is said, and can be written again", async ({ portal, page, sandbox }) => {
  await portal.signIn();
  await portal.wait(31);
  let status = 422;
  await page.route("**/v1/complaints", (route) => {
    if (status === 201) return route.continue();
    return route.fulfill({ status, contentType: "application/problem+json", body: JSON.stringify({ type: "urn:diya:problem:text-out-of-limits", status, detail: "<b>SECRET</b>" }) });
  });
  await complain(portal);
  await expect(list(portal)).toContainText("Not taken: the server finds it too long.");
  await expect(page.locator("body")).not.toContainText("SECRET");
  status = 201;
  await idle(portal, 10);
  expect(await sandbox.complaints(), "what was refused is not sent again by itself").toEqual([]);
  await list(portal).getByRole("button", { name: "Write it again" }).click();
  await expect(page.getByRole("textbox", { name: "What happened?" })).toHaveValue(WORDS);
  await page.getByRole("button", { name: "Send" }).click();
  await expect(list(portal)).toContainText("SB241024-00001");
});

const TIMES = `"received_at":"2024-10-24T18:00:00+05:30","answer_by":"2024-10-31T18:00:00+05:30"`;
const NO_DOCKETS = {
  "is empty": "",
  "is a page": "<!doctype html><b>SB1</b>",
  "has nothing in it": "{}",
  "is huge": `{"docket":"${"9".repeat(99_999)}",${TIMES}}`,
  "is written from right to left": `{"docket":"\u202e1BS",${TIMES}}`,
};

for (const [what, body] of Object.entries(NO_DOCKETS)) {
  test(`an answer that ${what} is no docket, and the real one is found out`, async ({ portal, page, sandbox }) => {
    await portal.signIn();
    await portal.wait(31);
    await page.route("**/v1/complaints", (route) => route.fulfill({ status: 201, contentType: "application/json", body }), { times: 1 });
    const answered = page.waitForResponse("**/v1/complaints");
    await complain(portal);
    await (await answered).finished();
    await expect(list(portal)).toContainText(WAITS);
    await filed(1, portal);
    await expect(list(portal)).toContainText("SB241024-00001");
  });
}

test("signed out: an account is needed, and that is said", async ({ portal, page }) => {
  await portal.open("#/complaint");
  await expect(portal.main).toContainText("A complaint belongs to an account, so sign in first.");
  await expect(page.locator("#number")).toBeVisible();
  await expect(page.getByRole("textbox", { name: "What happened?" })).toHaveCount(0);
});

test("without storage it works while the page is open, and says that nothing is kept", async ({ portal, page, sandbox }) => {
  await page.addInitScript(REFUSALS.noStorage);
  await portal.signIn();
  await portal.wait(31);
  await portal.go("#/complaint");
  await expect(portal.main).toContainText("Nothing of yours is kept here once you close this page.");
  await complain(portal);
  await expect(list(portal)).toContainText("SB241024-00001");
  expect(await sandbox.complaints()).toHaveLength(1);
});

test("in a kiosk nothing is written down, and what waits goes with the page", async ({ portal, page, sandbox }) => {
  await page.goto(`${sandbox.url}/?place=kiosk`);
  await portal.started();
  await portal.enter(FAMILY);
  await expect(portal.balance).toContainText("₹84.53");
  await portal.settled();
  await sandbox.kill("refuse");
  await choose(portal);
  await expect(portal.main).toContainText("Nothing of yours is kept here once you close this page.");
  await expect(list(portal)).toContainText(WAITS);
  expect(await kept(page)).toEqual({});
});

test("in a kiosk, where nobody can type, what it is about says what happened", async ({ portal, page, sandbox }) => {
  await page.goto(`${sandbox.url}/?place=kiosk`);
  await portal.started();
  await portal.enter(FAMILY);
  await expect(portal.balance).toContainText("₹84.53");
  await portal.settled();
  await portal.wait(31);
  await choose(portal);
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await expect(list(portal)).toContainText("SB241024-00001");
  expect((await sandbox.complaints())[0]).toMatchObject({ topic: "recharge_missing", text: "I paid, and it is not on the account" });
});

test("wiping the phone wipes what was written, in all tabs", async ({ portal, page, context, sandbox }) => {
  await portal.signIn();
  const other = await second(context, sandbox);
  await other.open("#/complaint");
  await sandbox.kill("refuse");
  await complain(portal);
  await expect(list(other)).toContainText(WAITS);
  await other.page.getByRole("textbox", { name: "What happened?" }).fill("a draft");
  await portal.go("#/account");
  await page.getByRole("button", { name: "Wipe this phone" }).click();
  await expect(other.main).toContainText("A complaint belongs to an account");
  await expect(other.page.locator("body")).not.toContainText("4471");
  expect((await kept(page)).complaints).toBeUndefined();
  await sandbox.mend();
  await portal.go("#/");
  await portal.wait(40);
  await portal.enter(FAMILY);
  await portal.go("#/complaint");
  await expect(page.getByRole("textbox", { name: "What happened?" })).toHaveValue("");
  await idle(portal, 5);
  expect(await sandbox.complaints()).toEqual([]);
});

test("the form says what is missing, counts as the server counts, and keeps the draft in another language", async ({ portal, page, sandbox }) => {
  await portal.signIn();
  await portal.go("#/complaint");
  const text = page.locator("#complaint");
  const send = page.getByRole("button", { name: "Send" });
  await send.click();
  await expect(portal.main).toContainText("Choose what it is about.");
  await page.getByRole("radio", { name: "No supply for another reason" }).check();
  await send.click();
  await expect(portal.main).toContainText("Write what happened.");
  const left = page.locator("#complaint-left");
  await expect(left).toHaveAttribute("role", "status");
  await expect(left).toHaveText("Characters left: 2000");
  await text.fill(` ${"🪔".repeat(1_990)}कि\n`);
  await portal.wait(1);
  await expect(left).toHaveText("Characters left: 8");
  await text.fill("ब".repeat(2_001));
  await portal.wait(1);
  await expect(left).toHaveText("Too long by characters: 1");
  await send.click();
  expect(await sandbox.complaints()).toEqual([]);
  await text.fill("ab\nc");
  await page.getByRole("button", { name: "हिन्दी" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("शिकायत लिखें");
  await expect(text).toHaveValue("ab\nc");
  await expect(page.getByRole("radio", { name: "किसी और वजह से बिजली नहीं है" })).toBeChecked();
  await expect(left).toContainText("1996");
});

test("an address may say what it is about, and a wrong one says nothing", async ({ portal, page }) => {
  await portal.signIn();
  await portal.go("#/complaint/recharge_missing");
  await expect(page.getByRole("radio", { name: "I paid, and it is not on the account" })).toBeChecked();
  await portal.go("#/");
  for (const wrong of ["#/complaint/pay_now", "#/complaint/%3Cb%3E", "#/complaint/"]) {
    await portal.reload();
    await portal.go(wrong);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Write a complaint");
    expect(await page.locator("input[type=radio]:checked").count(), wrong).toBe(0);
  }
});

test("where money is missing, the recharge leads here", async ({ portal, page, sandbox }) => {
  await portal.signIn();
  await portal.order(500);
  const { id } = await sandbox.order();
  await expect(page.getByRole("link", { name: "Write a complaint" })).toHaveCount(0);
  await sandbox.fault({ id: "late", kind: "credit_stalled" });
  await sandbox.bank(id, "approve");
  await portal.wait(120);
  await page.getByRole("button", { name: portal.words.checkNow }).click();
  await page.getByRole("link", { name: "Write a complaint" }).click();
  await expect(page.getByRole("radio", { name: "I paid, and it is not on the account" })).toBeChecked();
});

test("help is read without an account, a server or a network", async ({ portal, page, sandbox, context }) => {
  await sandbox.kill("refuse");
  await page.route("**/bulletin.jws", (route) => route.abort());
  await portal.open();
  await context.setOffline(true);
  await portal.go("#/help");
  await expect(page.locator('a[href="tel:1912"]').first()).toBeVisible();
  const help = portal.card("When the server or 1912 does not answer");
  await expect(help.getByRole("listitem")).toHaveCount(5);
  const questions = portal.card("Questions").locator("details");
  await expect(questions).toHaveCount(7);
  for (const question of await questions.all()) {
    await question.locator("summary").click();
    await expect(question.locator("p")).toBeVisible();
    expect((await question.locator("p").innerText()).length).toBeGreaterThan(40);
  }
  const offices = portal.card("Offices").getByRole("listitem");
  await expect(offices.first()).toContainText("Muzaffarpur");
  await expect(portal.card("Offices")).not.toContainText("Your division");
  await expect(portal.main, "nothing is called safe").not.toContainText(/\bsafe\b/);
});

test("the own division's office comes first", async ({ portal }) => {
  await portal.signIn();
  await portal.go("#/help");
  const first = portal.card("Offices").getByRole("listitem").first();
  await expect(first).toContainText("Patna central office");
  await expect(first).toContainText("Your division");
  await expect(first).toContainText("the counter until 4 pm");
});

for (const language of ["hi", "en", "ur"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("the pages are accessible and fit", async ({ portal, page, sandbox }) => {
      test.setTimeout(120_000);
      await page.route("**/config.json", async (route) => {
        const config = await (await route.fetch()).json();
        await route.fulfill({ json: { ...config, languages: ["hi", "en", "ur"] } });
      });
      await portal.open("#/help");
      for (const summary of await page.locator("summary").all()) await summary.click();
      await accessible(page, `help, ${language}`);
      await fits(page, `help, ${language}`);
      await portal.open("#/complaint");
      await accessible(page, `complaint, signed out, ${language}`);
      await portal.signIn();
      await portal.wait(31);
      await portal.go("#/complaint");
      const hand = async (text: string) => {
        await page.getByRole("radio").nth(1).check();
        await page.locator("#complaint").fill(text);
        await page.locator("form button[type=submit]").click();
      };
      await hand(WORDS);
      await expect(portal.main).toContainText("SB241024-00001");
      await sandbox.kill("refuse");
      await hand("W".repeat(500));
      for (const summary of await page.locator("summary").all()) await summary.click();
      await accessible(page, `complaint, ${language}`);
      await fits(page, `complaint, ${language}`);
    });
  });
}
