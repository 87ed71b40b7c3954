// The access matrix: at every stop of the tour, in every place, language and theme, axe finds nothing, nor do we where axe
// does not look; nothing sticks out, and the page says what it is and in which language. DIYA_MATRIX=whole asks axe for
// everything in the dark too.
import type { Row } from "../support/access-reporter.ts";
import { COLOURS, EVERYTHING, strays, violations, whole } from "../support/axe.ts";
import type { Portal } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";
import { THEMES, tour, WALKS, type Stop } from "../support/tour.ts";
import { movingParts, smallTargets, tonesAlone, weakContrasts, wrongLanguages } from "../support/unseen.ts";

const WHOLE = process.env.DIYA_MATRIX === "whole";

/** What is wrong with the page whatever the colours are. */
async function form({ page }: Portal, { language }: Stop): Promise<string[]> {
  const told = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    dir: document.documentElement.dir,
    headings: [...document.querySelectorAll("h1")].filter((one) => one.checkVisibility()).length,
    mains: [...document.querySelectorAll("main")].filter((one) => one.checkVisibility()).length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  }));
  const due = { lang: language, dir: language === "ur" ? "rtl" : "ltr", headings: 1, mains: 1, wide: 0 };
  return Object.entries(due).flatMap(([what, value]) => {
    const found = told[what as keyof typeof told];
    return found === value ? [] : [`${what} is ${found}, not ${value}`];
  });
}

for (const walk of WALKS) {
  const { place, language } = walk;
  test.describe(() => {
    test.use(walk);
    test.setTimeout(300_000);

    test(`${place}, ${language}`, async ({ portal, page }) => {
      await page.emulateMedia({ reducedMotion: "reduce" });
      const rows = THEMES.map((theme): Row => ({ place, language, theme, looks: 0, faults: 0 }));
      try {
        await tour(portal, async (stop) => {
          await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
          await whole(page, async () => {
            for (const row of rows) {
              await page.emulateMedia({ colorScheme: row.theme as "light" | "dark" });
              // From one theme to the other nothing but the colours changes.
              const first = row === rows[0];
              const found = await violations(page, first || WHOLE ? EVERYTHING : COLOURS);
              found.push(...(await weakContrasts(page)));
              if (first || WHOLE) {
                const looks = [strays, smallTargets, wrongLanguages, tonesAlone, movingParts];
                for (const look of looks) found.push(...(await look(page)));
                found.push(...(await form(portal, stop)));
              }
              row.looks += 1;
              row.faults += found.length;
              expect.soft(found, `${stop.moment}, ${stop.page}, ${row.theme}`).toEqual([]);
            }
            await page.emulateMedia({ colorScheme: null });
          });
        });
      } finally {
        for (const row of rows) test.info().annotations.push({ type: "access-matrix", description: JSON.stringify(row) });
      }
    });
  });
}
