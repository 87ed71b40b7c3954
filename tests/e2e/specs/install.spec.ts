// The portal can be put on the home screen, and its first paint shows the last summary: the person's own, and without a jump.
import { FAMILY, INDEBTED, type Portal } from "../support/portal.ts";
import { expect, kept, test } from "../support/shell.ts";

const SUMMARY = "#summary-balance";

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

/** The first paint alone, before any WebAssembly. */
async function firstPaint(portal: Portal, address = ""): Promise<void> {
  await portal.page.route("**/*.wasm", () => {});
  await portal.page.goto(`${portal.home}/${address}`);
  await expect(portal.page.locator("html")).toHaveAttribute("data-place", /./);
}

test.describe("the last summary", () => {
  test("is painted before the portal runs", async ({ phone }) => {
    await phone.portal.signIn(FAMILY);
    await firstPaint(phone.portal);
    await expect(phone.page.locator(SUMMARY)).toContainText("₹84.53");
  });

  test("is never that of the account before, nor of one that is to be forgotten", async ({ phone }) => {
    const { portal, page } = phone;
    await portal.signIn(FAMILY);
    await portal.go("#/account");
    await page.getByRole("button", { name: /forget/i }).first().click();
    await page.getByRole("button", { name: /forget/i }).first().click({ timeout: 1_000 }).catch(() => {});
    await expect.poll(() => page.evaluate(() => localStorage.getItem("diya.summary"))).toBeNull();
    await portal.signIn(INDEBTED, { remember: false });
    await firstPaint(portal);
    await expect(page.locator("#summary")).toBeHidden();
    await page.unroute("**/*.wasm");
    await portal.signIn(INDEBTED);
    await firstPaint(portal);
    await expect(page.locator(SUMMARY)).not.toContainText("84.53");
  });

  for (const place of ["kiosk", "frame"]) {
    test(`is not shown in a ${place}`, async ({ phone }) => {
      await phone.portal.signIn(FAMILY);
      await firstPaint(phone.portal, `?place=${place}`);
      await expect(phone.page.locator("#summary")).toBeHidden();
      await phone.page.locator("#language-switch").click();
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

