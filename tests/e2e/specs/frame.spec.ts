// The portal in other people's pages: what each kind of page gets, what a hostile one gets, and that nobody pays there.
// The portal is on 127.0.0.1; pages on another port of it are of the same site, pages on localhost are of another.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { chromium, type Browser, type BrowserContext, type Frame, type Page } from "@playwright/test";
import { launchOptions } from "../playwright.config.ts";
import { fits, violations } from "../support/axe.ts";
import type { Row } from "../support/frame-reporter.ts";
import { Host, listing } from "../support/host.ts";
import { REFUSALS } from "../support/phone.ts";
import { FAMILY, Portal } from "../support/portal.ts";
import type { Release } from "../support/release.ts";
import { DIST, type Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/shell.ts";

type Site = "localhost" | "127.0.0.1";

const ASTRAY = /This page is shown inside a site that the portal does not recognise|यह पेज ऐसी साइट के भीतर दिख रहा है जिसे पोर्टल नहीं पहचानता/;
const DEVICE = { viewport: { width: 400, height: 800 }, locale: "en-IN", timezoneId: "Asia/Kolkata" };

/** What a page that holds the portal has to allow, and nothing more. */
const strict = (portal: string) => `default-src 'none'; script-src ${portal}; frame-src ${portal}; base-uri 'none'; form-action 'none'`;

const embed = (portal: string, attributes = `language="en"`) =>
  `<h1>A utility</h1><diya-portal src="${portal}/" ${attributes}><a href="${portal}/">Open the portal</a></diya-portal><script src="${portal}/embed.js"></script>`;

const bare = (portal: string, attributes = "") => `<iframe title="Portal" width="400" height="600" src="${portal}/?place=frame#/" ${attributes}></iframe>`;

/** A browser of somebody who visits other people's pages. */
class Visitor {
  readonly wrongs: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    private readonly profile: string | null,
  ) {}

  /** A context of the shared browser blocks third-party cookies as a private window does; a profile as it is told. */
  static async come(browser: Browser, thirdParties?: "allowed" | "blocked"): Promise<Visitor> {
    if (!thirdParties) return new Visitor(await browser.newContext(DEVICE), null);
    const blocked = thirdParties === "blocked";
    const profile = mkdtempSync(join(tmpdir(), "diya-visitor-"));
    mkdirSync(join(profile, "Default"));
    const preferences = { profile: { block_third_party_cookies: blocked, cookie_controls_mode: blocked ? 1 : 0 } };
    writeFileSync(join(profile, "Default/Preferences"), JSON.stringify(preferences));
    const args = blocked ? [...launchOptions.args, "--test-third-party-cookie-phaseout"] : launchOptions.args;
    return new Visitor(await chromium.launchPersistentContext(profile, { ...launchOptions, args, ...DEVICE }), profile);
  }

  async page(): Promise<Page> {
    const page = await this.context.newPage();
    page.on("pageerror", (error) => this.wrongs.push(`unhandled: ${error.message}`));
    page.on("console", (message) => {
      if (/panicked|Content.Security.Policy|unreachable executed|recursive use/i.test(message.text())) this.wrongs.push(message.text());
    });
    return page;
  }

  /** Signed in, in a window of the portal's own, with an order that waits for its payment. Returns the order's id. */
  async order(sandbox: Sandbox, home: string): Promise<string> {
    const page = await this.page();
    const portal = new Portal(page, sandbox, home);
    await page.addInitScript(() => (Math.random = () => 0));
    await portal.speak("en");
    await portal.setClock();
    await portal.signIn(FAMILY);
    await portal.order(500);
    await expect(page.locator(".qr-code"), "on top there is a code to pay").toHaveCount(1);
    return (await sandbox.order()).id;
  }

  /** Without the utility's time the animation frames are the browser's own. */
  async open(url: string, sandbox: Sandbox | null): Promise<Page> {
    const page = await this.page();
    if (sandbox) await page.clock.install({ time: await sandbox.now() });
    await page.goto(url);
    return page;
  }

  async leave(): Promise<void> {
    await this.context.close();
    if (this.profile) rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The frame in which the portal runs. */
async function portalIn(page: Page): Promise<Frame> {
  const frame = (await (await page.locator("iframe").first().elementHandle())!.contentFrame())!;
  await expect(frame.locator("#heading")).toHaveCount(1);
  return frame;
}

async function goTo(frame: Frame, fragment: string): Promise<void> {
  await frame.evaluate((fragment) => location.replace(fragment), fragment);
  await frame.page().waitForTimeout(200);
  await expect(frame.locator("#heading")).toHaveCount(1);
}

const tall = (page: Page) => page.locator("iframe").first().evaluate((frame) => Number((frame as HTMLIFrameElement).height));

/** Whether the frame is as tall as what stands in it. */
async function isFitted(page: Page, frame: Frame): Promise<boolean> {
  const content = await frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height));
  return Math.abs((await tall(page)) - content) <= 1;
}

