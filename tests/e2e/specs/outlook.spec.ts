// What a person may take away from the outlook: the proof for whoever comes to cut, the date in the calendar, and a
// notice passed on. All of it with the server dead.
import { readFile } from "node:fs/promises";
import { FAMILY, INDEBTED, type Language } from "../support/portal.ts";
import { decoded } from "../support/qr.ts";
import { says } from "../support/snapshot.ts";
import { expect, test } from "../support/test.ts";

const MORNING_BEFORE = "2024-10-25T08:00:00+05:30";
/** The stop of disconnections has got its end by then. */
const END_KNOWN = "2024-11-09T10:00:00+05:30";

test.use({ at: MORNING_BEFORE });

for (const language of ["hi", "en"] satisfies Language[]) {
  test.describe(`in ${language}`, () => {
    test.use({ language });

    test("the proof names rule, issuer and account, and its code leads to the utility's own page", async ({
      portal,
      page,
      sandbox,
    }) => {
      await portal.signIn(INDEBTED);
      await sandbox.kill();
      await portal.reopenAt("2024-10-31T18:30:00+05:30");
      await portal.outlook.getByRole("link", { name: portal.words.proof }).click();
      await expect(page).toHaveURL(/#\/proof$/);
      await says(portal, "proof-10-31");
      expect(await decoded(page.locator(".qr-code"))).toBe(`${sandbox.url}/notices.html`);
    });
  });
}

test("there is nothing to show where nothing protects", async ({ portal }) => {
  await portal.signIn(FAMILY);
  await portal.go("#/proof");
  await expect(portal.main).toContainText("There is no proof to show for this account now");
  await expect(portal.main.locator(".qr-code")).toHaveCount(0);
});

test("the end of a protection goes into the phone's calendar", async ({ portal, page }) => {
  await portal.signIn(INDEBTED);
  await portal.reopenAt(END_KNOWN);
  const link = portal.outlook.getByRole("link", { name: portal.words.calendar });
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  expect(download.suggestedFilename()).toBe("diya.ics");
  const text = await readFile((await download.path())!, "utf8");
  // What a calendar makes of it is tested natively, with a real parser.
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toContain("DTSTART:20241111T043000Z");
  expect(text).not.toContain(INDEBTED);
});

test("an open-ended protection has no date to put into a calendar", async ({ portal }) => {
  await portal.signIn(INDEBTED);
  await portal.reopenAt("2024-10-31T18:30:00+05:30");
  await expect(portal.outlook.getByRole("link", { name: portal.words.proof })).toBeVisible();
  await expect(portal.outlook.getByRole("link", { name: portal.words.calendar })).toHaveCount(0);
});

test("a notice is passed on with who said it, until when, and where to check", async ({ portal, page, sandbox }) => {
  await page.addInitScript(() => {
    const shared = { value: null as unknown };
    Object.assign(window, { shared });
    Object.defineProperty(navigator, "share", { value: async (data: unknown) => void (shared.value = data) });
  });
  await portal.reopenAt("2024-10-31T18:30:00+05:30", "#/notices");
  const notice = portal.main.getByRole("article").first();
  const headline = await notice.getByRole("heading").innerText();
  await notice.getByRole("button", { name: portal.words.share }).click();
  const shared = await page.evaluate(() => (window as unknown as { shared: { value: ShareData } }).shared.value);
  expect(shared.title).toBe(headline);
  expect(shared.url).toBe(`${sandbox.url}/notices.html`);
  expect(shared.text).toMatch(/\n.*(sent|issued|published)/i);
});

test("where nothing can be shared it is copied, and where nothing can be copied that is said", async ({ portal, page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await portal.reopenAt("2024-10-31T18:30:00+05:30", "#/notices");
  const notice = portal.main.getByRole("article").first();
  const share = notice.getByRole("button", { name: portal.words.share });
  await page.evaluate(() => Object.defineProperty(navigator, "share", { value: undefined, configurable: true }));
  await share.click();
  await expect(notice.getByRole("status")).toContainText("Copied");
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("/notices.html");
  await page.evaluate(() => Object.defineProperty(navigator, "clipboard", { value: undefined }));
  await share.click();
  await expect(notice.getByRole("status")).toContainText("screenshot");
});
