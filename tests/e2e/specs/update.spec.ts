// A newer version comes whole or not at all, costs only what changed, and is opened only when the person says so: never by
// itself, never during a payment.
import type { Page } from "@playwright/test";
import type { Origin, Sent } from "../support/origin.ts";
import { FAMILY, type Portal } from "../support/portal.ts";
import type { Release } from "../support/release.ts";
import { cached, expect, kept, lookForUpdate, test, traces } from "../support/shell.ts";

const READY = "A newer version of this page is ready.";
const HELD = "A recharge is open in another tab.";

const version = (page: Page) => page.locator("html").getAttribute("data-version");
const bar = (page: Page) => page.locator(".update");
const opens = (page: Page) => bar(page).getByRole("button", { name: "Open it" });

/** A newer version, which says that it is one. */
const newer = (release: Release, name = "newer") => release.next((next) => next.mark(name));

/** The portal open and kept, under the service worker's care. */
async function cared(portal: Portal): Promise<void> {
  await portal.open();
  await kept(portal.page);
  await portal.reload();
  await portal.settled();
}

/** A person waits until a page has loaded anew. */
async function reloaded(page: Page, by: () => Promise<void>): Promise<void> {
  const loaded = page.waitForEvent("load");
  await by();
  await loaded;
  await expect(page.locator("#heading")).toHaveCount(1);
}

test("a newer version is offered, waits for the person, and opens when they say so", async ({ phone, origin, release }) => {
  const { portal, page } = phone;
  await cared(portal);
  await expect(bar(page)).toHaveCount(0);
  const next = newer(release);
  origin.publish(next.dist);
  await lookForUpdate(page);
  await expect(bar(page)).toContainText(READY);
  await portal.go("#/help");
  await portal.reload();
  expect(await version(page), "a reload is no consent").toBeNull();

  await bar(page).getByRole("button", { name: "Not now" }).click();
  await expect(bar(page)).toHaveCount(0);
  await portal.reload();
  expect(await version(page)).toBeNull();

  await reloaded(page, () => opens(page).click());
  expect(await version(page)).toBe("newer");
  await expect(bar(page)).toHaveCount(0);
  expect(page.url()).toContain("#/help");
  await origin.stop();
  await portal.reload();
  expect(await version(page)).toBe("newer");
  next.remove();
});

test("in Hindi too", async ({ phone, origin, release }) => {
  const { portal, page } = phone;
  await portal.speak("hi");
  await cared(portal);
  const next = newer(release);
  origin.publish(next.dist);
  await lookForUpdate(page);
  await expect(bar(page)).toContainText("इस पेज का नया रूप तैयार है।");
  await expect(bar(page).getByRole("button")).toHaveText(["खोलें", "अभी नहीं"]);
  next.remove();
});

test("once no tab is open, the waiting version takes over", async ({ phone, origin, release }) => {
  await cared(phone.portal);
  const next = newer(release);
  origin.publish(next.dist);
  await lookForUpdate(phone.page);
  await expect(bar(phone.page)).toContainText(READY);
  await origin.stop();
  // The browser lets the new version in a moment after the last tab is gone; whoever is quicker sees the old one once more.
  await expect(async () => {
    await phone.closeTab();
    await phone.page.waitForTimeout(1_000);
    await phone.portal.open();
    expect(await version(phone.page)).toBe("newer");
  }).toPass();
  next.remove();
});

test("during a payment nothing is offered, and another tab's consent waits for it", async ({ phone, origin, release }) => {
  const paying = phone.portal;
  await paying.signIn(FAMILY);
  await kept(paying.page);
  await paying.reload();
  const other = await phone.tab();
  await other.open();
  await paying.order(200);
  await expect(paying.page.getByRole("timer")).toBeVisible();

  const next = newer(release);
  origin.publish(next.dist);
  await lookForUpdate(paying.page);
  await expect(bar(other.page)).toContainText(READY);
  await expect(bar(paying.page)).toHaveCount(0);
  await opens(other.page).click();
  await expect(bar(other.page)).toContainText(HELD);
  expect(await version(other.page)).toBeNull();
  await expect(paying.page.getByRole("timer")).toBeVisible();

  // The payment's tab leaves the page of the order: now it may be.
  await paying.go("#/help");
  await expect(bar(paying.page)).toContainText(READY);
  await reloaded(other.page, () => opens(other.page).click());
  expect(await version(other.page)).toBe("newer");
  // The first tab goes on with the version that it began with, until its person says so.
  expect(await version(paying.page)).toBeNull();
  await reloaded(paying.page, () => opens(paying.page).click());
  expect(await version(paying.page)).toBe("newer");
  next.remove();
});

