// A language is a file. Only the chosen one is loaded with the portal, another when somebody switches; where it cannot be
// had, that is said, and nothing else changes.
import type { Page, Route } from "@playwright/test";
import { accessible, fits } from "../support/axe.ts";
import { FAMILY } from "../support/portal.ts";
import { expect, kept, test } from "../support/shell.ts";

const HINDI = "**/words-hi-*";
const ENGLISH = "**/words-en-*";

const other = (page: Page, name: string) => page.getByRole("banner").getByRole("button", { name });

/** The languages that the page itself has asked for, in order. */
function asked(page: Page): string[] {
  const tags: string[] = [];
  page.on("request", (request) => tags.push(...(/\/words-([a-z]+)-/.exec(request.url())?.slice(1) ?? [])));
  return tags;
}

test.describe("the switch", () => {
  test("loads a language when it is chosen, and once", async ({ portal, page }) => {
    const tags = asked(page);
    await portal.open();
    expect(tags, "the other one is not loaded").toEqual(["en"]);
    for (const [name, title, tag] of [["हिन्दी", "विभाग का सर्वर", "hi"], ["English", "The utility's server", "en"], ["हिन्दी", "विभाग का सर्वर", "hi"]] as const) {
      await other(page, name).click();
      await expect(portal.card(title)).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", tag);
      expect(await page.evaluate(() => localStorage.getItem("diya.language"))).toBe(tag);
    }
    expect(tags).toEqual(["en", "hi"]);
  });

  test("says so where the file cannot be had, and keeps the language", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    await portal.go("#/recharge");
    await page.route(HINDI, (route) => route.abort());
    const alert = page.getByRole("alert").filter({ hasText: "हिन्दी could not be opened now. Check the network and tap again." });
    await other(page, "हिन्दी").click();
    await expect(alert).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await expect(page.locator("#heading")).toHaveText("How much?");
    expect(await page.evaluate(() => localStorage.getItem("diya.language"))).toBe("en");
    await page.unroute(HINDI);
    await other(page, "हिन्दी").click();
    await expect(page.locator("#heading")).toHaveText("कितने का रिचार्ज?");
    await expect(page.getByRole("alert")).toHaveCount(0);
  });

  test("does not wait for ever", async ({ portal, page }) => {
    await portal.open();
    await page.route(HINDI, () => {});
    await other(page, "हिन्दी").click();
    await portal.wait(9);
    await expect(page.getByRole("alert")).toContainText("हिन्दी could not be opened now.");
  });

  test("works without the host once the phone keeps the portal", async ({ phone, origin }) => {
    const { portal, page } = phone;
    await portal.open();
    await kept(page);
    await portal.reload();
    await origin.stop();
    await other(page, "हिन्दी").click();
    await expect(portal.card("विभाग का सर्वर")).toBeVisible();
  });

  test("works where the configuration is broken", async ({ portal, page }) => {
    await page.route("**/config.json", (route) => route.fulfill({ status: 200, body: "{" }));
    await portal.open();
    await other(page, "हिन्दी").click();
    await expect(page.locator("#heading")).toHaveText("पोर्टल अभी तैयार नहीं है");
  });
});

