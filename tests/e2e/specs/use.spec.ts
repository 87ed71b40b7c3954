// Use: the month at a glance, days and months as pictures with their tables, and the days as files. What is shown and
// saved is held against what the utility's server answered.
import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { accessible, fits } from "../support/axe.ts";
import { FAMILY, type Language } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

type Day = { date: string; wh: number; paise: number; quality: "measured" | "estimated" };

const WORDS = {
  hi: { soFar: "इस महीने अब तक", less: "पिछले महीने इन्हीं दिनों से", buys: "₹100 में लगभग", months: "महीने", table: "तालिका में देखें", none: "खपत की जानकारी नहीं है।" },
  en: { soFar: "This month so far", less: "on the same days last month", buys: "₹100 lasts about", months: "Months", table: "See as a table", none: "No use is known." },
} as const;

test.use({ viewport: { width: 360, height: 640 } });

/** What the server said of the days, as the portal heard it. */
function heard(page: Page): { days: Day[] } {
  const heard: { days: Day[] } = { days: [] };
  page.on("response", async (answer) => {
    if (answer.url().includes("/v1/account/consumption") && answer.ok()) heard.days = ((await answer.json()) as { days: Day[] }).days;
  });
  return heard;
}

const sum = (days: Day[], of: "wh" | "paise") => days.reduce((sum, day) => sum + day[of], 0);

/** An amount as the portal writes it in English and in Hindi. */
function rupees(paise: number): string {
  const [whole, rest] = [Math.floor(Math.abs(paise) / 100), Math.abs(paise) % 100];
  return `₹${whole.toLocaleString("en-IN")}${rest ? `.${String(rest).padStart(2, "0")}` : ""}`;
}

for (const language of ["hi", "en"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    test.use({ language });
    const words = WORDS[language];

    test("the month is held against the same days of the last, and the sums are those of the server", async ({ portal, page }) => {
      const told = heard(page);
      await portal.signIn(FAMILY);
      await portal.go("#/use");
      const card = portal.card(words.soFar);
      const now = told.days.filter(({ date }) => date >= "2024-10-01" && date <= "2024-10-23");
      const then = told.days.filter(({ date }) => date >= "2024-09-01" && date <= "2024-09-23");
      expect([now.length, then.length], "the scenario has all of them").toEqual([23, 23]);
      await expect(card).toContainText(rupees(sum(now, "paise")));
      await expect(card).toContainText(rupees(sum(then, "paise")));
      await expect(card).toContainText(rupees(sum(now, "paise") - sum(then, "paise")));
      await expect(card).toContainText(words.less);
      // The last 30 days, rounded down: no more than is true.
      const recent = told.days.filter(({ date }) => date >= "2024-09-24" && date <= "2024-10-23");
      const days = Math.floor((10_000 * recent.length * 10) / sum(recent, "paise")) / 10;
      await expect(card).toContainText(`${words.buys} ${days.toFixed(1)}`);
      await fits(page, "use");
      await accessible(page, "use");
    });

    test("the table of months says what the chart shows, and which days are missing", async ({ portal, page }) => {
      const told = heard(page);
      await portal.signIn(FAMILY);
      await portal.go("#/use");
      const months = page.getByRole("button", { name: words.months, exact: true });
      await expect(months).toHaveAttribute("aria-pressed", "false");
      await months.click();
      await expect(page.getByRole("button", { name: words.months, exact: true })).toHaveAttribute("aria-pressed", "true");
      await page.getByText(words.table, { exact: true }).click();
      const rows = portal.main.locator("table").first().locator("tbody tr");
      const known = [...new Set(told.days.map(({ date }) => date.slice(0, 7)))].sort().reverse();
      await expect(rows).toHaveCount(known.length);
      for (const [place, month] of known.entries()) {
        const days = told.days.filter(({ date }) => date.startsWith(month) && date < "2024-10-24");
        await expect(rows.nth(place)).toContainText(rupees(sum(days, "paise")));
      }
      await expect(rows.first(), "October is not over").toContainText(language === "hi" ? "23/31" : "23 of 31");
      await expect(page.locator(".use-chart svg")).toHaveAttribute("aria-label", /\d/);
      await expect(page.locator(".use-chart rect")).toHaveCount(known.length);
      await accessible(page, "months");
    });
  });
}

