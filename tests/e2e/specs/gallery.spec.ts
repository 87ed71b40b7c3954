// Every component in every state, in each language, theme and size of text: axe finds nothing, nothing sticks out, and it looks
// as it did. `npx playwright test specs/gallery.spec.ts -u` takes the pictures anew; look at them before they are committed.
import type { Page } from "@playwright/test";
import { fits, violations } from "../support/axe.ts";
import { Portal, type Language } from "../support/portal.ts";
import { GALLERY, Sandbox } from "../support/sandbox.ts";
import { expect, test as base, watch } from "../support/test.ts";

const DIWALI = "2024-10-31T18:30:00+05:30";
const THEMES = ["light", "dark"] as const;
const SIZES = ["100%", "130%", "200%"] as const;

const test = base.extend<{ gallery: Portal }, { showing: Sandbox }>({
  showing: [
    async ({}, use) => {
      const sandbox = await Sandbox.start("diwali-2024", DIWALI, GALLERY);
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: "worker" },
  ],
  gallery: async ({ page, showing, language }, use) => {
    const portal = new Portal(page, showing);
    const wrongs = await watch(page);
    await portal.speak(language);
    await portal.setClock();
    // Urdu is offered where the configuration lists it.
    await page.route("**/config.json", async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), languages: ["hi", "en", "ur"] } });
    });
    await portal.open("#/gallery");
    // Once the bulletin is here. Words of waiting are among what is shown.
    await expect(page.getByRole("region", { name: "Notices" }).getByRole("article").first()).toBeVisible();
    await use(portal);
    expect(wrongs, "nothing went wrong in the page").toEqual([]);
  },
});

async function sized(page: Page, size: string): Promise<void> {
  await page.evaluate((size) => document.documentElement.style.setProperty("font-size", size), size);
}

for (const language of ["hi", "en", "ur"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("all components, in the light and in the dark, in three sizes", async ({ gallery: { page } }) => {
      test.setTimeout(120_000);
      expect(await page.getByRole("main").locator("section > h2[lang=en]").count()).toBeGreaterThan(12);
      for (const size of SIZES) {
        await sized(page, size);
        // As tall as all of it: what stands below the navigation is a matter of scrolling.
        const height = await page.evaluate(() => document.documentElement.scrollHeight);
        await page.setViewportSize({ width: 360, height: Math.min(height, 16_000) });
        await fits(page, `gallery, ${language}, ${size}`);
        for (const colorScheme of THEMES) {
          await page.emulateMedia({ colorScheme });
          // Cards of the same name stand side by side here only.
          const found = (await violations(page)).filter((one) => !one.startsWith("landmark-unique"));
          expect.soft(found, `gallery, ${language}, ${colorScheme}, ${size}`).toEqual([]);
          if (size !== "100%") continue;
          const name = `${language}-${colorScheme}.png`;
          await expect.soft(page.getByRole("main")).toHaveScreenshot(name, { scale: "css", maxDiffPixelRatio: 0.01 });
        }
        await page.setViewportSize({ width: 360, height: 640 });
      }
    });
  });
}

base("no portal that is deployed has it", async ({ portal, page }) => {
  await portal.open("#/gallery");
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is no such page");
});
