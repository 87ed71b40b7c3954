// The portal opens always: its host is stopped, not only called unreachable. What it shows then is what the phone last knew,
// with its age; what it keeps for that is public files.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Phone } from "../support/phone.ts";
import { FAMILY, PAGES, Portal } from "../support/portal.ts";
import { Sandbox } from "../support/sandbox.ts";
import { cached, expect, kept, test, traces } from "../support/shell.ts";

const LAST_KNOWN = "₹84.53";

/** Signed in and remembered, with the portal kept. */
async function prepared(phone: Phone): Promise<Portal> {
  await phone.portal.signIn(FAMILY);
  await kept(phone.page);
  return phone.portal;
}

test.describe("with a browser of its own", () => {
  test.use({ mortal: true });

  test("the portal starts cold from the home screen without its host, and ten days later", async ({ phone, origin, sandbox }) => {
    await prepared(phone);
    await origin.stop();
    await phone.killBrowser();
    await phone.portal.open();
    await expect(phone.portal.balance).toContainText(LAST_KNOWN);
    await phone.portal.settled();

    await sandbox.jump("2024-11-03T18:00:00+05:30");
    await phone.killBrowser();
    await phone.portal.open();
    await expect(phone.portal.balance).toContainText(LAST_KNOWN);
    await expect(phone.portal.balance).toContainText("10 days ago");
    await phone.portal.settled();
  });
});

test("every page opens and reloads without the host, and comes back to life with it", async ({ phone, origin }) => {
  const portal = await prepared(phone);
  await origin.stop();
  for (const fragment of PAGES) {
    await test.step(fragment, async () => {
      await portal.open(fragment);
      await expect(portal.page.getByRole("heading", { level: 1 })).not.toBeEmpty();
      await portal.reload();
      await portal.settled();
    });
  }
  await portal.open();
  await expect(portal.balance).toContainText(LAST_KNOWN);
  await origin.start();
  await portal.reload();
  await portal.settled();
  
});

test("what stands behind the question mark does not matter, and other addresses are the host's", async ({ phone, origin }) => {
  const { page } = await prepared(phone);
  await origin.stop();
  for (const address of ["/", "/index.html", "/?place=phone", "/index.html?utm_source=sms", "/?a=1#/help"]) {
    await page.goto(origin.url + address);
    await expect(page.locator("#heading"), address).toHaveCount(1);
  }
  for (const address of ["/notices.html", "/index", "/index.html/", "/bulletin.jws", "/v1/account", "/diya", "//"]) {
    await expect(page.goto(origin.url + address), address).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  }
});

test("only public files are kept, and nothing of the person, the API or the bulletin", async ({ phone, origin, release }) => {
  const portal = await prepared(phone);
  await portal.order();
  for (const fragment of PAGES) await portal.go(fragment);
  await portal.reload();
  await portal.settled();
  const files = await cached(portal.page);
  const hashed = [/^boot-/, /^diya-.*\.js$/, /^diya-.*\.wasm$/, /^rest-/, /^style-/, /^words-en-/, /^words-hi-/, /^words-ur-/].map((named) => release.name(named));
  const expected = [...hashed, "config.json", "icons/diya.svg", "index.html", "manifest.webmanifest"].map((name) => `/${name}`).sort();
  expect(files.map(({ path }) => path)).toEqual(expected);
  // Each is byte for byte what every other phone has.
  for (const { path, text } of files) {
    if (!path.endsWith(".wasm")) expect(text, path).toBe(release.read(path.slice(1)).toString());
    expect(text.includes(FAMILY), path).toBe(false);
  }
  expect((await traces(portal.page)).workers).toBe(1);
  await origin.stop();
  // What the API said is not said again by anything in between.
  const answers = await portal.page.evaluate(async () => {
    const ask = (path: string) => fetch(path).then(({ status }) => status, () => "none");
    return Promise.all(["/v1/account", "/v1/account/balance", "/bulletin.jws", "/notices.html"].map(ask));
  });
  expect(answers).toEqual(["none", "none", "none", "none"]);
});

