// What the tour of access-matrix.spec.ts does not come by: a wrong clock, a forged bulletin, the first paint, a broken
// configuration. Keyboards and screen readers start where the page starts; the security policy is served.
import { accessible, fits } from "../support/axe.ts";
import { PAGES, FAMILY, type Language, type Portal } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

async function examine(portal: Portal, name: string): Promise<void> {
  await portal.settled();
  await accessible(portal.page, `${name}, ${portal.language}`);
  await fits(portal.page, `${name}, ${portal.language}`);
}

for (const language of ["hi", "en"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    test.use({ language, at: "2024-10-25T08:00:00+05:30" });

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
