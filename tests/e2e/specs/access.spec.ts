// axe finds nothing on any page, in both languages, in the light and in the dark; nothing sticks out of a small phone;
// keyboards and screen readers start where the page starts; the security policy is served, and broken by nobody.
import { accessible, fits } from "../support/axe.ts";
import { PAGES, INDEBTED, FAMILY, type Language, type Portal } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

async function examine(portal: Portal, name: string): Promise<void> {
  await portal.settled();
  await accessible(portal.page, `${name}, ${portal.language}`);
  await fits(portal.page, `${name}, ${portal.language}`);
}

const DIWALI = "2024-10-31T18:30:00+05:30";

for (const language of ["hi", "en"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    test.use({ language, at: "2024-10-25T08:00:00+05:30" });
    test.setTimeout(120_000);

    test("pages of a phone that never signed in", async ({ portal, page }) => {
      await portal.reopenAt(DIWALI);
      for (const fragment of [...PAGES, "#/nope", "#/recharge/0192-not-mine"]) {
        await portal.open(fragment);
        await examine(portal, `signed out ${fragment}`);
      }
      await portal.open("#/");
      await page.locator("#number").fill("12");
      await page.getByRole("button", { name: portal.words.sendOtp }).click();
      await examine(portal, "signed out, number refused");
      await page.locator("#number").fill(FAMILY);
      await page.getByRole("button", { name: portal.words.sendOtp }).click();
      await expect(page.locator("#otp")).toBeVisible();
      await examine(portal, "signed out, OTP asked for");
    });

    test("pages of a phone that signed in", async ({ portal, page, sandbox }) => {
      await portal.signIn(FAMILY);
      await examine(portal, "home before");
      await portal.reopenAt(DIWALI);
      for (const fragment of PAGES) {
        await portal.go(fragment);
        await portal.settled();
        for (const summary of await page.locator("summary").all()) await summary.click();
        await examine(portal, `signed in ${fragment}`);
      }
      await portal.order(500);
      await examine(portal, "order with QR");
      await portal.go("#/recharge");
      await examine(portal, "recharge while one is open");
      const { id } = await sandbox.order();
      await sandbox.bank(id, "approve");
      await portal.go(`#/recharge/${id}`);
      await portal.wait(95);
      await page.getByRole("button", { name: portal.words.checkNow }).click({ timeout: 2_000 }).catch(() => {});
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(portal.states.paid);
      await examine(portal, "receipt");
      await portal.go("#/");
      await examine(portal, "home with a recharge under way");
    });

    test("home when it is serious", async ({ portal }) => {
      await portal.signIn(INDEBTED);
      await examine(portal, "may be cut");
      await portal.reopenAt("2024-11-12T12:00:00+05:30");
      await examine(portal, "cut");
    });

    test("home with a wrong clock and no bulletin", async ({ portal, page }) => {
      await page.clock.setSystemTime("2022-10-25T08:00:00+05:30");
      await portal.open();
      await examine(portal, "wrong clock");
      await page.route("**/bulletin.jws", (route) => route.fulfill({ status: 200, body: "{}" }));
      await page.evaluate(() => indexedDB.deleteDatabase("diya"));
      await portal.reload();
      await examine(portal, "forged bulletin");
    });

    test("the first paint, and what is left when WebAssembly cannot be had", async ({ portal, page }) => {
      await portal.signIn(FAMILY);
      await page.route("**/*.wasm", () => {});
      await page.goto(`${portal.sandbox.url}/?again`);
      await expect(page.locator("#summary")).toBeVisible();
      await expect(page.locator("#summary-balance")).toHaveText("₹50");
      await accessible(page, `first paint, ${language}`);
      await fits(page, `first paint, ${language}`);
      await page.unroute("**/*.wasm");
      await page.route("**/*.wasm", (route) => route.abort());
      await page.goto(`${portal.sandbox.url}/?failed`);
      await expect(page.locator("#boot-failed")).toBeVisible();
      await accessible(page, `failed boot, ${language}`);
    });

    test("the page that tells of a broken configuration", async ({ portal, page }) => {
      await page.route("**/config.json", (route) => route.fulfill({ status: 200, body: "{" }));
      await portal.open();
      await examine(portal, "broken configuration");
    });
  });
}