test.describe("the browser cleared the files away", () => {
  test("with a network the portal opens and is kept again", async ({ phone, origin }) => {
    const portal = await prepared(phone);
    await phone.wipe("cache_storage");
    expect((await traces(portal.page)).workers).toBe(1);
    await portal.reload();
    await expect(portal.balance).toContainText(LAST_KNOWN);
    await origin.stop();
    await portal.reload();
    await expect(portal.balance).toContainText(LAST_KNOWN);
  });

  test("with a network that has another version by now, the page and its files are of that one", async ({ phone, origin, release }) => {
    const portal = await prepared(phone);
    await phone.wipe("cache_storage");
    const newer = release.next((next) => {
      next.changeCss();
      next.changeWasm();
      next.mark("newer");
    });
    origin.publish(newer.dist);
    await portal.reload();
    await expect(portal.page.locator("html")).toHaveAttribute("data-version", "newer");
    await expect(portal.balance).toContainText(LAST_KNOWN);
    newer.remove();
  });

  test("without one it says so, and what to do", async ({ phone, origin }) => {
    const { page } = await prepared(phone);
    await phone.wipe("cache_storage");
    await origin.stop();
    const answer = await page.goto(origin.url);
    expect(answer!.status()).toBe(503);
    await expect(page.getByText("There is no network, and the phone has cleared this page's files away.")).toBeVisible();
    await expect(page.getByText("इंटरनेट नहीं मिल रहा")).toBeVisible();
    await expect(page.getByRole("link", { name: /1912/ })).toHaveAttribute("href", "tel:1912");
    await origin.start();
    await page.getByRole("link", { name: /Open again/ }).click();
    await expect(page.locator("#heading")).toHaveCount(1);
  });
});

test.describe("below a path", () => {
  test.use({ base: "/bijli/portal/" });

  test("the portal opens without its host, and leaves what lies above it alone", async ({ phone, origin }) => {
    const portal = await prepared(phone);
    const paths = (await cached(portal.page)).map(({ path }) => path);
    expect(paths.every((path) => path.startsWith("/bijli/portal/"))).toBe(true);
    await origin.stop();
    await portal.reload();
    await expect(portal.balance).toContainText(LAST_KNOWN);
    await expect(portal.page.goto(new URL("/", origin.url).href)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  });
});

/** A page of the utility's that holds the portal in a frame. */
const holding = (address: string) => `<!doctype html><title>Utility</title><iframe src="${address}" width="360" height="600"></iframe>`;

/** The same on another site. */
async function elsewhere(address: string): Promise<{ server: Server; url: string }> {
  const server = createServer((_, answer) => answer.writeHead(200, { "Content-Type": "text/html" }).end(holding(address)));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, url: `http://localhost:${(server.address() as AddressInfo).port}/` };
}

