// Several mirrors of the bulletin, some of them behind, hanging or gone: the newest that can be had is shown.
import type { Page, Route } from "@playwright/test";
import type { Sandbox } from "../support/sandbox.ts";
import { expect, test } from "../support/test.ts";

test.use({ at: "2024-10-30T18:00:00+05:30" });

const EARLIER = "No supply is cut for balance until the server is repaired";
const LATER = "After a week supply still is not cut";

/** The configuration names two mirrors; the first answers as told, the second is the sandbox's own. */
async function twoMirrors(page: Page, first: (route: Route) => Promise<void>): Promise<void> {
  await page.route("**/config.json", async (route) => {
    const config = await (await route.fetch()).json();
    config.bulletin.mirrors = ["/first.jws", "/bulletin.jws"];
    await route.fulfill({ json: config });
  });
  await page.route("**/first.jws", first);
}

const bulletin = async (sandbox: Sandbox) => (await fetch(`${sandbox.url}/bulletin.jws`)).text();
const serving = (body: string) => (route: Route) => route.fulfill({ status: 200, contentType: "application/jose+json", body });

test("a first mirror that stopped being fed does not hide the newest", async ({ portal, page, sandbox }) => {
  await twoMirrors(page, serving(await bulletin(sandbox)));
  await portal.reopenAt("2024-11-04T12:00:00+05:30", "#/notices");
  await expect(page.getByRole("heading", { name: LATER })).toBeVisible();
});

test("a mirror older than what was seen is passed over, even when the kept bulletin is lost", async ({ portal, page, sandbox }) => {
  const earlier = await bulletin(sandbox);
  await portal.reopenAt("2024-11-04T12:00:00+05:30", "#/notices");
  await expect(page.getByRole("heading", { name: LATER })).toBeVisible();
  // The bulletin is lost, the version seen is not.
  await page.evaluate(
    () =>
      new Promise<void>((done) => {
        const asked = indexedDB.open("diya");
        asked.onsuccess = () => {
          const removal = asked.result.transaction("kept", "readwrite").objectStore("kept").delete("bulletin");
          removal.transaction!.oncomplete = () => done();
        };
      }),
  );
  await page.route("**/bulletin.jws", serving(earlier));
  await portal.reload();
  await expect(portal.main).toContainText("The utility's bulletin could not be fetched.");
  await expect(page.getByRole("article")).toHaveCount(0);
  await page.unroute("**/bulletin.jws");
  await twoMirrors(page, serving(earlier));
  await portal.reload();
  await expect(page.getByRole("heading", { name: LATER })).toBeVisible();
});

test("a first mirror that hangs is given up in time", async ({ portal, page }) => {
  await twoMirrors(page, () => new Promise(() => {}));
  await portal.open("#/notices");
  await page.clock.fastForward(4_500);
  await expect(page.getByRole("heading", { name: EARLIER })).toBeVisible();
});

test("when all mirrors fail, what was kept stays with its age", async ({ portal, page }) => {
  await portal.open("#/notices");
  await expect(page.getByRole("heading", { name: EARLIER })).toBeVisible();
  await twoMirrors(page, (route) => route.abort());
  await page.route("**/bulletin.jws", (route) => route.fulfill({ status: 500, body: "" }));
  await portal.reopenAt("2024-10-30T20:00:00+05:30", "#/notices");
  await expect(page.getByRole("heading", { name: EARLIER })).toBeVisible();
  await expect(portal.main).toContainText("checked 2 h ago");
});
