// The portal can be put on the home screen, and its first paint shows the last summary: the person's own, and without a jump.
import type { Phone } from "../support/phone.ts";
import { FAMILY, INDEBTED } from "../support/portal.ts";
import { expect, kept, test } from "../support/shell.ts";

const SUMMARY = "#summary-balance";

test.describe("with a profile of its own", () => {
  // A private window can install nothing.
  test.use({ mortal: true });

  test("the browser finds nothing that keeps the portal from being installed", async ({ phone }) => {
  const { portal, page } = phone;
  await portal.open();
  await kept(page);
  const tools = await page.context().newCDPSession(page);
  const { installabilityErrors } = await tools.send("Page.getInstallabilityErrors");
  expect(installabilityErrors).toEqual([]);
  const { errors, data } = await tools.send("Page.getAppManifest");
  expect(errors).toEqual([]);
  const manifest = JSON.parse(data!) as { id: string; name: string; icons: Icon[]; shortcuts: { url: string; icons: Icon[] }[] };
  expect(manifest.id).toBeTruthy();
  expect(manifest.name).toMatch(/दिया/);
  });
});

type Icon = { src: string; sizes: string; type: string; purpose?: string };

test("every icon is there, and as large as the manifest says", async ({ phone, origin }) => {
  const { portal, page } = phone;
  await portal.open();
  const manifest = (await (await fetch(`${origin.url}/manifest.webmanifest`)).json()) as { icons: Icon[]; shortcuts: { url: string; icons: Icon[] }[] };
  const purposes = manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`);
  expect(purposes).toEqual(expect.arrayContaining(["192x192 any", "512x512 any", "192x192 maskable", "512x512 maskable"]));
  const apple = (await page.locator("link[rel=apple-touch-icon]").getAttribute("href"))!;
  const icons = [...manifest.icons, ...manifest.shortcuts.flatMap(({ icons }) => icons), { src: apple, sizes: "180x180" }];
  for (const { src, sizes } of icons.filter(({ sizes }) => sizes !== "any")) {
    const drawn = await page.evaluate(async (address) => {
      const image = new Image();
      image.src = address;
      await image.decode();
      return `${image.naturalWidth}x${image.naturalHeight}`;
    }, `${origin.url}/${src}`);
    expect(drawn, src).toBe(sizes);
  }
  for (const { url } of manifest.shortcuts) {
    await page.goto(new URL(url, `${origin.url}/`).href);
    await portal.started();
    await expect(page.getByRole("heading", { level: 1 })).not.toHaveText(/no such page/i);
  }
});

/** The first paint alone, in a new tab in which no WebAssembly ever runs. */
async function firstPaint(phone: Phone, address = ""): Promise<void> {
  await phone.closeTab();
  await phone.page.addInitScript(() => (WebAssembly.instantiateStreaming = () => new Promise(() => {})));
  await phone.page.goto(`${phone.portal.home}/${address}`);
  await expect(phone.page.locator("html")).toHaveAttribute("data-place", /./);
}

const painted = (phone: Phone) => phone.page.evaluate(() => localStorage.getItem("diya.summary"));

test.describe("the last summary", () => {
  test("is painted before the portal runs", async ({ phone }) => {
    await phone.portal.signIn(FAMILY);
    await firstPaint(phone);
    await expect(phone.page.locator(SUMMARY)).toContainText("₹84.53");
  });

  test("is never that of the account before, nor of one that is not to be remembered", async ({ phone }) => {
    await phone.portal.signIn(FAMILY);
    await phone.portal.go("#/account");
    await phone.page.getByRole("main").getByRole("button", { name: /sign out/i }).click();
    await expect.poll(() => painted(phone)).toBeNull();
    await firstPaint(phone);
    await expect(phone.page.locator("#summary")).toBeHidden();

    await phone.closeTab();
    await phone.portal.signIn(INDEBTED, { remember: false });
    expect(await painted(phone)).toBeNull();
    await firstPaint(phone);
    await expect(phone.page.locator("#summary")).toBeHidden();
  });

  for (const place of ["kiosk", "frame"]) {
    test(`is not shown in a ${place}`, async ({ phone }) => {
      await phone.portal.signIn(FAMILY);
      await firstPaint(phone, `?place=${place}`);
      await expect(phone.page.locator("#summary")).toBeHidden();
      await phone.page.locator("#language-switch").click();
      await expect(phone.page.locator("html")).toHaveAttribute("lang", "hi");
      await expect(phone.page.locator("#summary")).toBeHidden();
    });
  }

  test("gives way to the portal without a jump, on a slow phone too", async ({ phone, origin }) => {
    const { portal, page } = phone;
    await portal.signIn(FAMILY);
    await kept(page);
    await page.addInitScript(() => {
      const shifts: number[] = [];
      (window as unknown as { shifts: number[] }).shifts = shifts;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.push((entry as unknown as { value: number }).value);
      }).observe({ type: "layout-shift", buffered: true });
    });
    const tools = await page.context().newCDPSession(page);
    await tools.send("Emulation.setCPUThrottlingRate", { rate: 6 });
    for (const host of ["with its host", "without"]) {
      if (host === "without") await origin.stop();
      await portal.reload();
      await portal.settled(20_000);
      await expect(portal.balance).toContainText("₹84.53");
      const shifts = await page.evaluate(() => (window as unknown as { shifts: number[] }).shifts);
      const sum = shifts.reduce((all, shift) => all + shift, 0);
      console.log(`layout shift ${host}: ${sum.toFixed(4)} of at most 0.01`);
      expect(sum, `layout shift ${host}`).toBeLessThanOrEqual(0.01);
    }
  });
});

