// The payment code as a camera reads it: off a cheap phone, a frame, a kiosk and a desk, sharp or not, by day and by night.
import { FAMILY } from "../support/portal.ts";
import { decoded } from "../support/qr.ts";
import { expect, test } from "../support/test.ts";

const SCREENS = {
  "a phone, 360×640": { width: 360, height: 640 },
  "as wide as a frame, 400×700": { width: 400, height: 700 },
  "a kiosk, 1080×1920": { width: 1080, height: 1920 },
  "a desk, 1366×768": { width: 1366, height: 768 },
};

for (const deviceScaleFactor of [1, 2, 3]) {
  for (const language of ["hi", "en"] as const) {
    test.describe(`${language}, ${deviceScaleFactor} to one`, () => {
      test.use({ deviceScaleFactor, language, isMobile: false });
      // One order is looked at on all screens: what is told apart is the picture.
      test("zbar reads the server's own string off every screen, in the light and in the dark", async ({ portal, page, sandbox }) => {
        await portal.signIn(FAMILY);
        await portal.order(500);
        const { upi } = await sandbox.order();
        for (const [name, viewport] of Object.entries(SCREENS)) {
          for (const colorScheme of ["light", "dark"] as const) {
            await page.setViewportSize(viewport);
            await page.emulateMedia({ colorScheme });
            const code = page.locator(".qr-code");
            expect(await decoded(code), `${name}, ${colorScheme}`).toBe(upi!.uri);
            const box = (await code.boundingBox())!;
            expect(box.x, `${name}: the whole code is on the screen`).toBeGreaterThanOrEqual(0);
            expect(box.x + box.width, `${name}: the whole code is on the screen`).toBeLessThanOrEqual(viewport.width);
            expect(box.height, `${name}: it is shown whole at once`).toBeLessThan(viewport.height);
          }
        }
      });
    });
  }
}
