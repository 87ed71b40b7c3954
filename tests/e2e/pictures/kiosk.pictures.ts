// The kiosk, for docs/pictures.
import { resolve } from "node:path";
import { Kiosk, SCREENS } from "../support/kiosk.ts";
import { ROOT } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

test.use({ viewport: SCREENS.standing, isMobile: false, deviceScaleFactor: 0.5, at: "2024-10-25T08:00:00+05:30" });

for (const [screen, language, colorScheme] of [
  ["standing", "hi", "light"],
  ["lying", "en", "dark"],
] as const) {
  test(`the ${screen} screen`, async ({ portal, page }) => {
    await page.setViewportSize(SCREENS[screen]);
    await page.emulateMedia({ colorScheme });
    const kiosk = new Kiosk(portal);
    const picture = async (name: string) => {
      await page.evaluate(() => document.fonts.ready);
      await page.screenshot({ path: resolve(ROOT, `docs/pictures/kiosk-${name}-${language}.png`), animations: "disabled" });
    };
    await kiosk.open();
    await portal.settled();
    await expect(page.locator(".attract-notices")).toBeVisible();
    await picture(`attract-${screen}`);
    await kiosk.begin(language);
    await kiosk.touchDigits("1023");
    await picture(`number-${screen}`);
    await page.getByRole("button", { name: kiosk.words.clear }).tap();
    await kiosk.signIn();
    await kiosk.order();
    await picture(`code-${screen}`);
    await portal.wait(301);
    await expect(kiosk.question).toBeVisible();
    await picture(`question-${screen}`);
  });
}
