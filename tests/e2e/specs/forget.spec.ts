// Nothing of a person remains on a phone that was told to forget, even without a server; and what lies on the medium
// below, which no script can reach, is looked at and told (docs/privacy.md).
import { readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type BrowserContext } from "@playwright/test";
import { launchOptions } from "../playwright.config.ts";
import { everything, kept } from "../support/storage.ts";
import { FAMILY, Portal } from "../support/portal.ts";
import type { Sandbox } from "../support/sandbox.ts";
import { expect, test, watch } from "../support/test.ts";

const DEVICE = { viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true, locale: "hi-IN", timezoneId: "Asia/Kolkata" };
/** The number, the name, the balance as kept and as shown, amounts that were typed. */
const TRACES = [FAMILY, "F••••", "8453", "84.53", "73100", "₹731", "4321"];

/** A phone with a profile on the disk, on which a person did all that leaves a trace. */
async function lived(sandbox: Sandbox, { remember }: { remember: boolean }): Promise<{ portal: Portal; context: BrowserContext; profile: string; traces: string[] }> {
  await sandbox.reset("2024-10-24T18:00:00+05:30");
  const profile = await mkdtemp(join(tmpdir(), "diya-forget-"));
  const context = await chromium.launchPersistentContext(profile, { ...launchOptions, ...DEVICE });
  const portal = new Portal(await context.newPage(), sandbox);
  await portal.page.addInitScript(() => (Math.random = () => 0));
  await portal.setClock();
  await portal.open();
  await portal.page.getByRole("button", { name: "English" }).click();
  await portal.enter(FAMILY, { remember });
  await expect(portal.balance).toContainText("₹84.53");
  await portal.order(731);
  const { id, upi } = await sandbox.order();
  await sandbox.bank(id, "approve");
  await portal.wait(95);
  await expect(portal.page.getByRole("heading", { level: 1 })).toHaveText(/Payment received|On the/);
  await portal.go("#/history");
  await portal.page.locator("#paid").fill("200");
  await portal.page.locator("#paid-when").fill("2024-10-24T17:00");
  await portal.page.locator("#paid-reference").fill("slip-4321");
  await portal.page.getByRole("button", { name: "Record it" }).click();
  await expect(portal.main).toContainText("₹200");
  await portal.go("#/account");
  await portal.page.getByRole("checkbox", { name: "Hide amounts on the first screen" }).check();
  return { portal, context, profile, traces: [...TRACES, id, upi!.reference] };
}

function remains(found: Record<string, string>, traces: string[]): string[] {
  return Object.entries(found).flatMap(([where, text]) => traces.filter((trace) => `${where} ${text}`.includes(trace)).map((trace) => `${where}: ${trace}`));
}

/** Whether bytes hold a text in either form. An amount is one only where it is no part of a longer number, such as a time. */
function holds(bytes: Buffer, trace: string): boolean {
  if (/^\d{1,5}$/.test(trace)) return new RegExp(`(?<!\\d)${trace}(?!\\d)`).test(bytes.toString("latin1").replaceAll("\0", ""));
  return bytes.includes(Buffer.from(trace)) || bytes.includes(Buffer.from(trace, "utf16le"));
}

/** Files of the profile in which bytes of the person stand. Chromium keeps some texts as UTF-16. */
function onMedium(profile: string, traces: string[]): string[] {
  const files = readdirSync(profile, { recursive: true, encoding: "utf8" }).filter((name) => statSync(join(profile, name), { throwIfNoEntry: false })?.isFile());
  return files.flatMap((name) => {
    const bytes = readFileSync(join(profile, name));
    const held = traces.filter((trace) => holds(bytes, trace));
    return held.length ? [`${name}: ${held.join(", ")}`] : [];
  });
}

