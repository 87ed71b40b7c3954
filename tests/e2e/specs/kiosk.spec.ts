// A machine in an office, with a queue behind each person: everything by touch, nothing left for the next one, whether the
// server answers or not.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { accessible, fits } from "../support/axe.ts";
import { inHeap, inWasm, Kiosk, openMemory, SCREENS, small, STAFF_PIN, staffPin, stored, waysOut } from "../support/kiosk.ts";
import { FAMILY, INDEBTED } from "../support/portal.ts";
import { expect, test as base } from "../support/test.ts";

const NAME = "F•••• H••••";
/** What must not be found when she has gone. */
const HERS = [FAMILY, NAME];
const NOTHING = { local: [], session: [], databases: [], caches: [], cookies: "", name: "", entries: [] };

const test = base.extend<{ kiosk: Kiosk }>({
  viewport: SCREENS.standing,
  isMobile: false,
  deviceScaleFactor: 1,
  kiosk: async ({ portal }, use) => use(new Kiosk(portal)),
});

/** Every page that a person can come to. */
async function everyPage(kiosk: Kiosk, look: (name: string) => Promise<void>): Promise<void> {
  const { portal } = kiosk;
  await look("attract");
  await kiosk.begin();
  await portal.settled();
  await look("sign in");
  await kiosk.signIn();
  await portal.settled();
  await look("home");
  for (const fragment of ["#/recharge", "#/use", "#/notices", "#/help", "#/account", "#/proof", "#/history", "#/nope"]) {
    await portal.go(fragment);
    await portal.settled();
    for (const summary of await portal.page.locator("main summary").all()) await summary.tap();
    await look(fragment);
  }
  await kiosk.order();
  await look("code");
  await portal.wait(301);
  await expect(kiosk.question).toBeVisible();
  await look("question");
}

/** The next person tries every way back to the one before. */
async function nobodyFinds(kiosk: Kiosk): Promise<void> {
  const { page, portal } = kiosk;
  const tools = await page.context().newCDPSession(page);
  await expect.poll(() => stored(page), "nothing is kept").toEqual(NOTHING);
  expect(page.url()).toMatch(/\?place=kiosk#\/$/);
  expect(await page.title()).not.toContain(FAMILY);
  // What was freed was wiped, so that none of it stands in the memory either. A call that was under way may take its time.
  await expect.poll(() => inWasm(page, HERS), { message: "the memory is clean", timeout: 15_000 }).toEqual([false, false]);
  expect(await inHeap(tools, HERS), "the heap is clean").toEqual([false, false]);
  const print = await page.pdf({ width: "80mm", height: "200mm" });
  expect(printed(print).trim(), "nothing is left to print").toBe("");

  await kiosk.begin("en");
  await portal.settled();
  await expect(page.locator("#number")).toHaveValue("");
  await expect(portal.main).not.toContainText("₹");
  for (const fragment of ["#/account", "#/history", "#/use", "#/recharge", "#/proof"]) {
    await portal.go(fragment);
    await portal.settled();
    for (const text of [...HERS, "84.53", "500"]) await expect(portal.main).not.toContainText(text);
  }
  await kiosk.done();
  await page.goBack({ timeout: 2_000 }).catch(() => {});
  if (page.url() !== "about:blank") await kiosk.attracts();
  await page.goForward({ timeout: 2_000 }).catch(() => {});
  await expect(page.locator("body")).not.toContainText(FAMILY);
}

function printed(pdf: Buffer): string {
  const file = join(mkdtempSync(join(tmpdir(), "diya-print-")), "print.pdf");
  writeFileSync(file, pdf);
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" });
}

for (const language of ["hi", "en"] as const) {
  for (const [name, viewport] of Object.entries(SCREENS)) {
    test.describe(`a ${name} screen in ${language}`, () => {
      test.use({ viewport, language, at: "2024-10-25T08:00:00+05:30" });
      test.setTimeout(150_000);

      test("every page can be touched, leads nowhere else, and fits", async ({ kiosk, page }) => {
        await kiosk.open();
        await everyPage(kiosk, async (where) => {
          expect.soft(await small(page), `${where}: targets of 64 px`).toEqual([]);
          expect.soft(await waysOut(page), `${where}: no way out`).toEqual([]);
          await fits(page, where);
        });
      });
    });
  }

  test.describe(`in ${language}`, () => {
    test.use({ language, at: "2024-10-25T08:00:00+05:30" });
    test.setTimeout(150_000);

    test("axe finds nothing", async ({ kiosk, page }) => {
      await kiosk.open();
      await everyPage(kiosk, async (where) => {
        if (["attract", "sign in", "home", "code", "question"].includes(where)) await accessible(page, where);
      });
    });
  });
}

test("a whole visit by touch, ended by the button: the next person finds nothing", async ({ kiosk, page, portal, sandbox }) => {
  await openMemory(page);
  await kiosk.open();
  await kiosk.begin();
  const tools = await page.context().newCDPSession(page);
  await kiosk.signIn();
  await kiosk.order();
  const { id } = await sandbox.order();
  await expect(page).toHaveURL(new RegExp(id));
  // Else the search below would prove nothing.
  expect(await inWasm(page, HERS)).toEqual([true, true]);
  expect(await inHeap(tools, [NAME])).toEqual([true]);
  await sandbox.bank(id, "approve");
  await portal.wait(95);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.on_meter);
  const ended = page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await kiosk.done();
  expect((await ended).status()).toBe(204);
  await nobodyFinds(kiosk);
});

