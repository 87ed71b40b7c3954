// Pictures of the whole tour: output/tour/<place>-<language>-<theme>-<moment>-<page>.png. support/contact-sheet.ts puts
// them together when all are taken.
import { resolve } from "node:path";
import { whole } from "../support/axe.ts";
import { TOUR } from "../support/contact-sheet.ts";
import { test } from "../support/test.ts";
import { THEMES, tour, WALKS } from "../support/tour.ts";

for (const walk of WALKS) {
  const { place, language } = walk;
  test.describe(() => {
    test.use(walk);
    test.setTimeout(300_000);

    test(`${place}, ${language}`, async ({ portal, page }) => {
      await tour(portal, ({ moment, page: name }) =>
        whole(page, async () => {
          await page.evaluate(() => scrollTo(0, 0));
          for (const theme of THEMES) {
            await page.emulateMedia({ colorScheme: theme });
            const path = resolve(TOUR, `${[place, language, theme, moment, name].join("-")}.png`);
            await page.screenshot({ path, scale: "css", animations: "disabled" });
          }
          await page.emulateMedia({ colorScheme: null });
        }),
      );
    });
  });
}
