// `test` with a sandbox per worker and a portal per test. Whatever a test does, no page may panic, break the security
// policy, or leave an error unhandled.
import { test as base, expect, type Page } from "@playwright/test";
import { Portal, type Language, type Place } from "./portal.ts";
import { Sandbox } from "./sandbox.ts";

type Options = {
  /** Where the scenario stands when the test begins. */
  at: string;
  language: Language;
  place: Place;
  /** What `Math.random` gives: the lot that is drawn for admission. 0 is always admitted. */
  lot: number;
  /** Whether the device's clock shows the utility's time. */
  rightClock: boolean;
};

export const test = base.extend<Options & { portal: Portal }, { sandbox: Sandbox }>({
  at: ["2024-10-24T18:00:00+05:30", { option: true }],
  language: ["en", { option: true }],
  place: ["phone", { option: true }],
  lot: [0, { option: true }],
  rightClock: [true, { option: true }],

  sandbox: [
    async ({}, use) => {
      const sandbox = await Sandbox.start();
      await use(sandbox);
      await sandbox.stop();
    },
    { scope: "worker" },
  ],

  portal: async ({ page, sandbox, at, language, place, lot, rightClock }, use) => {
    await sandbox.reset(at);
    const portal = new Portal(page, sandbox);
    portal.place = place;
    const wrongs = await watch(page);
    await page.addInitScript((fixed) => (Math.random = () => fixed), lot);
    if (language === "ur") await portal.offer(["hi", "en", "ur"]);
    await portal.speak(language);
    if (rightClock) await portal.setClock();
    await use(portal);
    await expect(page.locator(".panic"), "no panic is shown").toHaveCount(0);
    expect(wrongs, "nothing went wrong in the page").toEqual([]);
  },
});

/** Collects what must never happen on any page. */
export async function watch(page: Page): Promise<string[]> {
  const wrongs: string[] = [];
  page.on("pageerror", (error) => wrongs.push(`unhandled: ${error.message}`));
  page.on("console", (message) => {
    if (/panicked|Content.Security.Policy|unreachable executed|recursive use/i.test(message.text())) wrongs.push(message.text());
  });
  await page.exposeFunction("diyaPolicyViolated", (what: string) => void wrongs.push(`policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      const report = (window as unknown as { diyaPolicyViolated(what: string): void }).diyaPolicyViolated;
      report(`${event.effectiveDirective} ${event.blockedURI}`);
    });
  });
  return wrongs;
}

export { expect };