test("the server dies: the visit ends all the same, and it is told before anybody else is served", async ({ kiosk, page, sandbox }) => {
  await openMemory(page);
  await kiosk.open();
  await kiosk.begin();
  await kiosk.signIn();
  const cookie = (await page.context().cookies()).length;
  expect(cookie).toBe(1);
  await sandbox.kill("refuse");
  await kiosk.done();
  await nobodyFinds(kiosk);
  // A power cut: the cookie is there, and the page knows of nothing.
  await page.reload();
  await kiosk.attracts();
  await sandbox.mend();
  const asked: string[] = [];
  page.on("request", (request) => request.url().includes("/v1/") && asked.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await kiosk.begin();
  await kiosk.signIn(INDEBTED);
  expect(asked.slice(0, 2)).toEqual(["DELETE /v1/session", "POST /v1/session/otp"]);
  await expect(kiosk.portal.main).not.toContainText("₹84.53");
});

test("whoever walks away is asked, may stay as often as they like, and is forgotten", async ({ kiosk, page, portal }) => {
  await openMemory(page);
  await kiosk.open();
  await kiosk.begin();
  await kiosk.signIn();
  for (let times = 0; times < 3; times += 1) {
    await portal.wait(58);
    await expect(kiosk.question).toBeHidden();
    await portal.wait(4);
    await expect(kiosk.question).toBeVisible();
    await expect(kiosk.question).toContainText(/in (20|19|18) seconds/);
    await portal.wait(10);
    await expect(kiosk.question).toContainText(/in (10|9|8) seconds/);
    if (times === 1) await page.touchscreen.tap(20, 20);
    else await kiosk.question.getByRole("button", { name: kiosk.words.stay }).tap();
    await expect(kiosk.question).toBeHidden();
    await expect(portal.balance.locator(".amount")).toBeVisible();
  }
  await portal.wait(62);
  await expect(kiosk.question).toBeVisible();
  await portal.wait(21);
  await kiosk.attracts();
  await nobodyFinds(kiosk);
});

test("the question can be answered with Done, and nothing moves in it but the seconds", async ({ kiosk, portal }) => {
  await kiosk.open();
  await kiosk.begin();
  await portal.wait(62);
  await kiosk.question.getByRole("button", { name: kiosk.words.done }).tap();
  await kiosk.attracts();
});

test("a code on the screen is waited for longer, and the end says where the order stays", async ({ kiosk, page, portal, sandbox }) => {
  await kiosk.open();
  await kiosk.begin();
  await kiosk.signIn();
  await kiosk.order();
  for (let waited = 0; waited < 290; waited += 58) {
    await portal.wait(58);
    await expect(kiosk.question).toBeHidden();
  }
  await portal.wait(12);
  await expect(kiosk.question).toContainText("The order stays with the utility's server");
  await portal.wait(22);
  await kiosk.attracts();
  expect((await sandbox.order()).state).toBe("awaiting_payment");
  await expect(page.locator("body")).not.toContainText((await sandbox.order()).id);
});

test("after a payment the machine asks sooner", async ({ kiosk, page, portal, sandbox }) => {
  await kiosk.open();
  await kiosk.begin();
  await kiosk.signIn();
  await kiosk.order();
  await sandbox.bank((await sandbox.order()).id, "approve");
  await portal.wait(95);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.on_meter);
  await page.getByRole("heading", { level: 1 }).tap();
  await portal.wait(32);
  await expect(kiosk.question).toBeVisible();
  await expect(kiosk.question).not.toContainText("order stays");
  await portal.wait(22);
  await kiosk.attracts();
});

