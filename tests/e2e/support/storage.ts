// What lies in a browser's storage, seen from outside of the portal.
import type { Page } from "@playwright/test";

export type Kept = { version: number; kept: Record<string, string> };

/** All texts of the portal's database. */
export async function kept(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    // To open one that is not there would make it.
    if (!(await indexedDB.databases()).some(({ name }) => name === "diya")) return {};
    const asked = <T>(request: IDBRequest<T>) => new Promise<T>((found, failed) => ((request.onsuccess = () => found(request.result)), (request.onerror = () => failed(request.error))));
    const database = await asked(indexedDB.open("diya"));
    const store = database.transaction("kept").objectStore("kept");
    const [names, texts] = await Promise.all([asked(store.getAllKeys()), asked(store.getAll())]);
    database.close();
    return Object.fromEntries(names.map((name, place) => [String(name), String(texts[place])]));
  });
}

/** Lays texts into the portal's database as a release of this version would have written them; no portal may be open. */
export async function lay(page: Page, { version, kept }: Kept): Promise<void> {
  await page.evaluate(
    async ({ version, kept }) => {
      const database = await new Promise<IDBDatabase>((found, failed) => {
        const request = indexedDB.open("diya", version);
        request.onupgradeneeded = () => request.result.objectStoreNames.contains("kept") || request.result.createObjectStore("kept");
        request.onsuccess = () => found(request.result);
        request.onerror = () => failed(request.error);
      });
      const transaction = database.transaction("kept", "readwrite");
      for (const [name, text] of Object.entries(kept)) transaction.objectStore("kept").put(text, name);
      await new Promise((done) => (transaction.oncomplete = done));
      database.close();
    },
    { version, kept },
  );
}

/** A page of the origin on which no portal runs. */
export async function beside(page: Page, origin: string): Promise<void> {
  await page.goto(`${origin}/manifest.webmanifest`);
}

export async function quota(page: Page, origin: string, quotaSize: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  // Lasts as long as the session, which ends with the page.
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize });
}

export async function wipe(page: Page, origin: string, storageTypes: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Storage.clearDataForOrigin", { origin, storageTypes });
  await session.detach();
}

/** Everything that scripts of the page can find, by where it lies: what a curious person could look at. */
export async function everything(page: Page): Promise<Record<string, string>> {
  const found = await page.evaluate(async () => {
    const found: Record<string, string> = { title: document.title, address: location.href, state: JSON.stringify(history.state), "document.cookie": document.cookie };
    for (const [name, storage] of Object.entries({ localStorage, sessionStorage })) {
      for (const [key, text] of Object.entries(storage)) found[`${name} ${key}`] = String(text);
    }
    const asked = <T>(request: IDBRequest<T>) => new Promise<T>((done, failed) => ((request.onsuccess = () => done(request.result)), (request.onerror = () => failed(request.error))));
    for (const { name } of await indexedDB.databases()) {
      const database = await asked(indexedDB.open(name!));
      for (const store of database.objectStoreNames) {
        const opened = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([asked(opened.getAllKeys()), asked(opened.getAll())]);
        keys.forEach((key, place) => (found[`IndexedDB ${name}/${store}/${String(key)}`] = JSON.stringify(values[place])));
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) found[`Cache ${name} ${request.url}`] = await (await cache.match(request))!.text();
    }
    for (const registration of await navigator.serviceWorker.getRegistrations()) found[`service worker ${registration.scope}`] = registration.active?.scriptURL ?? "";
    return found;
  });
  for (const cookie of await page.context().cookies()) found[`cookie ${cookie.name}`] = cookie.value;
  return found;
}