test.describe("where the portal may not stay", () => {
  test("a kiosk has no service worker, and loses the one that was there", async ({ phone, origin }) => {
    const { page } = phone;
    await page.goto(`${origin.url}/?place=kiosk`);
    await expect(page.locator("html")).toHaveAttribute("data-visit", "attract");
    await expect(page.locator("html")).toHaveAttribute("data-place", "kiosk");
    await page.waitForLoadState("networkidle");
    expect(await traces(page)).toEqual({ workers: 0, caches: 0 });

    await page.goto(`${origin.url}/`);
    await kept(page);
    expect((await traces(page)).caches).toBe(1);
    await page.goto(`${origin.url}/?place=kiosk`);
    await expect.poll(() => traces(page)).toEqual({ workers: 0, caches: 0 });
    await origin.stop();
    await expect(page.goto(`${origin.url}/?place=kiosk`)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  });

  test("a frame on another origin has none", async ({ phone, origin, release }) => {
    const open = release.next((next) => {
      const rules = next.read("_headers").toString();
      next.write("_headers", rules.replaceAll("frame-ancestors 'self'", "frame-ancestors *"));
    });
    origin.publish(open.dist);
    const { server, url } = await elsewhere(`${origin.url}/`);
    try {
      const { page } = phone;
      await page.goto(url);
      const frame = page.frameLocator("iframe");
      await expect(frame.locator("#heading")).toHaveCount(1);
      await expect(frame.locator("html")).toHaveAttribute("data-place", "frame");
      await page.waitForLoadState("networkidle");
      // Where the browser denies the question, there is nothing either.
      const found = await page.frames()[1]!.evaluate(async () => {
        const workers = await navigator.serviceWorker.getRegistrations().catch(() => []);
        const names = await caches.keys().catch(() => []);
        return workers.length + names.length;
      });
      expect(found).toBe(0);
      expect(origin.sent.some(({ path }) => path.endsWith("service-worker.js"))).toBe(false);
    } finally {
      server.close();
      open.remove();
    }
  });

  test("a frame on its own origin brings none in, and leaves the person's own alone", async ({ phone, origin }) => {
    const { page } = phone;
    origin.beside.set("/utility.html", holding(`${origin.url}/`));
    const frame = page.frameLocator("iframe");
    const framed = async () => {
      await page.goto(`${origin.url}/utility.html`);
      await expect(frame.locator("#heading")).toHaveCount(1);
      await expect(frame.locator("html")).toHaveAttribute("data-place", "frame");
      await page.waitForLoadState("networkidle");
    };
    await framed();
    expect(await traces(page)).toEqual({ workers: 0, caches: 0 });

    await page.goto(`${origin.url}/`);
    await kept(page);
    await framed();
    expect(await traces(page)).toEqual({ workers: 1, caches: 1 });
  });
});

const FORBIDDEN = {
  "there is no such thing": () => {
    Object.defineProperty(Navigator.prototype, "serviceWorker", { get: () => undefined });
    Reflect.deleteProperty(window, "caches");
  },
  "it throws when looked at": () => {
    Object.defineProperty(Navigator.prototype, "serviceWorker", {
      get() {
        throw new DOMException("forbidden", "SecurityError");
      },
    });
  },
  "it is refused": () => {
    ServiceWorkerContainer.prototype.register = () => Promise.reject(new DOMException("forbidden", "SecurityError"));
  },
};

for (const [how, refusal] of Object.entries(FORBIDDEN)) {
  test(`in a private window the portal works without a service worker: ${how}`, async ({ phone, origin }) => {
    await phone.refuse(refusal);
    await phone.portal.signIn(FAMILY, { remember: false });
    await phone.portal.reload();
    await phone.portal.settled();
    await expect(phone.portal.balance).toContainText(LAST_KNOWN);
    expect(origin.takeSent().some(({ path }) => path.endsWith("service-worker.js"))).toBe(false);
  });
}

test("a host that cuts the service worker's files short leaves the portal as it was", async ({ phone, origin }) => {
  const { portal, page } = phone;
  origin.cut("manifest.webmanifest", "short");
  await portal.signIn(FAMILY);
  await expect.poll(async () => (await traces(page)).workers).toBe(0);
  await portal.reload();
  await expect(portal.balance).toContainText(LAST_KNOWN);
  origin.mend();
  await portal.reload();
  await kept(page);
  await origin.stop();
  await portal.reload();
  await expect(portal.balance).toContainText(LAST_KNOWN);
});


test("from the sandbox too, which serves a configuration of its own", async ({ browser }) => {
  const sandbox = await Sandbox.start();
  const context = await browser.newContext({ serviceWorkers: "allow" });
  try {
    const portal = new Portal(await context.newPage(), sandbox);
    await portal.open();
    await kept(portal.page);
    const configuration = (await cached(portal.page)).find(({ path }) => path === "/config.json")!;
    expect(configuration.text).toContain("sandbox-1");
    await sandbox.stop();
    await portal.reload();
    await expect(portal.page.getByRole("navigation")).toBeVisible();
  } finally {
    await context.close();
    await sandbox.stop();
  }
});