test.describe("at the start", () => {
  const wrongs: Record<string, (route: Route) => Promise<void>> = {
    "is missing": (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<h1>404</h1>" }),
    "cannot be reached": (route) => route.abort(),
    "is cut short": async (route) => {
      const whole = await (await route.fetch()).text();
      await route.fulfill({ status: 200, contentType: "text/plain", body: whole.slice(0, whole.length / 2) });
    },
    "says something else": async (route) => {
      const whole = await (await route.fetch()).text();
      await route.fulfill({ status: 200, contentType: "text/plain", body: whole.replace("1912", "0000") });
    },
    "is another page": (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html><title>Sign in to the network</title>" }),
    "is empty": (route) => route.fulfill({ status: 200, contentType: "text/plain", body: "" }),
  };
  for (const [wrong, answer] of Object.entries(wrongs)) {
    test(`the file ${wrong}: the first paint says so and offers to open again`, async ({ portal, page }) => {
      await page.route(ENGLISH, answer);
      await page.goto(`${portal.home}/`);
      await expect(page.locator("#boot-failed")).toBeVisible();
      await expect(page.getByRole("link", { name: "Call 1912" })).toBeVisible();
      await page.unroute(ENGLISH);
      await page.locator("#boot-reload").click();
      await portal.started();
      await expect(portal.service).toBeVisible();
    });
  }

  test("a file that never comes: the network is said to be slow", async ({ portal, page }) => {
    await page.route(ENGLISH, () => {});
    await page.goto(`${portal.home}/`, { waitUntil: "commit" });
    await expect(page.locator("html")).toHaveAttribute("data-place", "phone");
    await page.clock.fastForward(9_000);
    await expect(page.locator("#boot-slow")).toBeVisible();
  });

  test("a language chosen before the portal runs is the one it speaks", async ({ portal, page }) => {
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await page.route("**/*.wasm", async (route) => {
      await held;
      await route.continue();
    });
    await page.goto(`${portal.home}/`);
    await page.locator("#language-switch").click();
    release();
    await portal.started();
    await expect(portal.card("विभाग का सर्वर")).toBeVisible();
  });

  for (const stored of ["xx", "__proto__", "hi-integrity", "", "EN", '"><script>']) {
    test(`a stored language that is none, ${stored}: Hindi`, async ({ portal, page }) => {
      await page.addInitScript((tag) => localStorage.setItem("diya.language", tag), stored);
      await portal.open();
      await expect(page.locator("html")).toHaveAttribute("lang", "hi");
      await expect(portal.card("विभाग का सर्वर")).toBeVisible();
    });
  }

  test("the last summary is shown in the language it was written in only", async ({ portal, page }) => {
    await portal.signIn(FAMILY);
    await page.route("**/*.wasm", () => {});
    await page.goto(`${portal.home}/?again`);
    await expect(page.locator("#summary")).toBeVisible();
    await page.locator("#language-switch").click();
    await expect(page.locator("html")).toHaveAttribute("lang", "hi");
    await expect(page.locator("#summary")).toBeHidden();
    await page.locator("#language-switch").click();
    await expect(page.locator("#summary")).toBeVisible();
  });
});

test.describe("Urdu", () => {
  test.use({ at: "2024-10-25T08:00:00+05:30" });

  test("is offered only where the configuration lists it", async ({ portal, page }) => {
    await portal.open();
    await expect(page.getByRole("banner").getByRole("button")).toHaveText(["हिन्दी"]);
    await portal.offer(["hi", "en", "ur"]);
    await portal.reload();
    await expect(page.getByRole("banner").getByRole("button")).toHaveText(["हिन्दी", "اردو"]);
    for (const [name, lang] of [["हिन्दी", "hi"], ["اردو", "ur"]] as const) await expect(other(page, name)).toHaveAttribute("lang", lang);
  });

  test("one tap away, by keyboard too, from right to left, and back", async ({ portal, page }) => {
    await portal.offer(["hi", "en", "ur"]);
    await portal.signIn(FAMILY);
    await other(page, "اردو").focus();
    await page.keyboard.press("Enter");
    await expect(portal.card("کیا بجلی کٹے گی؟")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "ur");
    await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
    const [brand, account] = await Promise.all([page.locator(".brand").boundingBox(), page.locator(".header-account").boundingBox()]);
    expect(brand!.x, "the name stands at the right").toBeGreaterThan(account!.x);
    await other(page, "English").click();
    await expect(portal.card("Will my supply be cut?")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
  });

  test("of two taps the last one counts, whichever file comes first", async ({ portal, page }) => {
    await portal.offer(["hi", "en", "ur"]);
    await portal.open();
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    await page.route("**/words-ur-*", async (route) => {
      await held;
      await route.continue();
    });
    await other(page, "اردو").click();
    await other(page, "हिन्दी").click();
    await expect(page.locator("html")).toHaveAttribute("lang", "hi");
    const urdu = page.waitForResponse("**/words-ur-*");
    release();
    await (await urdu).finished();
    await expect(other(page, "اردو")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("lang", "hi");
    await expect(portal.card("विभाग का सर्वर")).toBeVisible();
  });

  test("a deployment that takes it back speaks Hindi to whoever had chosen it", async ({ portal, page }) => {
    await page.addInitScript(() => localStorage.setItem("diya.language", "ur"));
    await portal.open();
    await expect(page.locator("html")).toHaveAttribute("lang", "hi");
    await expect(page.locator("html")).toHaveAttribute("dir", "ltr");
    await expect(portal.card("विभाग का सर्वर")).toBeVisible();
  });

  test("what the utility wrote in Hindi only is marked as Hindi", async ({ portal, page }) => {
    await portal.offer(["hi", "en", "ur"]);
    await portal.speak("ur");
    await portal.reopenAt("2024-10-31T19:00:00+05:30", "#/notices");
    const headline = portal.main.getByRole("article").first().getByRole("heading");
    await expect(headline).toHaveAttribute("lang", /^hi/);
    expect(await headline.evaluate((element) => getComputedStyle(element).direction)).toBe("ltr");
    await expect(portal.main.locator(".footer")).toHaveAttribute("lang", "hi");
    await expect(portal.main.locator(".footer")).toHaveAttribute("dir", "ltr");
  });

  test("the first paint stays readable, and its summary is in Urdu", async ({ portal, page }) => {
    await portal.offer(["hi", "en", "ur"]);
    await portal.speak("ur");
    await portal.signIn(FAMILY);
    await page.route("**/*.wasm", () => {});
    await page.goto(`${portal.home}/?again`);
    await expect(page.locator("#summary")).toBeVisible();
    await expect(page.locator("#summary-age")).toContainText("اکتوبر");
    await expect(page.getByRole("link", { name: "1912 पर कॉल करें" })).toBeVisible();
    await accessible(page, "first paint, Urdu");
    await fits(page, "first paint, Urdu");
  });
});