/** Nothing that money could follow. */
async function cannotPay(frame: Frame): Promise<void> {
  await expect(frame.locator(".qr-code")).toHaveCount(0);
  await expect(frame.locator('a[href^="upi:"]')).toHaveCount(0);
  await expect(frame.locator("#amount")).toHaveCount(0);
  await expect(frame.getByRole("button", { name: /pay/i })).toHaveCount(0);
  await expect(frame.locator("#number, #otp"), "nobody signs in within a frame").toHaveCount(0);
}

/** A link of the frame, followed: a window of the portal's own that knows nothing of the frame. */
async function followed(frame: Frame, inside = "main"): Promise<URL> {
  const opened = frame.page().context().waitForEvent("page");
  await frame.locator(inside).getByRole("link", { name: /^(Open it|खोलें)$/ }).first().click();
  const window = await opened;
  await window.waitForLoadState("domcontentloaded");
  expect(await window.evaluate(() => [self === top, opener])).toEqual([true, null]);
  const url = new URL(window.url());
  await window.close();
  return url;
}

async function observed(page: Page, situation: string, order: string, resizes: boolean): Promise<Row> {
  const frame = await portalIn(page);
  if (resizes) await expect.poll(() => isFitted(page, frame), { message: "as tall as what stands in it" }).toBe(true);
  await page.waitForTimeout(6_000);
  const account = (await frame.locator(".amount").count()) > 0;
  await goTo(frame, `#/recharge/${order}`);
  await cannotPay(frame);
  await expect(frame.locator("main")).toContainText(/For your safety, recharging opens in a window of its own|आपकी सुरक्षा के लिए रिचार्ज अलग खिड़की में खुलता है/);
  expect((await followed(frame)).search, "the window is no frame's").toBe("");
  await goTo(frame, "#/recharge");
  await cannotPay(frame);
  await goTo(frame, "#/notices");
  // Verified, as on top.
  await expect(frame.locator(".vouched").first()).toBeVisible();
  const resize = await isFitted(page, frame);
  return { situation, notices: true, account, payment: false, resize };
}

type Situation = {
  name: string;
  site: Site;
  /** Whether the configuration lists the page; the headers let it in all the same. */
  listed: boolean;
  body(portal: string): string;
  thirdParties?: "allowed" | "blocked";
  storage?: "refused";
  expected: Omit<Row, "situation">;
};

const YES = { notices: true, payment: false } as const;

const SITUATIONS: Situation[] = [
  { name: "listed page of the same site", site: "127.0.0.1", listed: true, body: embed, expected: { ...YES, account: true, resize: true } },
  { name: "listed page of another site, third-party cookies allowed", site: "localhost", listed: true, body: embed, thirdParties: "allowed", expected: { ...YES, account: false, resize: true } },
  { name: "the same, third-party cookies blocked", site: "localhost", listed: true, body: embed, thirdParties: "blocked", expected: { ...YES, account: false, resize: true } },
  { name: "the same, storage refused", site: "localhost", listed: true, body: embed, storage: "refused", expected: { ...YES, account: false, resize: true } },
  { name: "listed page, an iframe without embed.js", site: "127.0.0.1", listed: true, body: bare, expected: { ...YES, account: false, resize: false } },
  {
    name: "sandbox without allow-same-origin",
    site: "127.0.0.1",
    listed: true,
    body: (portal) => bare(portal, `sandbox="allow-scripts allow-popups allow-popups-to-escape-sandbox"`),
    expected: { ...YES, account: false, resize: false },
  },
  { name: "page that is not listed, headers stripped", site: "127.0.0.1", listed: false, body: embed, expected: { ...YES, account: false, resize: false } },
];