test("an answer that comes after she left shows nothing, and ends what it began", async ({ kiosk, page, portal, sandbox }) => {
  await openMemory(page);
  await kiosk.open();
  await kiosk.begin();
  await kiosk.touchDigits(FAMILY);
  await page.getByRole("button", { name: portal.words.sendOtp }).tap();
  await expect(page.locator("#otp")).toBeVisible();
  await kiosk.touchDigits((await sandbox.otp(FAMILY))!);
  await sandbox.fault({ id: "slow", kind: "slow", route: "POST /v1/session", ms: 2_500 });
  const left = page.waitForRequest((request) => request.method() === "POST" && request.url().endsWith("/v1/session"));
  await page.getByRole("button", { name: portal.words.enter, exact: true }).tap();
  const opened = page.waitForResponse((answer) => answer.request().method() === "POST" && answer.url().endsWith("/v1/session"));
  await left;
  await kiosk.done();
  const closed = page.waitForResponse(async (answer) => answer.request().method() === "DELETE" && answer.status() === 204);
  await opened;
  await closed;
  await kiosk.attracts();
  await nobodyFinds(kiosk);
  const account = await page.evaluate(async () => (await fetch("/v1/account")).status);
  expect(account, "no session is left open").toBe(401);
});

test("the keypad types, deletes and clears, and no keyboard of the device comes up", async ({ kiosk, page }) => {
  await kiosk.open();
  await kiosk.begin();
  const number = page.getByRole("textbox", { name: "Consumer (CA) number" });
  await expect(number).toHaveAttribute("inputmode", "none");
  await expect(number).toHaveAttribute("autocomplete", "off");
  await number.tap();
  await expect(number).toBeFocused();
  await kiosk.touchDigits("1234");
  await expect(number).toBeFocused();
  await expect(number).toHaveValue("1234");
  await page.getByRole("button", { name: kiosk.words.back }).tap();
  await expect(number).toHaveValue("123");
  await page.getByRole("button", { name: kiosk.words.clear }).tap();
  await expect(number).toHaveValue("");
  await kiosk.touchDigits("1".repeat(30));
  expect((await number.inputValue()).length, "no more than the field takes").toBe(24);
  await page.getByRole("button", { name: kiosk.words.clear }).tap();
  await kiosk.signIn();
  await page.locator(".navigation a[href='#/recharge']").tap();
  await kiosk.touchDigits("12500");
  await expect(page.locator("#amount")).toHaveValue("12,500");
  await page.getByRole("button", { name: kiosk.words.back }).tap();
  await expect(page.locator("#amount")).toHaveValue("1,250");
});

test("menus, selection, the clipboard, zoom and other windows are not to be had", async ({ kiosk, page }) => {
  await kiosk.open();
  await kiosk.begin();
  const refused = await page.evaluate(() => {
    const main = document.querySelector("main")!;
    const stopped = (event: Event) => !main.dispatchEvent(event);
    const options = { bubbles: true, cancelable: true };
    return {
      menu: stopped(new MouseEvent("contextmenu", options)),
      drag: stopped(new DragEvent("dragstart", options)),
      select: stopped(new Event("selectstart", options)),
      copy: stopped(new ClipboardEvent("copy", options)),
      zoom: stopped(new WheelEvent("wheel", { ...options, ctrlKey: true })),
      keys: stopped(new KeyboardEvent("keydown", { ...options, key: "p", ctrlKey: true })),
      window: window.open("about:blank") === null,
      touch: getComputedStyle(document.documentElement).touchAction,
    };
  });
  expect(refused).toEqual({ menu: true, drag: true, select: true, copy: true, zoom: true, keys: true, window: true, touch: "pan-x pan-y" });
  // Every step takes the place of the one before.
  const length = await page.evaluate(() => history.length);
  for (const href of ["#/recharge", "#/help", "#/"]) await page.locator(`.navigation a[href='${href}']`).tap();
  await kiosk.done();
  expect(await page.evaluate(() => history.length)).toBe(length);
});