for (const remember of [true, false]) {
  test(`nothing remains of who was ${remember ? "remembered" : "not even remembered"}, with the server dead`, async ({ sandbox }) => {
    const { portal, context, profile, traces } = await lived(sandbox, { remember });
    const { page } = portal;
    const wrongs = await watch(page);
    try {
      expect(remains(await everything(page), traces), "the test knows where to look").not.toEqual([]);
      await sandbox.kill("refuse");
      await page.getByRole("button", { name: "Wipe this phone" }).click();
      await expect(portal.main).toContainText("Nothing of yours is left on this phone.");
      await expect(portal.main).toContainText("it has not ended the session yet");
      const found = await everything(page);
      console.log(`what scripts find afterwards:\n  ${Object.keys(found).join("\n  ")}`);
      expect(remains(found, traces)).toEqual([]);
      expect(Object.keys(await page.evaluate(() => ({ ...localStorage }))), "not even the language").toEqual([]);
      expect(Object.keys(await kept(page)).sort()).toEqual(["admission", "bulletin", "bulletin-version", "era", "sign-out-owed"]);

      await portal.reload();
      await portal.settled();
      await expect(page.locator("body")).not.toContainText(/84\.53|F••••/);
      expect(remains(await everything(page), traces)).toEqual([]);

      // The server is back, with the cookie still in the browser.
      await sandbox.mend();
      const calls: string[] = [];
      page.on("request", (request) => request.url().includes("/v1/") && calls.push(`${request.method()} ${new URL(request.url()).pathname}`));
      await sandbox.advance(3 * 3600);
      await page.clock.fastForward(3 * 3600 * 1000);
      await portal.reload();
      await expect.poll(() => calls[0]).toBe("DELETE /v1/session");
      await expect.poll(async () => (await context.cookies()).map(({ name }) => name), { message: "the session is over" }).toEqual([]);
      await portal.settled();
      // Once the debt is settled, a new start asks as anybody's does, with no cookie.
      expect(calls[0]).toBe("DELETE /v1/session");
      await portal.reload();
      await portal.settled();
      await expect(page.locator("#number")).toBeVisible();
      await expect(page.locator("body")).not.toContainText(/84\.53|F••••/);
      await context.close();
      const medium = onMedium(profile, traces);
      console.log(`what bytes of the profile hold afterwards:\n  ${medium.join("\n  ") || "nothing"}`);
      // A browser's list of addresses may hold the name of an order; all else is in logs that it did not compact yet.
      const order = /: r-[0-9a-f]+$/;
      expect(medium.filter((file) => !/IndexedDB|Local Storage/.test(file) && !order.test(file))).toEqual([]);
      expect(wrongs).toEqual([]);
    } finally {
      await context.close();
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    }
  });
}

test("signing out keeps the recharge for its owner, and shows it to nobody else", async ({ portal, page, sandbox }) => {
  await portal.signIn(FAMILY);
  await portal.order(500);
  const { id } = await sandbox.order();
  await portal.go("#/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(portal.main).toContainText("You are signed out.");
  const now = await kept(page);
  expect(now.journal).toContain(id);
  expect(now.account).toBeUndefined();
  expect(await page.evaluate(() => localStorage.getItem("diya.language"))).toBe("en");
  await portal.go("#/recharge");
  await expect(portal.main).not.toContainText("₹500");
  await portal.go("#/");
  await portal.wait(40);
  await portal.enter(FAMILY);
  await expect(portal.recharges).toContainText("₹500");
});

test("who left while the server was down is signed out before anybody signs in again", async ({ portal, page, sandbox }) => {
  await portal.signIn(FAMILY);
  await sandbox.kill("refuse");
  await portal.go("#/account");
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(portal.main).toContainText("it has not ended the session yet");
  await portal.go("#/");
  await portal.reload();
  await expect(page.locator("#number")).toBeVisible();
  await expect(page.locator("body")).not.toContainText("84.53");
  const calls: string[] = [];
  page.on("request", (request) => request.url().includes("/v1/") && calls.push(`${request.method()} ${new URL(request.url()).pathname}`));
  await sandbox.mend();
  await portal.wait(3600);
  await portal.enter(FAMILY);
  await expect(portal.balance).toContainText("₹84.53");
  expect(calls[0]).toBe("DELETE /v1/session");
  expect((await kept(page))["sign-out-owed"]).toBe("false");
  await portal.reload();
  await expect(portal.balance).toContainText("₹84.53");
});