for (const { name, site, listed, body, thirdParties, storage, expected } of SITUATIONS) {
  test(`what a frame gets: ${name}`, async ({ browser, sandbox, origin, release }) => {
    test.setTimeout(120_000);
    const host = await Host.serve(site);
    const open = listing(release, listed ? [host.origin] : ["https://somebody.example"], host.origin);
    origin.publish(open.dist);
    const visitor = await Visitor.come(browser, thirdParties);
    try {
      const order = await visitor.order(sandbox, origin.url);
      if (storage) await visitor.context.addInitScript(REFUSALS.noStorage);
      const page = await visitor.open(host.page("/", body(origin.url), strict(origin.url)), sandbox);
      const row = await observed(page, name, order, expected.resize);
      test.info().annotations.push({ type: "frame-matrix", description: JSON.stringify(row) });
      expect(row).toEqual({ situation: name, ...expected });
      if (thirdParties) {
        // That the browser blocks what it should, and blocks nothing where it should not.
        const cookies = await (await portalIn(page)).evaluate(() => ((document.cookie = "probe=1; SameSite=None; Secure"), document.cookie));
        expect(cookies).toBe(thirdParties === "blocked" ? "" : "probe=1");
      }
      const greeted = expected.resize;
      await expect((await portalIn(page)).locator("main").getByText(ASTRAY)).toHaveCount(greeted ? 0 : 1);
      const stand = page.getByRole("link", { name: "Open the portal" });
      if (greeted) await expect(stand, "now that the portal is there, nothing stands in for it").toBeHidden();
      else if (body === embed) await expect(stand, "a way out stays").toBeVisible();
      expect(visitor.wrongs).toEqual([]);
    } finally {
      await visitor.leave();
      host.stop();
      open.remove();
    }
  });
}