test("the receipt fits a roll of 80 mm, tells what counts, and is gone afterwards", async ({ kiosk, page, portal, sandbox }) => {
  await kiosk.open();
  await kiosk.begin();
  await kiosk.signIn();
  await kiosk.order();
  const { id } = await sandbox.order();
  await sandbox.bank(id, "approve");
  await portal.wait(95);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.on_meter);
  const text = printed(await page.pdf({ width: "80mm", height: "200mm", printBackground: true }));
  for (const part of [id, "₹500", "••••••678", portal.states.on_meter, "1912", "Receipt"]) expect(text, part).toContain(part);
  for (const part of [FAMILY, kiosk.words.done, "Home", "localhost", "127.0.0.1"]) expect(text, part).not.toContain(part);
  expect(text.split("\f").filter((one) => one.trim()).length, "one sheet").toBe(1);
  await kiosk.done();
  expect(printed(await page.pdf({ width: "80mm", height: "200mm" })).trim()).toBe("");
});

test("a deployment of kiosks says so in its configuration", async ({ kiosk, page, portal }) => {
  await page.route("**/config.json", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), place: "kiosk", kiosk: { idle_seconds: 30, countdown_seconds: 40 } } });
  });
  await page.goto(`${portal.home}/`);
  await kiosk.attracts();
  await expect(page).toHaveURL(/\?place=kiosk/);
  await kiosk.begin();
  await portal.wait(32);
  await expect(kiosk.question).toContainText(/in (40|39|38) seconds/);
});

test("a kiosk whose script cannot be had says so, and opens by itself when it can", async ({ page, kiosk, portal }) => {
  await page.route("**/kiosk.js", (route) => route.abort());
  await page.goto(`${portal.home}/?place=kiosk`);
  await expect(page.locator("#boot-failed")).toBeVisible();
  await page.unroute("**/kiosk.js");
  await portal.wait(61);
  await kiosk.attracts();
});

test.describe("in Hindi", () => {
  test.use({ language: "hi" });

  test("a language that cannot be had does not open it anew under somebody's hands", async ({ kiosk, page, portal }) => {
    await page.route(/words-en/, (route) => route.abort());
    await kiosk.open();
    await page.getByRole("button", { name: "Touch to begin" }).tap();
    await expect(portal.main.getByRole("alert")).toContainText("English");
    await page.evaluate(() => ((window as unknown as { mark: boolean }).mark = true));
    for (let minutes = 0; minutes < 2; minutes += 1) {
      await portal.wait(50);
      await page.locator(".sign-in .card-title").tap();
    }
    await expect(page.locator("html")).toHaveAttribute("data-visit", "busy");
    expect(await page.evaluate(() => (window as unknown as { mark?: boolean }).mark)).toBe(true);
  });
});