test("both files hold the days that the server told, and nothing of the person", async ({ portal, page }) => {
  const told = heard(page);
  await portal.signIn(FAMILY);
  await portal.go("#/use");
  const over = told.days.filter(({ date }) => date < "2024-10-24");
  const save = async (name: string) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name }).click()]);
    return [download.suggestedFilename(), await readFile(await download.path(), "utf8")] as const;
  };

  const [csvName, csv] = await save("Save the days (CSV)");
  expect(csvName).toBe("diya-days.csv");
  const rows = csv.slice(1).trimEnd().split("\r\n").slice(1).map((row) => row.slice(1, -1).split('","'));
  expect(rows.map(([date]) => date)).toEqual(over.map(({ date }) => date));
  expect(rows.map(([, kwh]) => Math.round(Number(kwh) * 1_000))).toEqual(over.map(({ wh }) => wh));
  expect(rows.map(([, , cost]) => Math.round(Number(cost) * 100))).toEqual(over.map(({ paise }) => paise));

  const [xmlName, xml] = await save("Save as Green Button (XML)");
  expect(xmlName).toBe("diya-green-button.xml");
  // The browser's own reader.
  const read = await page.evaluate((text) => {
    const feed = new DOMParser().parseFromString(text, "application/xml");
    const numbers = (name: string) => [...feed.getElementsByTagNameNS("http://naesb.org/espi", name)].map((element) => Number(element.textContent));
    const starts = [...feed.querySelectorAll("timePeriod > start")].map((element) => Number(element.textContent));
    return { error: feed.querySelector("parsererror")?.textContent, values: numbers("value"), costs: numbers("cost"), starts, blocks: numbers("IntervalBlock").length };
  }, xml);
  expect(read.error).toBeUndefined();
  expect(read.values).toEqual(over.map(({ wh }) => wh));
  expect(read.costs).toEqual(over.map(({ paise }) => paise * 1_000));
  expect(read.starts).toEqual(over.map(({ date }) => Date.parse(`${date}T00:00:00+05:30`) / 1_000));
  expect(read.blocks, "one for each month").toBe(new Set(over.map(({ date }) => date.slice(0, 7))).size);

  for (const text of [csv, xml]) expect(text).not.toMatch(/102345678|Household|5678/);
});

test("days after the server died, what is kept stands there with its age, and is not called this month's", async ({ portal, page, sandbox }) => {
  await portal.signIn(FAMILY);
  await sandbox.kill("refuse");
  await portal.reopenAt("2024-11-02T18:30:00+05:30", "#/use");
  await portal.settled();
  await expect(portal.main).toContainText("as known 9 days ago");
  await expect(portal.main).not.toContainText("This month so far");
  await expect(portal.main).not.toContainText("last month");
  await expect(portal.card("How much was used")).toContainText("1–23 Oct");
  await expect(page.getByRole("link", { name: "Save as Green Button (XML)" })).toBeVisible();
});

test.describe("with what a server must not send", () => {
  const answer = async (page: Page, change: (days: Day[]) => Day[]) => {
    await page.route("**/v1/account/consumption**", async (route) => {
      const response = await route.fetch();
      const { days } = (await response.json()) as { days: Day[] };
      await route.fulfill({ response, json: { days: change(days) } });
    });
  };

  test("a missing day is counted, and nothing is compared", async ({ portal, page }) => {
    await answer(page, (days) => days.filter(({ date }) => date !== "2024-10-12"));
    await portal.signIn(FAMILY);
    await portal.go("#/use");
    await expect(portal.card("This month so far")).toContainText("1–23 Oct: days missing: 1, so it cannot be compared");
    await expect(portal.main).toContainText("Days missing: 1.");
    await expect(page.locator(".use-chart rect")).toHaveCount(29);
    await page.getByText("See as a table", { exact: true }).click();
    await expect(portal.main.locator("table").first().getByRole("row", { name: /^12 Oct/ })).toContainText("–");
  });

  test("a few days make no pace", async ({ portal, page }) => {
    await answer(page, (days) => days.filter(({ date }) => date > "2024-10-18"));
    await portal.signIn(FAMILY);
    await portal.go("#/use");
    await expect(portal.main).toContainText("No use of the month before is known to compare with.");
    await expect(portal.main).not.toContainText("₹100");
  });

  test("none, and none that is over", async ({ portal, page }) => {
    await answer(page, () => []);
    await portal.signIn(FAMILY);
    await portal.go("#/use");
    await expect(portal.main).toContainText(WORDS.en.none);
    await expect(page.getByRole("link", { name: /CSV|Green Button/ })).toHaveCount(0);
  });

  test("days twice, in disorder, far away and beyond all measure", async ({ portal, page }) => {
    const far: Day[] = ["0001-01-01", "9999-12-31", "2024-10-24", "2024-12-01"].map((date) => ({ date, wh: 4_294_967_295, paise: 9_007_199_254_740_991, quality: "estimated" }));
    await answer(page, (days) => [...days.slice().reverse(), ...days.map((day) => ({ ...day, wh: 1 })), ...far]);
    await portal.signIn(FAMILY);
    await portal.go("#/use");
    await expect(portal.card("This month so far")).toContainText("1–23 Oct: ₹");
    await page.getByRole("button", { name: "Months", exact: true }).click();
    await expect(page.locator(".use-chart rect")).toHaveCount(14);
    await fits(page, "hostile use");
  });
});