test.describe("a listed page", () => {
  type Held = { host: Host; visitor: Visitor; held(body: string, site?: Host): Promise<Page>; home: string };

  const framed = test.extend<{ held: Held }>({
    held: async ({ browser, sandbox, origin, release }, use) => {
      const host = await Host.serve("localhost");
      const open = listing(release, [host.origin]);
      origin.publish(open.dist);
      const visitor = await Visitor.come(browser);
      await use({ host, visitor, home: origin.url, held: (body) => visitor.open(host.page("/", body, strict(origin.url)), sandbox) });
      expect(visitor.wrongs, "nothing went wrong in the pages, and nothing broke the policy").toEqual([]);
      await visitor.leave();
      host.stop();
      open.remove();
    },
  });

  framed("gets a frame with few rights, under a strict policy of its own", async ({ held: { held, home } }) => {
    const page = await held(embed(home));
    await portalIn(page);
    const frame = page.locator("iframe");
    await expect(frame).toHaveAttribute("sandbox", /^allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads allow-modals$/);
    await expect(frame).toHaveAttribute("title", "Electricity portal");
    await expect(frame).toHaveAttribute("lang", "en");
    await expect(frame).toHaveAttribute("loading", "lazy");
    await expect(frame).toHaveAttribute("allow", "clipboard-write; web-share");
    expect(await frame.evaluate((frame) => [getComputedStyle(frame).borderTopWidth, frame.clientWidth === frame.parentElement!.clientWidth])).toEqual(["0px", true]);
  });

  framed("says language, theme and page, and may change its mind", async ({ held: { held, home } }) => {
    const page = await held(embed(home, `language="hi" theme="dark" page="notices"`));
    const frame = await portalIn(page);
    const ground = () => frame.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await expect(frame.locator("html")).toHaveAttribute("lang", "hi");
    await expect(frame.locator("#heading")).toHaveText("सूचनाएँ");
    await expect.poll(ground).toBe("rgb(18, 17, 38)");
    const portal = page.locator("diya-portal");
    const titled = page.locator("iframe");
    await expect(titled).toHaveAttribute("title", "बिजली पोर्टल");
    await portal.evaluate((portal) => portal.setAttribute("theme", "light"));
    await expect.poll(ground).toBe("rgb(251, 246, 236)");
    const files: string[] = [];
    page.on("request", (request) => /words-[a-z]+-/.test(request.url()) && files.push(new URL(request.url()).pathname));
    // One that there is not counts as none: what is spoken stays.
    await portal.evaluate((portal) => portal.setAttribute("language", "bho"));
    await expect(titled).toHaveAttribute("title", "बिजली पोर्टल · Electricity portal");
    await page.waitForTimeout(1_000);
    await expect(frame.locator("#heading")).toHaveText("सूचनाएँ");
    expect(files).toEqual([]);
    await portal.evaluate((portal) => portal.setAttribute("language", "en"));
    await expect(frame.locator("#heading")).toHaveText("Notices");
    await expect(titled).toHaveAttribute("title", "Electricity portal");
    expect(files, "its file came when it was asked for").toEqual([expect.stringMatching(/^\/words-en-[0-9a-f]{16}\.txt$/)]);
    // What the person chooses stands, whatever else the page around changes.
    await frame.locator(".language").click();
    await expect(frame.locator("html")).toHaveAttribute("lang", "hi");
    await portal.evaluate((portal) => portal.setAttribute("theme", "dark"));
    await expect.poll(ground).toBe("rgb(18, 17, 38)");
    await expect(frame.locator("html")).toHaveAttribute("lang", "hi");
    await portal.evaluate((portal) => portal.setAttribute("page", "help"));
    await expect((await portalIn(page)).locator("#heading")).not.toHaveText(/Notices|सूचनाएँ/);
  });

  framed("that writes nonsense gets the portal as it is, or keeps its link", async ({ held: { held, home } }) => {
    const page = await held(embed(home, `language="<b>" theme="url(x)" page="../../evil" sandbox="" srcdoc="<p>"`));
    const frame = await portalIn(page);
    expect(new URL(frame.url()).hash).toBe("#/");
    const portal = page.locator("diya-portal");
    for (const src of ["javascript:alert(1)", "http://elsewhere.example/", "//", "https://user:word@elsewhere.example/", "data:text/html,x"]) {
      await portal.evaluate((portal, src) => portal.setAttribute("src", src), src);
      await expect(page.locator("iframe"), src).toHaveCount(0);
      await expect(page.getByRole("link", { name: "Open the portal" }), src).toBeVisible();
    }
    // Without one it is where the script came from.
    await portal.evaluate((portal) => portal.removeAttribute("src"));
    expect(new URL((await portalIn(page)).url()).origin).toBe(new URL(home).origin);
    await page.locator("diya-portal").evaluate((portal) => portal.remove());
    expect(await page.locator("iframe").count()).toBe(0);
  });

  framed("asks for a language whose file cannot be had: the frame speaks on, and says what it speaks", async ({ held: { held, home }, origin }) => {
    const page = await held(embed(home, `language="hi" page="notices"`));
    const frame = await portalIn(page);
    await expect(frame.locator("#heading")).toHaveText("सूचनाएँ");
    // The digest does not hold for half a file.
    origin.cut(".txt", "short");
    const asked = page.waitForResponse((response) => response.url().includes("/words-en-"));
    await page.locator("diya-portal").evaluate((portal) => portal.setAttribute("language", "en"));
    await asked;
    await page.waitForTimeout(1_000);
    await expect(frame.locator("#heading")).toHaveText("सूचनाएँ");
    await expect(frame.locator("html")).toHaveAttribute("lang", "hi");
    origin.mend();
  });

  framed("keeps its own history: the portal adds nothing to it", async ({ held: { host, held, home } }) => {
    const page = await held("<p>The page before</p>");
    await page.goto(host.page("/portal", embed(home), strict(home)));
    const frame = await portalIn(page);
    const before = await page.evaluate(() => history.length);
    for (const name of ["Notices", "Help", "Use", "Recharge"]) {
      await frame.getByRole("navigation").getByRole("link").filter({ hasText: name }).click();
      await expect(frame.getByRole("navigation").locator("[aria-current=page]")).toContainText(name);
    }
    const portal = page.locator("diya-portal");
    for (const [name, value] of [["language", "hi"], ["theme", "dark"], ["page", "help"]] as const) {
      await portal.evaluate((portal, [name, value]) => portal.setAttribute(name!, value!), [name, value]);
    }
    await expect((await portalIn(page)).locator("#heading")).toHaveText(/मदद/);
    expect(await page.evaluate(() => history.length)).toBe(before);
    await page.goBack();
    await expect(page.locator("body"), "one step back is the page before").toHaveText("The page before");
  });

  framed("sees the way to sign in, in a window that is no frame's", async ({ held: { held, home } }) => {
    const frame = await portalIn(await held(embed(home)));
    await expect(frame.locator("main")).toContainText("For your safety, signing in opens in a window of its own.");
    const window = await followed(frame);
    expect([window.search, window.hash]).toEqual(["", "#/"]);
  });

  framed("may be 400 pixels wide, by day and by night, in both languages", async ({ held: { held, home } }) => {
    framed.setTimeout(120_000);
    for (const language of ["en", "hi"]) {
      for (const theme of ["light", "dark"]) {
        const page = await held(embed(home, `language="${language}" theme="${theme}"`));
        const frame = await portalIn(page);
        for (const fragment of ["#/", "#/notices", "#/help", "#/account", "#/recharge"]) {
          await goTo(frame, fragment);
          await expect.poll(() => isFitted(page, frame), { message: fragment }).toBe(true);
          await fits(frame, `${fragment} ${language} ${theme}`);
          expect.soft(await violations(frame), `${fragment} ${language} ${theme}`).toEqual([]);
        }
        await page.close();
      }
    }
  });
});

