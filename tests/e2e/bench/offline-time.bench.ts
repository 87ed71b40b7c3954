// How long it takes, without the host, from the navigation to the last known balance on the screen: the portal, against a
// plain page with the same words that another service worker serves in the same way. A ratio, because machines differ.
import type { Page } from "@playwright/test";
import { FAMILY, Portal } from "../support/portal.ts";
import { Origin } from "../support/origin.ts";
import { expect, kept, test } from "../support/shell.ts";

const RUNS = 21;
const BALANCE = "₹84.53";

/** The plainest service worker that serves one page from a cache. */
const PLAIN_WORKER = `
addEventListener("install", (event) => event.waitUntil(caches.open("plain").then((cache) => cache.add("plain.html"))));
addEventListener("fetch", (event) => event.respondWith(caches.match(event.request).then((kept) => kept || fetch(event.request))));
`;
const plainPage = (words: string) => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Plain</title><p>${words}</p></html>`;

/** Milliseconds from the navigation to the paint in which these words stand, as the page itself saw it. */
async function seen(page: Page, address: string): Promise<number> {
  await page.goto("about:blank");
  await page.goto(address, { waitUntil: "commit" });
  return page.evaluate(
    (words) =>
      new Promise<number>((done) => {
        const look = () => {
          if (!document.body?.innerText.includes(words)) return void requestAnimationFrame(look);
          // In the frame after this one it is on the screen.
          requestAnimationFrame(() => done(performance.now()));
        };
        look();
      }),
    BALANCE,
  );
}

const median = (values: number[]) => [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)]!;

test("offline, the last known balance against a plain page with the same words", async ({ browser, origin, release, sandbox }) => {
  test.setTimeout(300_000);
  const context = await browser.newContext({ viewport: { width: 360, height: 640 }, isMobile: true, hasTouch: true, locale: "hi-IN", serviceWorkers: "allow" });
  // The date is the utility's; what measures is left alone.
  await context.addInitScript((ahead) => {
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...parts: [number]) {
        super(...((parts.length ? parts : [Real.now() + ahead]) as [number]));
      }
      static now() {
        return Real.now() + ahead;
      }
    } as DateConstructor;
    Math.random = () => 0;
  }, (await sandbox.now()).getTime() - Date.now());
  const page = await context.newPage();
  const portal = new Portal(page, sandbox, origin.url);
  await portal.speak("en");
  await portal.signIn(FAMILY);
  await kept(page);
  const words = await portal.balance.innerText();
  const plain = release.next((next) => {
    next.write("plain.html", plainPage(words));
    next.write("plain.js", PLAIN_WORKER);
  });
  const host = await Origin.serve(sandbox, plain.dist);
  await page.goto(`${host.url}/plain.html`);
  await page.evaluate(async () => {
    await navigator.serviceWorker.register("plain.js");
    await navigator.serviceWorker.ready;
  });
  await origin.stop();
  await host.stop();

  const times: { portal: number[]; plain: number[] } = { portal: [], plain: [] };
  for (let run = 0; run < RUNS; run++) {
    times.plain.push(await seen(page, `${host.url}/plain.html`));
    times.portal.push(await seen(page, `${origin.url}/`));
  }
  await expect(page.locator("body")).toContainText(BALANCE);
  const ratio = median(times.portal.map((time, run) => time / times.plain[run]!));
  const told = (what: number[]) => `${median(what).toFixed(0)} ms (${Math.min(...what).toFixed(0)} to ${Math.max(...what).toFixed(0)})`;
  console.log(`plain page ${told(times.plain)}, portal ${told(times.portal)}, median ratio ${ratio.toFixed(2)} in ${RUNS} pairs`);
  plain.remove();
  await context.close();
});
