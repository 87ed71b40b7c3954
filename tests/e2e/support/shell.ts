// `test` with a phone whose portal comes from a static host that can be stopped, and looks into what the phone keeps of it.
import type { Page } from "@playwright/test";
import { Origin } from "./origin.ts";
import { Phone } from "./phone.ts";
import { Release } from "./release.ts";
import { test as base, expect } from "./test.ts";

type Shell = {
  /** Whether the phone's browser can be killed. */
  mortal: boolean;
  /** The path below which the portal is served. */
  base: string;
  origin: Origin;
  phone: Phone;
};

export const test = base.extend<Shell, { release: Release }>({
  mortal: [false, { option: true }],
  base: ["/", { option: true }],

  release: [
    async ({ sandbox }, use) => {
      const release = await Release.built(sandbox);
      await use(release);
      release.remove();
    },
    { scope: "worker" },
  ],

  origin: async ({ sandbox, release, base, at }, use) => {
    await sandbox.reset(at);
    const origin = await Origin.serve(sandbox, release.dist, base);
    await use(origin);
    await origin.stop();
  },

  phone: async ({ browser, sandbox, origin, mortal }, use) => {
    const phone = await Phone.boot(sandbox, browser, mortal, origin.url);
    await use(phone);
    expect(phone.wrongs, "nothing went wrong in the pages").toEqual([]);
    await phone.bin();
  },
});

/** Waits until the phone keeps a whole version. */
export async function kept(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active!.state === "activated") return;
    await new Promise<void>((done) => active!.addEventListener("statechange", () => active!.state === "activated" && done()));
  });
}

/** Everything that lies in any cache: path, and what it says. */
export async function cached(page: Page): Promise<{ path: string; text: string }[]> {
  return page.evaluate(async () => {
    const all: { path: string; text: string }[] = [];
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        all.push({ path: new URL(request.url).pathname, text: await (await cache.match(request))!.text() });
      }
    }
    return all.sort((one, other) => (one.path < other.path ? -1 : 1));
  });
}

/** How many service workers there are, and how many caches. */
export async function traces(page: Page): Promise<{ workers: number; caches: number }> {
  return page.evaluate(async () => ({
    workers: (await navigator.serviceWorker.getRegistrations()).length,
    caches: (await caches.keys()).length,
  }));
}

/** The state of the worker that was fetched last. */
export async function lookForUpdate(page: Page): Promise<void> {
  await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update().catch(() => {})));
}

export { expect };