const NOT_SIZES: [string, unknown][] = [
  ["no object", 700],
  ["nothing", null],
  ["a list", [1, "size", 700]],
  ["a text", '{"diya":1,"type":"size","height":700}'],
  ["below zero", { diya: 1, type: "size", height: -1 }],
  ["a fraction", { diya: 1, type: "size", height: 700.5 }],
  ["a numeral", { diya: 1, type: "size", height: "700" }],
  ["too tall", { diya: 1, type: "size", height: 20_001 }],
  ["huge", { diya: 1, type: "size", height: 1e308 }],
  ["without end", { diya: 1, type: "size", height: Infinity }],
  ["no number", { diya: 1, type: "size", height: NaN }],
  ["more than asked", { diya: 1, type: "size", height: 700, style: "position:fixed" }],
  ["less than asked", { diya: 1, type: "size" }],
  ["another type", { diya: 1, type: "open", height: 700 }],
  ["another version", { diya: 2, type: "size", height: 700 }],
];

const NOT_HELLOS: [string, unknown][] = [
  ["no object", "hello"],
  ["nothing", null],
  ["a word for another", { diya: 1, type: "size", height: 700 }],
  ["another version", { diya: 2, type: "hello", language: "hi", theme: "dark" }],
  ["a language that there is not", { diya: 1, type: "hello", language: "fr", theme: "dark" }],
  ["markup", { diya: 1, type: "hello", language: "<img src=x onerror=alert(1)>", theme: "dark" }],
  ["a list for a word", { diya: 1, type: "hello", language: ["hi"], theme: "dark" }],
  ["a theme that is a style", { diya: 1, type: "hello", language: "hi", theme: "dark;position:fixed" }],
  ["more than asked", { diya: 1, type: "hello", language: "hi", theme: "dark", number: "102345678" }],
  ["less than asked", { diya: 1, type: "hello", language: "hi" }],
];

