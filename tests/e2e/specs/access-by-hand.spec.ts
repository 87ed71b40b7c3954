// What no machine looks for by itself: every journey without a pointer, what a screen reader is told, large letters and
// high magnification, the person's own colours, the OTP, and no haste.
import type { Locator, Page } from "@playwright/test";
import { strays } from "../support/axe.ts";
import { FAMILY, INDEBTED, type Language, type Portal } from "../support/portal.ts";
import { says } from "../support/snapshot.ts";
import { expect, test } from "../support/test.ts";
import { LANGUAGES, START, tour } from "../support/tour.ts";

const DIWALI = "2024-10-31T18:30:00+05:30";

/** Somebody with a keyboard and nothing else. */
class Keyboard {
  constructor(readonly page: Page) {}

  /** Tabs on until this has the focus, which must be seen wherever it stands. */
  async reach(target: Locator, key: "Tab" | "Shift+Tab" = "Tab"): Promise<void> {
    await expect(target).toBeVisible();
    for (let step = 0; step < 80; step += 1) {
      await this.page.keyboard.press(key);
      await this.seesFocus();
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`${target} is not reached by ${key}`);
  }

  async press(target: Locator, key = "Enter"): Promise<void> {
    await this.reach(target);
    await this.page.keyboard.press(key);
  }

  /** WCAG 2.4.7 and 2.4.13: an outline of at least two pixels; 2.4.11: nothing lies over it. */
  private async seesFocus(): Promise<void> {
    const wrong = await this.page.evaluate(() => {
      const focused = document.activeElement!;
      if (focused === document.body) return null;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      const name = focused.outerHTML.slice(0, 80);
      if (outlineStyle === "none" || parseFloat(outlineWidth) < 2) return `${name}: outline ${outlineStyle} ${outlineWidth}`;
      const box = focused.getBoundingClientRect();
      const over = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      const lies = over && !focused.contains(over) && !over.contains(focused) && !over.closest("label")?.contains(focused);
      return lies ? `${name}: ${over.outerHTML.slice(0, 60)} lies over it` : null;
    });
    expect(wrong, "the focus is seen").toBeNull();
  }
}

test.use({ at: START });