test.describe("for weeks", () => {
  test("it opens anew at the quiet hour, if nobody is there and its host answers", async ({ kiosk, page }) => {
    await kiosk.open();
    const mark = () => page.evaluate(() => ((window as unknown as { mark: boolean }).mark = true));
    // While it is being opened anew there is nothing to ask.
    const marked = () => page.evaluate(() => (window as unknown as { mark?: boolean }).mark === true).catch(() => false);
    await mark();
    await kiosk.begin();
    // Past 03:00 the next morning somebody is still there.
    await page.clock.setSystemTime("2024-10-25T04:00:00+05:30");
    await kiosk.question.getByRole("button", { name: kiosk.words.stay }).tap();
    for (let minute = 0; minute < 3; minute += 1) {
      await page.locator("#heading").dispatchEvent("pointerdown");
      await page.clock.fastForward(50_000);
      await expect(page.locator("html")).toHaveAttribute("data-visit", "busy");
    }
    expect(await marked(), "not while somebody is there").toBe(true);
    await kiosk.done();
    await page.route("**/index.html", (route) => route.abort());
    await page.clock.fastForward(61_000);
    await page.waitForTimeout(300);
    expect(await marked(), "not while the host is away").toBe(true);
    await page.unroute("**/index.html");
    await page.clock.fastForward(61_000);
    await expect.poll(marked, "opened anew").toBe(false);
    await kiosk.attracts();
    await mark();
    await page.clock.fastForward(600_000);
    expect(await marked(), "once").toBe(true);
  });

  test("without a network visits begin and end as ever", async ({ kiosk, page, portal }) => {
    await kiosk.open();
    await portal.settled();
    await page.context().setOffline(true);
    await kiosk.begin();
    await portal.go("#/notices");
    await portal.go("#/help");
    await expect(portal.main).toContainText("1912");
    await kiosk.done();
    await page.context().setOffline(false);
    await kiosk.begin();
    await kiosk.signIn();
    await expect(portal.balance).toContainText("₹84.53");
  });
});

test.describe("staff", () => {
  test.use({ language: "hi" });

  async function withPin(kiosk: Kiosk): Promise<void> {
    await kiosk.portal.configure({ kiosk: { staff_pin: await staffPin() } });
  }

  test("see how the machine is, behind a PIN that cannot be tried out", async ({ kiosk, page }) => {
    await withPin(kiosk);
    await kiosk.open();
    await kiosk.begin();
    await kiosk.signIn();
    await page.evaluate(() => console.error(`something about 102345678 at #/recharge/r-1`));
    await kiosk.done();
    const sheet = page.locator("dialog.staff");
    // Held for three seconds, the lamp opens it.
    await page.locator("#lamp").dispatchEvent("pointerdown");
    await page.clock.fastForward(3_100);
    await expect(sheet).toBeVisible();
    for (const [times, wait] of [[1, 2], [2, 4], [3, 8]] as const) {
      await kiosk.touchDigits("1111");
      await sheet.getByRole("button", { name: "खोलें" }).tap();
      await expect(sheet.getByRole("status")).toContainText(`${wait} सेकंड`);
      // The right one does not help before the time.
      await kiosk.touchDigits(STAFF_PIN);
      await sheet.getByRole("button", { name: "खोलें" }).tap();
      await expect(sheet.locator("dl"), `after ${times}`).toHaveCount(0);
      await page.clock.fastForward(wait * 1000 + 100);
    }
    expect(await small(page)).toEqual([]);
    await kiosk.touchDigits(STAFF_PIN);
    await sheet.getByRole("button", { name: "खोलें" }).tap();
    const facts = sheet.locator("dl");
    await expect(facts).toContainText("localStorage 0 · sessionStorage 0 · IndexedDB 0 · Cache Storage 0 · service workers 0");
    const version = await page.evaluate(() => document.querySelector<HTMLElement>("script[data-wasm]")!.dataset.wasm!.match(/[0-9a-f]{16}/)![0]);
    await expect(facts).toContainText(version);
    await expect(facts).toContainText("/bulletin.jws");
    await expect(facts.locator("dt", { hasText: "लोग" }).locator("+ dd")).toHaveText("1");
    const errors = sheet.locator(".staff-errors");
    await expect(errors).toContainText("something about …");
    await expect(errors).not.toContainText(FAMILY);
    await expect(errors).not.toContainText("r-1");
    await accessible(page, "staff");
    await sheet.getByRole("button", { name: "बंद करें" }).tap();
    await expect(sheet).toBeHidden();
    await kiosk.attracts();
    await expect(page).toHaveURL(/#\/$/);
  });

  test("without a PIN in the configuration nobody gets in, and what is left open closes", async ({ kiosk, page }) => {
    await kiosk.open("#/staff");
    const sheet = page.locator("dialog.staff");
    await expect(sheet).toContainText("कोई पिन तय नहीं है");
    await expect(sheet.locator("input")).toHaveCount(0);
    await page.clock.fastForward(121_000);
    await expect(sheet).toBeHidden();
    await kiosk.attracts();
  });
});