test.describe("a hostile page", () => {
  test("and its other frames say what they like: neither side believes it", async ({ browser, sandbox, origin, release }) => {
    const [host, other] = [await Host.serve("localhost"), await Host.serve("localhost")];
    const open = listing(release, [host.origin]);
    origin.publish(open.dist);
    const visitor = await Visitor.come(browser);
    try {
      const sibling = other.page("/", "<p>Somebody else</p>");
      const policy = strict(origin.url).replace("frame-src", `frame-src ${other.origin}`);
      const page = await visitor.open(host.page("/", `${embed(origin.url)}<iframe title="Other" src="${sibling}"></iframe>`, policy), sandbox);
      const frame = await portalIn(page);
      await expect.poll(() => isFitted(page, frame)).toBe(true);
      const [before, mark] = [await tall(page), () => frame.evaluate(() => [document.documentElement.lang, document.documentElement.dataset.host, document.documentElement.style.colorScheme])];
      const stranger = page.frames().find((one) => one.url().startsWith(other.origin))!;
      // To the page around: from the portal itself with a wrong form, from others with the right one.
      for (const [what, data] of NOT_SIZES) {
        await frame.evaluate((data) => parent.postMessage(data, "*"), data);
        await page.waitForTimeout(50);
        expect(await tall(page), what).toBe(before);
      }
      const right = { diya: 1, type: "size", height: 7_777 };
      await stranger.evaluate((data) => parent.postMessage(data, "*"), right);
      await page.evaluate((data) => window.postMessage(data, "*"), right);
      await page.waitForTimeout(300);
      expect(await tall(page), "others say the right thing").toBe(before);
      // To the frame: from the page around with a wrong form, from others with the right one.
      const known = ["en", "listed", ""];
      for (const [what, data] of NOT_HELLOS) {
        await page.evaluate((data) => document.querySelector("iframe")!.contentWindow!.postMessage(data, "*"), data);
        await page.waitForTimeout(100);
        expect(await mark(), what).toEqual(known);
      }
      const hello = { diya: 1, type: "hello", language: "hi", theme: "dark" };
      await stranger.evaluate((data) => parent.frames[0]!.postMessage(data, "*"), hello);
      await frame.evaluate((data) => window.postMessage(data, "*"), hello);
      await page.waitForTimeout(300);
      expect(await mark(), "others say the right thing").toEqual(known);
      // And the same words from whom they should come from are believed, so the silence above was not deafness.
      await page.evaluate((data) => document.querySelector("iframe")!.contentWindow!.postMessage(data, "*"), hello);
      await expect.poll(mark).toEqual(["hi", "listed", "dark"]);
      await frame.evaluate((data) => parent.postMessage(data, "*"), right);
      await expect.poll(() => tall(page)).toBe(7_777);
      expect(visitor.wrongs).toEqual([]);
    } finally {
      await visitor.leave();
      for (const one of [host, other]) one.stop();
      open.remove();
    }
  });

  test("that is not listed says hello in the right form: it stays a stranger", async ({ browser, sandbox, origin, release }) => {
    const host = await Host.serve("localhost");
    const open = listing(release, ["https://somebody.example"], host.origin);
    origin.publish(open.dist);
    const visitor = await Visitor.come(browser);
    try {
      const page = await visitor.open(host.page("/", embed(origin.url, `language="hi" theme="dark"`), strict(origin.url)), sandbox);
      const frame = await portalIn(page);
      const asked: string[] = [];
      page.on("request", (request) => request.url().includes("/v1/") && asked.push(request.url()));
      await expect(frame.locator("main")).toContainText("यह पेज ऐसी साइट के भीतर दिख रहा है");
      await expect(frame.locator("html")).toHaveAttribute("data-host", "stranger");
      await page.evaluate(() => {
        for (let i = 0; i < 100; i++) document.querySelector("iframe")!.contentWindow!.postMessage({ diya: 1, type: "hello", language: "en", theme: "dark" }, "*");
      });
      await page.waitForTimeout(6_000);
      await expect(frame.locator("html")).toHaveAttribute("data-host", "stranger");
      await cannotPay(frame);
      expect(asked, "nobody is asked about").toEqual([]);
    } finally {
      await visitor.leave();
      host.stop();
      open.remove();
    }
  });

  test("storms with ten thousand messages, and is as tall and as quick afterwards", async ({ browser, origin, release }) => {
    const host = await Host.serve("localhost");
    const open = listing(release, [host.origin]);
    origin.publish(open.dist);
    const visitor = await Visitor.come(browser);
    try {
      const page = await visitor.open(host.page("/", embed(origin.url), strict(origin.url)), null);
      const frame = await portalIn(page);
      await expect.poll(() => isFitted(page, frame)).toBe(true);
      await page.evaluate(() => {
        const counted = window as unknown as { changes: number };
        counted.changes = 0;
        new MutationObserver((records) => (counted.changes += records.length)).observe(document.querySelector("iframe")!, { attributes: true, attributeFilter: ["height"] });
      });
      const changes = () => page.evaluate(() => (window as unknown as { changes: number }).changes);
      await frame.evaluate(() => {
        for (let i = 0; i < 10_000; i++) parent.postMessage({ diya: 1, type: "size", height: 500 + (i % 2) * 400 }, "*");
      });
      await page.waitForTimeout(2_000);
      const once = await changes();
      console.log(`10,000 sizes: the height changed ${once} times`);
      expect(once).toBeLessThanOrEqual(60);
      await frame.evaluate(() => {
        const counted = window as unknown as { turns: number };
        counted.turns = 0;
        new MutationObserver((records) => (counted.turns += records.length)).observe(document.documentElement, { attributes: true, attributeFilter: ["lang"] });
      });
      await page.evaluate(() => {
        const frame = document.querySelector("iframe")!.contentWindow!;
        for (let i = 0; i < 10_000; i++) frame.postMessage({ diya: 1, type: "hello", language: i % 2 ? "en" : "hi", theme: i % 2 ? "light" : "dark" }, "*");
      });
      await page.waitForTimeout(2_000);
      const turns = await frame.evaluate(() => (window as unknown as { turns: number }).turns);
      console.log(`10,000 greetings: the language turned ${turns} times`);
      expect(turns).toBeLessThanOrEqual(60);
      // Enough rest that the frame may become shorter once more.
      await page.waitForTimeout(5_000);
      await frame.getByRole("navigation").getByRole("link").filter({ hasText: "Notices" }).click({ timeout: 3_000 });
      await expect(frame.locator("#heading")).toHaveText("Notices");
      await expect.poll(() => isFitted(page, frame), { message: "as tall as before the storm" }).toBe(true);
      expect(visitor.wrongs).toEqual([]);
    } finally {
      await visitor.leave();
      host.stop();
      open.remove();
    }
  });

  test("whose width follows the height of the frame comes to rest, with nothing cut off", async ({ browser, origin, release }) => {
    test.setTimeout(120_000);
    const host = await Host.serve("localhost");
    const open = listing(release, [host.origin]);
    origin.publish(open.dist);
    const visitor = await Visitor.come(browser);
    try {
      const page = await visitor.open(host.page("/", embed(origin.url), strict(origin.url)), null);
      const frame = await portalIn(page);
      await expect.poll(() => isFitted(page, frame)).toBe(true);
      const bound = await tall(page);
      await page.evaluate((bound) => {
        const counted = window as unknown as { shrinks: number; growths: number };
        [counted.shrinks, counted.growths] = [0, 0];
        const frame = document.querySelector("iframe")!;
        let before = Number(frame.height);
        // Narrow makes it taller than the bound, wide makes it as tall: as a page whose scroll bar comes and goes.
        const narrow = () => (frame.parentElement!.style.width = Number(frame.height) > bound ? "" : "250px");
        new MutationObserver(() => {
          counted[Number(frame.height) < before ? "shrinks" : "growths"] += 1;
          before = Number(frame.height);
          narrow();
        }).observe(frame, { attributes: true, attributeFilter: ["height"] });
        narrow();
      }, bound);
      const counted = () => page.evaluate(() => [(window as unknown as { shrinks: number }).shrinks, (window as unknown as { growths: number }).growths]);
      /** How often it changed until it stood still for longer than a shrink takes to come back. */
      const atRest = async () => {
        for (let [before, since] = [await counted(), Date.now()]; Date.now() - since < 11_000; ) {
          await page.waitForTimeout(250);
          const now = await counted();
          if (now.join() !== before.join()) [before, since] = [now, Date.now()];
        }
        return counted();
      };
      const [shrinks, growths] = await atRest();
      console.log(`a page that swings: ${shrinks} times shorter, ${growths} times taller, then at rest`);
      expect(shrinks, "it swings, until it is held").toBeGreaterThanOrEqual(9);
      expect(shrinks).toBeLessThanOrEqual(14);
      expect(growths! - shrinks!, "and is left tall").toBe(1);
      const content = () => frame.evaluate(() => document.documentElement.getBoundingClientRect().height);
      expect(await content(), "nothing is cut off").toBeLessThanOrEqual(await tall(page));
      // What happens in the frame later is followed again, and comes to rest again.
      await frame.getByRole("navigation").getByRole("link").filter({ hasText: "Help" }).click();
      const [later] = await atRest();
      expect(later! - shrinks!, "by no more than came back").toBeLessThanOrEqual(10);
      expect(await content()).toBeLessThanOrEqual(await tall(page));
      expect(visitor.wrongs).toEqual([]);
    } finally {
      await visitor.leave();
      host.stop();
      open.remove();
    }
  });

  test("lays its own things over the frame: there is nothing to pay below them", async ({ browser, sandbox, origin, release }) => {
    const host = await Host.serve("127.0.0.1");
    const open = listing(release, [host.origin]);
    origin.publish(open.dist);
    const visitor = await Visitor.come(browser);
    try {
      // Signed in, of the same site, with an order to pay: as much as a frame can ever know.
      const order = await visitor.order(sandbox, origin.url);
      const page = await visitor.open(host.page("/", embed(origin.url), strict(origin.url)), sandbox);
      await page.evaluate(() => {
        const over = document.createElement("button");
        over.textContent = "You have won";
        Object.assign(over.style, { position: "fixed", inset: "0", width: "100%", height: "100%", opacity: "0.01", pointerEvents: "none" });
        document.body.append(over);
      });
      const frame = await portalIn(page);
      await expect(frame.locator(".amount").first()).toBeVisible({ timeout: 15_000 });
      for (const fragment of [`#/recharge/${order}`, "#/recharge", "#/", "#/history"]) {
        await goTo(frame, fragment);
        await cannotPay(frame);
        // Whatever the page makes people press below its overlay, no order comes of it.
        for (const button of await frame.locator("main button, main a.button:not([target])").all()) await button.click({ timeout: 1_000, noWaitAfter: true }).catch(() => {});
        await cannotPay(frame);
      }
      expect((await sandbox.orders()).map(({ id }) => id)).toEqual([order]);
      expect(visitor.wrongs).toEqual([]);
    } finally {
      await visitor.leave();
      host.stop();
      open.remove();
    }
  });
});