test("a tab that is closed or killed in the midst of paying holds nobody up", async ({ phone, origin, release }) => {
  const paying = phone.portal;
  await paying.signIn(FAMILY);
  await kept(paying.page);
  const other = await phone.tab();
  await other.open();
  await paying.order(200);
  const next = newer(release);
  origin.publish(next.dist);
  await lookForUpdate(other.page);
  await expect(bar(other.page)).toContainText(READY);
  await opens(other.page).click();
  await expect(bar(other.page)).toContainText(HELD);
  await paying.page.close();
  await reloaded(other.page, () => opens(other.page).click());
  expect(await version(other.page)).toBe("newer");
  next.remove();
});

test("two tabs with two versions work side by side, with the host and without", async ({ phone, origin, release }) => {
  const old = phone.portal;
  await old.signIn(FAMILY);
  await kept(old.page);
  await old.reload();
  const young = await phone.tab();
  await young.open();
  const next = release.next((next) => {
    next.changeCss();
    next.changeWasm();
    next.mark("newer");
  });
  origin.publish(next.dist);
  await lookForUpdate(young.page);
  await reloaded(young.page, () => opens(young.page).click());
  expect([await version(old.page), await version(young.page)]).toEqual([null, "newer"]);

  // A recharge that one begins is known to the other.
  await old.page.bringToFront();
  await old.order(200);
  await expect(old.page.getByRole("timer")).toBeVisible();
  await young.page.bringToFront();
  await young.reload();
  await expect(young.recharges).toContainText("₹200");
  await origin.stop();
  await old.page.bringToFront();
  await old.go("#/help");
  await old.go("#/");
  await expect(old.balance).toContainText("₹84.53");
  await young.reload();
  await expect(young.balance).toContainText("₹84.53");
  next.remove();
});

for (const how of ["severed", "short"] as const) {
  test(`half an update is not used (${how}), and what came whole is not fetched again`, async ({ phone, origin, release }) => {
    const { portal, page } = phone;
    await cared(portal);
    const before = await cached(page);
    const next = release.next((next) => {
      next.changeCss();
      next.changeWasm();
      next.mark("newer");
    });
    origin.publish(next.dist);
    origin.cut("index.html", how);
    origin.takeSent();
    await lookForUpdate(page);
    await expect.poll(() => origin.sent.some(({ path }) => path.endsWith("index.html"))).toBe(true);
    await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.installing)).toBeNull();
    await expect(bar(page)).toHaveCount(0);
    // The old version is whole, and works without the host.
    const now = await cached(page);
    expect(now).toEqual(expect.arrayContaining(before));
    await origin.stop();
    await portal.reload();
    expect(await version(page)).toBeNull();
    await portal.settled();

    await origin.start();
    origin.mend();
    origin.takeSent();
    await lookForUpdate(page);
    await expect(bar(page)).toContainText(READY);
    const again = names(origin.takeSent());
    expect(again).not.toContain(next.name(/\.wasm$/));
    expect(again).toContain("index.html");
    await reloaded(page, () => opens(page).click());
    expect(await version(page)).toBe("newer");
    next.remove();
  });
}

const names = (sent: Sent[]) => sent.filter(({ bytes }) => bytes > 0).map(({ path }) => path.split("/").at(-1)!);

/** What looking for an update transfers. */
async function transferred(page: Page, origin: Origin): Promise<Sent[]> {
  origin.takeSent();
  await lookForUpdate(page);
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.installing)).toBeNull();
  return origin.takeSent();
}

