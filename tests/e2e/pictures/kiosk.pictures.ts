// The kiosk, for docs/pictures.
import { resolve } from "node:path";
import { Kiosk, SCREENS } from "../support/kiosk.ts";
import { ROOT } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

test.use({ viewport: SCREENS.standing, isMobile: false, deviceScaleFactor: 0.45, at: "2024-10-25T08:00:00+05:30" });

for (const [screen, language, colorScheme, names] of [
  ["standing", "hi", "light", ["attract", "number", "code", "question"]],
  ["lying", "en", "dark", ["attract", "number"]],
] as const) {
  test(`the ${screen} screen`, async ({ portal, page }) => {
    await page.setViewportSize(SCREENS[screen]);
    await page.emulateMedia({ colorScheme });
    const kiosk = new Kiosk(portal);
    const picture = async (name: (typeof names)[number] | "code" | "question") => {
      if (!(names as readonly string[]).includes(name)) return;
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: resolve(ROOT, `docs/pictures/kiosk-${name}-${screen}-${language}.png`), animations: "disabled" });
    };
    await kiosk.open();
    await kiosk.begin(language);
    await kiosk.touchDigits("1023");
    await picture("number");
    await page.getByRole("button", { name: kiosk.words.clear }).tap();
    await kiosk.signIn();
    await kiosk.order();
    await picture("code");
    await portal.wait(301);
    await expect(kiosk.question).toBeVisible();
    await picture("question");
    // On the day of Diwali it has the most to say.
    await portal.closeUntil("2024-10-31T18:30:00+05:30");
    await kiosk.open();
    await expect(page.locator(".attract-notices li").first()).toBeVisible();
    await portal.settled();
    await picture("attract");
  });
}