test("whoever comes back from signing in finds the account, if the browser lets it", async ({ browser, sandbox, origin, release }) => {
  test.setTimeout(90_000);
  const host = await Host.serve("127.0.0.1");
  const open = listing(release, [host.origin]);
  origin.publish(open.dist);
  const visitor = await Visitor.come(browser);
  try {
    const page = await visitor.open(host.page("/", embed(origin.url), strict(origin.url)), sandbox);
    const frame = await portalIn(page);
    await expect(frame.locator("main")).toContainText("signing in opens in a window of its own");
    // English is the page's wish, and not what the person chose for the portal's own window.
    expect(await frame.evaluate(() => localStorage.getItem("diya.language"))).toBeNull();
    const look = async (hidden: boolean) => {
      await frame.evaluate((hidden) => Object.defineProperty(document, "hidden", { configurable: true, get: () => hidden }), hidden);
      await page.waitForTimeout(5_500);
    };
    const asked: string[] = [];
    page.on("request", (request) => request.url().includes("/v1/") && asked.push(request.url()));
    // Nobody signed in meanwhile: asked once, and not again and again.
    await look(true);
    await look(false);
    await page.waitForTimeout(11_000);
    expect(asked.filter((url) => url.endsWith("/account"))).toHaveLength(1);
    await look(true);
    await visitor.order(sandbox, origin.url);
    await look(false);
    await expect(frame.locator(".amount").first()).toBeVisible({ timeout: 20_000 });
    await cannotPay(frame);
    expect(visitor.wrongs).toEqual([]);
  } finally {
    await visitor.leave();
    host.stop();
    open.remove();
  }
});