test.describe("keyboards and screen readers", () => {
  test("a new page gives the focus to its heading", async ({ portal, page }) => {
    await portal.open();
    for (const name of ["Help 1912", "Notices", "Use", "Recharge", "Home"]) {
      await page.getByRole("navigation").getByRole("link", { name }).click();
      await expect(page.getByRole("heading", { level: 1 }), name).toBeFocused({ timeout: 2_000 });
    }
  });

  test("the title names the page and nobody's number", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    const titles = new Set<string>();
    for (const fragment of PAGES) {
      await portal.go(fragment);
      titles.add(await page.title());
      expect(await page.title()).not.toMatch(/\d{4}/);
      expect(page.url()).not.toContain(FAMILY);
    }
    expect(titles.size).toBe(PAGES.length);
  });

  test("signing in needs no pointer", async ({ portal, page, sandbox }) => {
    await portal.open();
    await page.locator("#number").focus();
    await page.keyboard.type(FAMILY);
    await page.keyboard.press("Enter");
    await expect(page.locator("#otp")).toBeVisible();
    await expect(page.locator("#otp"), "the next field has the focus").toBeFocused({ timeout: 2_000 });
    await page.keyboard.type((await sandbox.otp(FAMILY))!);
    await page.keyboard.press("Enter");
    await expect(portal.balance).toContainText("₹84.53");
  });

  test("what has the focus is not hidden by the navigation", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    for (const fragment of ["#/", "#/recharge", "#/account", "#/help"]) {
      await portal.go(fragment);
      const steps = await page.locator("main a, main button, main input, main summary").count();
      for (let step = 0; step < steps; step += 1) {
        await page.keyboard.press("Tab");
        const hidden = await page.evaluate(() => {
          const focused = document.activeElement!;
          if (!focused.closest("main")) return null;
          const box = focused.getBoundingClientRect();
          const edge = document.querySelector(".navigation")!.getBoundingClientRect().top;
          return box.bottom > edge + 1 && box.height < edge ? `${focused.textContent} ends at ${box.bottom}, the navigation begins at ${edge}` : null;
        });
        expect.soft(hidden, fragment).toBeNull();
      }
    }
  });

  test("the narrowest phone with Android's large text still fits", async ({ portal, page }) => {
    await page.setViewportSize({ width: 320, height: 568 });
    await portal.signIn(FAMILY);
    for (const language of ["English", "हिन्दी"]) {
      for (const fragment of [...PAGES, "#/nope"]) {
        await portal.go(fragment);
        await page.evaluate(() => document.documentElement.style.setProperty("font-size", "130%"));
        for (const summary of await page.locator("summary").all()) await summary.click();
        await fits(page, `${fragment}, before the switch to ${language}`);
      }
      await page.getByRole("banner").getByRole("button").click();
    }
  });
});

test("the headers of the page are those of the design", async ({ sandbox }) => {
  const { headers } = await fetch(`${sandbox.url}/`);
  const policy = headers.get("content-security-policy") ?? "";
  for (const part of ["default-src 'none'", "script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors"]) {
    expect(policy).toContain(part);
  }
  expect(policy).not.toMatch(/unsafe-inline|'unsafe-eval'|\*/);
  expect(headers.get("x-content-type-options")).toBe("nosniff");
  expect(headers.get("referrer-policy")).toBe("no-referrer");
  expect(headers.get("cross-origin-opener-policy")).toBe("same-origin");
  expect(headers.get("cross-origin-resource-policy")).toBe("same-origin");
  expect(headers.get("strict-transport-security")).toMatch(/max-age=\d{8}/);
  expect(headers.get("permissions-policy")).toContain("camera=()");
});