test("an update transfers what changed and nothing else", async ({ phone, origin, release }) => {
  const { portal, page } = phone;
  await cared(portal);
  const told: string[] = [];
  const tell = (what: string, sent: Sent[]) => {
    told.push(`${what}:`, ...sent.map(({ path, status, bytes }) => `  ${String(status)} ${path} ${bytes} bytes`));
  };
  const same = await transferred(page, origin);
  tell("the same build again", same);
  expect(same.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(0);

  const css = release.next((next) => next.changeCss());
  origin.publish(css.dist);
  const forCss = await transferred(page, origin);
  tell("only the CSS changed", forCss);
  expect(names(forCss).sort()).toEqual(["index.html", "service-worker.js", css.name(/^style-/)].sort());
  await reloaded(page, () => opens(page).click());

  const wasm = css.next((next) => next.changeWasm());
  origin.publish(wasm.dist);
  const forWasm = await transferred(page, origin);
  tell("only the WebAssembly changed", forWasm);
  expect(names(forWasm).sort()).toEqual([wasm.name(/\.wasm$/), "index.html", "service-worker.js"].sort());
  await reloaded(page, () => opens(page).click());

  const configured = wasm.next((next) => next.write("config.json", next.read("config.json").toString().replace('"1912"', '"1913"')));
  origin.publish(configured.dist);
  const forConfig = await transferred(page, origin);
  tell("only the configuration changed", forConfig);
  expect(names(forConfig).sort()).toEqual(["config.json", "service-worker.js"]);
  await reloaded(page, () => opens(page).click());
  // What went before is removed.
  expect((await cached(page)).map(({ path }) => path.slice(1))).toEqual(configured.listed());
  console.log(told.join("\n"));
  for (const one of [css, wasm, configured]) one.remove();
});

test("a configuration that opens the security policy comes with the page's own headers", async ({ phone, origin, release }) => {
  const { portal, page } = phone;
  await cared(portal);
  const next = release.next((next) => {
    const rules = next.read("_headers").toString();
    next.write("_headers", rules.replaceAll("connect-src 'self'", "connect-src 'self' https://api.example"));
  });
  origin.publish(next.dist);
  await lookForUpdate(page);
  await reloaded(page, () => opens(page).click());
  await origin.stop();
  const answer = await page.reload();
  expect(answer!.headers()["content-security-policy"]).toContain("connect-src 'self' https://api.example");
  next.remove();
});

test("the kill switch takes the service worker and its files away, pages go on, and there is a way back", async ({ phone, origin, release }) => {
  const { portal, page } = phone;
  await portal.signIn(FAMILY);
  await kept(page);
  await portal.reload();
  const killed = release.killed();
  origin.publish(killed.dist);
  // A look that falls into one under way, or that the network spoils, brings nothing; a phone looks again and again.
  const after = async () => {
    await lookForUpdate(page);
    return traces(page);
  };
  await expect.poll(after, { timeout: 30_000 }).toEqual({ workers: 0, caches: 0 });
  // The page that was open is still of use.
  await portal.go("#/help");
  await portal.go("#/");
  await expect(portal.balance).toContainText("₹84.53");
  // The next one comes from the network, and stays without.
  origin.takeSent();
  await portal.reload();
  await expect(portal.balance).toContainText("₹84.53");
  expect(origin.sent.some(({ path }) => path === "/" || path === "/index.html")).toBe(true);
  await expect.poll(() => traces(page), { timeout: 30_000 }).toEqual({ workers: 0, caches: 0 });
  await origin.stop();
  await expect(page.goto(`${origin.url}/`)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);

  // The browser's own page about it is to be there before it is left.
  await expect(() => page.goto("about:blank")).toPass();
  await origin.start();
  origin.publish(release.dist);
  await portal.open();
  await kept(page);
  await origin.stop();
  await portal.reload();
  await expect(portal.balance).toContainText("₹84.53");
  killed.remove();
});