test.describe("what pages of others may read", () => {
  test("is the portal's own files, the same for everybody, and no answer of the API", async ({ browser, sandbox, origin, release }) => {
    const host = await Host.serve("localhost");
    const open = listing(release, [host.origin]);
    origin.publish(open.dist);
    const visitor = await Visitor.come(browser);
    try {
      await visitor.order(sandbox, origin.url);
      const page = await visitor.open(host.page("/", "<p>Reads what it can</p>"), sandbox);
      const read = (path: string, credentials: RequestCredentials) =>
        page.evaluate(([url, credentials]) => fetch(url!, { credentials: credentials as RequestCredentials }).then((got) => got.status, () => "refused"), [`${origin.url}${path}`, credentials]);
      for (const path of ["/config.json", "/index.html", "/bulletin.jws", "/embed.js"]) {
        expect(await read(path, "omit"), path).toBe(200);
        expect(await read(path, "include"), `${path}, as somebody`).toBe("refused");
      }
      for (const path of ["/v1/account", "/v1/recharges", "/v1/session", "/v1/", "/notices.html", "/icons/diya.svg"]) {
        expect(await read(path, "omit"), path).toBe("refused");
        expect(await read(path, "include"), `${path}, as somebody`).toBe("refused");
      }
    } finally {
      await visitor.leave();
      host.stop();
      open.remove();
    }
  });

  test("is needed by a frame without an origin, which else stays at its first paint", async ({ browser, sandbox, origin, release }) => {
    const host = await Host.serve("127.0.0.1");
    const listed = listing(release, [host.origin]);
    const open = listed.next((next) => next.write("_headers", next.read("_headers").toString().replaceAll("  Access-Control-Allow-Origin: *\n", "")));
    origin.publish(open.dist);
    const visitor = await Visitor.come(browser);
    try {
      const page = await visitor.open(host.page("/", bare(origin.url, `sandbox="allow-scripts"`), strict(origin.url)), sandbox);
      const frame = (await (await page.locator("iframe").elementHandle())!.contentFrame())!;
      await expect(frame.locator('a[href="tel:1912"]').first()).toBeVisible();
      await page.waitForTimeout(3_000);
      expect(await frame.locator("#heading").count()).toBe(0);
    } finally {
      await visitor.leave();
      host.stop();
      for (const one of [listed, open]) one.remove();
    }
  });
});

test("a page that the headers do not let in keeps its link", async ({ browser, sandbox, origin }) => {
  const host = await Host.serve("localhost");
  const visitor = await Visitor.come(browser);
  try {
    // Without a listed origin not even the script is given out; the page has a copy of it.
    const script = readFileSync(join(DIST, "embed.js"), "utf8");
    const page = await visitor.open(host.page("/", `${embed(origin.url)}<script>${script}</script>`), sandbox);
    const frame = (await (await page.locator("iframe").elementHandle())!.contentFrame())!;
    await page.waitForTimeout(1_000);
    expect(await frame.locator("#app").count()).toBe(0);
    await expect(page.getByRole("link", { name: "Open the portal" })).toBeVisible();
  } finally {
    await visitor.leave();
    host.stop();
  }
});

test("the script for other pages is small, and says so only of what is its own", () => {
  expect(brotliCompressSync(readFileSync(join(DIST, "embed.js"))).length).toBeLessThanOrEqual(2_048);
});