test.describe("without a pointer", () => {
  const heading = (page: Page) => page.getByRole("heading", { level: 1 });
  const nav = (page: Page, name: string) => page.getByRole("navigation").getByRole("link", { name });

  test("the first stop leads past the header to the page", async ({ portal, page }) => {
    await portal.open();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Skip to the main part" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(heading(page)).toBeFocused();
  });

  test("sign in, recharge up to the code, and forget", async ({ portal, page, sandbox }) => {
    test.slow();
    const keyboard = new Keyboard(page);
    await portal.open();
    await keyboard.reach(page.locator("#number"));
    await page.keyboard.type(FAMILY);
    await page.keyboard.press("Enter");
    await expect(page.locator("#otp"), "the next field has the focus").toBeFocused({ timeout: 2_000 });
    await page.keyboard.type((await sandbox.otp(FAMILY))!);
    await keyboard.press(page.getByRole("checkbox"), "Space");
    await expect(page.getByRole("checkbox")).toBeChecked();
    await keyboard.press(page.getByRole("button", { name: portal.words.enter, exact: true }));
    await expect(portal.balance).toContainText("₹50");
    await portal.settled();

    await keyboard.press(portal.main.getByRole("link", { name: "Recharge", exact: true }));
    await expect(heading(page)).toBeFocused();
    await keyboard.reach(page.locator("#amount"));
    await page.keyboard.type("500");
    await keyboard.press(page.getByRole("button", { name: portal.words.pay }));
    await expect(page.locator(".qr-code")).toBeVisible();
    await expect(heading(page), "the order's page begins at its heading").toBeFocused();
    await keyboard.reach(page.getByRole("link", { name: "Pay with a UPI app" }));
    expect((await sandbox.order()).amount).toBe(50_000);

    await keyboard.press(page.getByRole("banner").getByRole("link", { name: "Account" }));
    await expect(heading(page)).toBeFocused();
    await keyboard.press(page.getByRole("button", { name: "Wipe this phone" }));
    await expect(page.getByRole("status").first()).not.toBeEmpty();
    await expect(page.locator("#number")).toBeVisible();
  });

  test("proof, use with its tables and files, notices, help, language", async ({ portal, page }) => {
    test.slow();
    const keyboard = new Keyboard(page);
    await portal.signIn(FAMILY);
    await portal.reopenAt(DIWALI);
    await portal.settled();

    await keyboard.press(portal.outlook.getByText(portal.words.why), "Space");
    await expect(portal.outlook.getByRole("list")).toBeVisible();
    await keyboard.press(page.getByRole("link", { name: portal.words.proof }));
    await expect(heading(page)).toBeFocused();
    await keyboard.reach(page.getByRole("button", { name: "Print" }));

    await keyboard.press(nav(page, "Use"));
    await expect(heading(page)).toBeFocused();
    await keyboard.press(page.getByRole("button", { name: "Months", exact: true }));
    await expect(page.getByRole("button", { name: "Months", exact: true })).toHaveAttribute("aria-pressed", "true");
    await expect(page.getByRole("button", { name: "Months", exact: true }), "the focus stays").toBeFocused();
    await keyboard.press(page.getByText("See as a table", { exact: true }));
    await expect(page.getByRole("table").first()).toBeVisible();
    const saved = page.waitForEvent("download");
    await keyboard.press(page.getByRole("link", { name: "Save the days (CSV)" }));
    expect((await saved).suggestedFilename()).toBe("diya-days.csv");

    await keyboard.press(nav(page, "Notices"));
    await expect(heading(page)).toBeFocused();
    await keyboard.reach(page.getByRole("button", { name: portal.words.share }).first());

    await keyboard.press(nav(page, "Help"));
    await expect(heading(page)).toBeFocused();
    await keyboard.reach(page.getByRole("link", { name: "Call 1912" }));
    await keyboard.reach(page.getByRole("banner").getByRole("button", { name: "हिन्दी" }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await expect(page.locator("html")).toHaveAttribute("lang", "hi");
    await expect(page.getByRole("heading", { level: 1, name: "मदद" })).toBeVisible();
  });

  test("a complaint up to its docket, and help unfolded", async ({ portal, page, sandbox }) => {
    test.slow();
    const keyboard = new Keyboard(page);
    await portal.signIn(FAMILY);
    await portal.wait(31);
    await keyboard.press(nav(page, "Help"));
    await expect(heading(page)).toBeFocused();
    await keyboard.press(page.locator("main summary").first());
    await expect(page.locator("main details[open]")).toHaveCount(1);
    await keyboard.press(page.getByRole("link", { name: "Write a complaint" }).first());
    await expect(heading(page)).toBeFocused();
    await keyboard.reach(page.getByRole("radio").first());
    await page.keyboard.press("ArrowDown");
    await expect(page.getByRole("radio").nth(1), "arrows choose").toBeChecked();
    await keyboard.reach(page.getByRole("textbox", { name: "What happened?" }));
    await page.keyboard.type("The balance fell by ₹440 in one day.");
    await keyboard.press(page.getByRole("button", { name: "Send", exact: true }));
    await expect(portal.main).toContainText("SB241025-00001");
    expect(await sandbox.complaints()).toHaveLength(1);
  });

  test("another account, and back to the first", async ({ portal, page, sandbox }) => {
    test.slow();
    const keyboard = new Keyboard(page);
    const bar = page.getByRole("navigation", { name: "Accounts" });
    await portal.signIn(FAMILY);
    await keyboard.press(page.getByRole("banner").getByRole("link", { name: "Account" }));
    await keyboard.press(page.getByRole("button", { name: "Add another account" }));
    await keyboard.reach(page.locator("#number"));
    await page.keyboard.type(INDEBTED);
    await portal.wait(31);
    await page.keyboard.press("Enter");
    await expect(page.locator("#otp")).toBeFocused({ timeout: 2_000 });
    await page.keyboard.type((await sandbox.otp(INDEBTED))!);
    await page.keyboard.press("Enter");
    await expect(bar.getByRole("status")).toContainText(INDEBTED.slice(-3));
    await expect(heading(page)).toBeFocused();
    await keyboard.press(bar.getByRole("link"));
    await expect(bar.getByRole("status")).toContainText(FAMILY.slice(-3));
    await expect(portal.balance).toContainText("₹50");
  });

  test("back leads to the page before, and its heading has the focus", async ({ portal, page }) => {
    await portal.open();
    await portal.go("#/help");
    await portal.go("#/notices");
    await page.goBack();
    await expect(page.getByRole("heading", { level: 1, name: "Help" })).toBeFocused();
  });
});

test.describe("told without being looked at", () => {
  /** The status lines are there, empty, before they say something: else screen readers miss it. */
  async function toldIn(lines: Locator, act: () => Promise<void>, words: RegExp): Promise<void> {
    const line = await lines.elementHandle();
    expect(await line!.getAttribute("role")).toBe("status");
    await act();
    await expect.poll(() => line!.textContent()).toMatch(words);
    expect(await line!.evaluate((element) => element.isConnected)).toBe(true);
  }

  test("what a tap on Refresh brings", async ({ portal, page, sandbox }) => {
    await portal.signIn(FAMILY);
    await sandbox.kill("refuse");
    await portal.wait(31);
    const refresh = () => page.getByRole("button", { name: portal.words.refresh }).click();
    await toldIn(portal.main.locator(":scope > [role=status]"), refresh, /The server|No answer|cannot be reached|network/i);
  });

  test("what is wrong with a number, an OTP, an amount", async ({ portal, page, sandbox }) => {
    await portal.open();
    const send = () => page.getByRole("button", { name: portal.words.sendOtp }).click();
    await page.locator("#number").fill("12");
    await toldIn(page.locator("form [role=status]"), send, /too short: 9 to 12 digits/);
    await page.locator("#number").fill(FAMILY);
    await send();
    await expect(page.locator("#otp")).toBeVisible();
    const enter = () => page.getByRole("button", { name: portal.words.enter, exact: true }).click();
    await page.locator("#otp").fill("1");
    await toldIn(page.locator("form [role=status]"), enter, /\S/);
    await page.locator("#otp").fill((await sandbox.otp(FAMILY))!);
    await enter();
    await expect(portal.balance).toBeVisible();
    await portal.go("#/recharge");
    await page.locator("#amount").fill("0");
    await toldIn(page.locator("form [role=status]"), () => page.locator("#amount").press("Enter"), /between ₹100 and ₹10,000/);
  });

  test("that the number was copied", async ({ portal, page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await portal.signIn(FAMILY);
    await portal.go("#/help");
    const copy = () => page.getByRole("button", { name: "Copy the number" }).click();
    await toldIn(portal.main.getByRole("status").or(portal.main.locator("[role=status]")).first(), copy, /copied/i);
  });

  test("how long a payment code lasts is told when asked, not second by second", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    await portal.reopenAt(DIWALI);
    await portal.order(500);
    const timer = page.getByRole("timer");
    await expect(timer).toContainText(/Pay within \d:\d\d/);
    expect(await timer.getAttribute("aria-live"), "role=timer is silent by itself").toBeNull();
    expect(await timer.evaluate((element) => element.parentElement!.closest("[aria-live], [role=status], [role=alert]"))).toBeNull();
  });
});

test.describe("the OTP", () => {
  test("is filled in by the phone, by pasting, with blanks in it", async ({ portal, page, sandbox }) => {
    await portal.open();
    await expect(page.locator("#number")).toHaveAttribute("inputmode", "numeric");
    await page.locator("#number").fill(FAMILY);
    await page.getByRole("button", { name: portal.words.sendOtp }).click();
    const field = page.locator("#otp");
    await expect(field).toHaveAttribute("autocomplete", "one-time-code");
    await expect(field).toHaveAttribute("inputmode", "numeric");
    await expect.poll(() => sandbox.otp(FAMILY)).not.toBeNull();
    const otp = (await sandbox.otp(FAMILY))!;
    await field.evaluate((element, text) => {
      (element as HTMLInputElement).focus();
      document.execCommand("insertText", false, text);
    }, `${otp.slice(0, 3)} ${otp.slice(3)}`);
    await expect(field).toHaveValue(`${otp.slice(0, 3)} ${otp.slice(3)}`);
    await page.getByRole("button", { name: portal.words.enter, exact: true }).click();
    await expect(portal.balance).toContainText("₹50");
  });

  test("nobody is hurried: what was typed an hour ago still stands there", async ({ portal, page }) => {
    await portal.open();
    await page.locator("#number").fill(FAMILY);
    await portal.wait(3_600);
    await expect(page.locator("#number")).toHaveValue(FAMILY);
    await portal.signIn(FAMILY);
    await portal.go("#/recharge");
    await page.locator("#amount").fill("350");
    await portal.wait(3_600);
    await expect(page.locator("#amount")).toHaveValue("350");
    await expect(page.locator("#heading")).toHaveText("How much?");
  });
});

for (const language of LANGUAGES) {
  test.describe(`magnified, in ${language}`, () => {
    test.use({ language, actionTimeout: 10_000 });
    test.setTimeout(240_000);

    test("nothing is lost or sticks out: letters of 200 %, 400 % on a screen of 1280, wide spacing", async ({ portal, page }) => {
      const wrong: string[] = [];
      await tour(portal, async ({ moment, page: name }) => {
        const viewport = page.viewportSize()!;
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        // Letters of 200 % on a phone, and what 400 % leave of 1280 × 1024 (WCAG 1.4.10).
        for (const [how, width, height, letters] of [["200 %", 360, 640, "200%"], ["400 %", 320, 256, ""]] as const) {
          await page.setViewportSize({ width, height });
          await page.evaluate((letters) => document.documentElement.style.setProperty("font-size", letters), letters);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          const found = await strays(page);
          if (wide > 0) found.push(`it scrolls sideways by ${wide}`);
          wrong.push(...found.map((what) => `${how}, ${moment}, ${name}: ${what}`));
        }
        await page.setViewportSize(viewport);
        // What WCAG 1.4.12 lets a person set. The policy of the page allows no style from elsewhere but this way.
        await page.evaluate(() => {
          const spaced = new CSSStyleSheet();
          spaced.replaceSync("* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }");
          document.adoptedStyleSheets = [spaced];
        });
        wrong.push(...(await strays(page)).map((what) => `spaced, ${moment}, ${name}: ${what}`));
        await page.evaluate(() => (document.adoptedStyleSheets = []));
        await page.setViewportSize({ width: 320, height: 256 });
        const covers = await page.evaluate(() =>
          [...document.querySelectorAll("body *")]
            .filter((element) => ["fixed", "sticky"].includes(getComputedStyle(element).position))
            .map((element) => element.className),
        );
        wrong.push(...covers.map((what) => `400 %, ${moment}, ${name}: ${what} lies over the page`));
        await page.setViewportSize(viewport);
      });
      expect(wrong).toEqual([]);
    });
  });
}

test.describe("in the person's own colours", () => {
  for (const colorScheme of ["light", "dark"] as const) {
    test(`what is pressed, where one is, and the charts are told apart, ${colorScheme}`, async ({ portal, page }) => {
      await page.emulateMedia({ forcedColors: "active", colorScheme });
      await portal.signIn(FAMILY);
      const look = (target: Locator) =>
        target.evaluate((element) => {
          const { backgroundColor, color, borderTopWidth, borderTopStyle, fill, stroke } = getComputedStyle(element);
          return { backgroundColor, color, border: borderTopStyle === "none" ? 0 : parseFloat(borderTopWidth), fill, stroke };
        });
      const ground = (await look(page.locator("body"))).backgroundColor;
      expect((await look(portal.outlook)).border, "a card has a line around it").toBeGreaterThan(0);
      expect((await look(page.getByRole("button", { name: portal.words.refresh }))).border).toBeGreaterThan(0);
      await portal.go("#/use");
      const links = page.getByRole("navigation").getByRole("link");
      expect((await look(links.filter({ hasText: "Use" }))).border, "where one is").toBeGreaterThanOrEqual(2);
      expect((await look(links.filter({ hasText: "Home" }))).border).toBe(0);
      const [days, months] = [page.getByRole("button", { name: "30 days" }), page.getByRole("button", { name: "Months", exact: true })];
      expect((await look(days)).backgroundColor, "what is pressed").not.toBe((await look(months)).backgroundColor);
      expect((await look(page.locator(".use-chart .bar:not(.bar-estimated)").first())).fill, "bars are seen").not.toBe(ground);
      expect((await look(page.locator(".bar-then").first())).stroke).not.toBe(ground);
      expect((await look(page.locator(".fan-likely").first())).stroke).not.toBe(ground);
      const focused = page.getByRole("button", { name: "Months", exact: true });
      await focused.focus();
      await page.keyboard.press("Shift+Tab");
      await page.keyboard.press("Tab");
      expect(await focused.evaluate((element) => parseFloat(getComputedStyle(element).outlineWidth))).toBeGreaterThanOrEqual(2);
      await page.screenshot({ path: test.info().outputPath("forced-use.png"), fullPage: true });
      await portal.reopenAt(DIWALI);
      await portal.settled();
      await page.screenshot({ path: test.info().outputPath("forced-home.png"), fullPage: true });
      await portal.order(500);
      const [paper, ink] = [page.locator(".qr-code rect"), page.locator(".qr-code path")];
      expect([(await look(paper)).fill, (await look(ink)).fill], "a code stays black on white").toEqual(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]);
      await page.screenshot({ path: test.info().outputPath("forced-order.png"), fullPage: true });
    });
  }
});

for (const language of ["hi", "en"] satisfies Language[]) {
  test.describe(`as it is read out, in ${language}`, () => {
    test.use({ language });

    test("an order with its code, the account, no such page", async ({ portal }: { portal: Portal }) => {
      await portal.signIn(FAMILY);
      await portal.reopenAt(DIWALI);
      await portal.order(500);
      await says(portal, "order");
      await portal.go("#/account");
      await says(portal, "account");
      await portal.go("#/use");
      await says(portal, "use");
      await portal.go("#/nope");
      await says(portal, "not-found");
    });

    test("money in and out, and a complaint that waits", async ({ portal, page, sandbox }) => {
      await portal.signIn(FAMILY);
      await portal.wait(61);
      const booked = page.waitForResponse((answer) => answer.url().includes("/v1/account/ledger"));
      await portal.go("#/history");
      await (await booked).finished();
      await says(portal, "history");
      await sandbox.kill("refuse");
      await portal.go("#/complaint");
      await says(portal, "complaint");
      await page.getByRole("radio").first().check();
      await page.locator("#complaint").fill("₹500");
      await page.locator("form button[type=submit]").click();
      await expect(page.locator(".written")).toHaveText("₹500");
      await says(portal, "complaint-waits");
    });
  });
}
