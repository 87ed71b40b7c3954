// Aria snapshots to the letter. Playwright's own writes every number as a pattern; here dates and amounts are the point.
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import type { Portal } from "./portal.ts";

/** Names that differ from run to run. */
function named(text: string): string {
  return text
    .replace(/http:\/\/127\.0\.0\.1:\d+/g, "<portal>")
    .replace(/(Bulletin number|सूचना-पत्री संख्या) \d+/g, "$1 <version>")
    .replace(/upi:\/\/pay\?\S+/g, "upi://<payment string>")
    .replace(/(- timer: ).+/g, "$1<time left>")
    .replace(/#\/recharge\/[A-Za-z0-9_-]+/g, "#/recharge/<order>")
    .replace(/(Recharge number|रिचार्ज नंबर|Payment reference|भुगतान संदर्भ)\n(\s+- definition): .+/g, "$1\n$2: <name>");
}

/** Compares the page with what it said when the snapshot was taken. All differences of a walk are shown at once. */
export async function says(portal: Portal, name: string): Promise<void> {
  const file = `${name}-${portal.language}.yml`;
  const expected = await readFile(test.info().snapshotPath(file), "utf8").catch(() => null);
  const heard = async () => named(await portal.main.ariaSnapshot()) + "\n";
  await portal.settled();
  if (expected === null) {
    await expect.poll(async () => (await heard()) === (await heard()), { message: "the page is at rest" }).toBe(true);
  } else {
    // A page that is still changing is given time; what it then says is compared below, with its differences.
    await expect.poll(heard, { timeout: 2_500 }).toBe(expected).catch(() => {});
  }
  expect.soft(await heard()).toMatchSnapshot(file);
}
