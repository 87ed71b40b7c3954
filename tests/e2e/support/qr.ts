// What a phone's camera reads from the screen.
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { test, type Locator } from "@playwright/test";

const run = promisify(execFile);

/** The text of a QR code, by an independent reader. */
export async function decoded(picture: Locator): Promise<string> {
  const path = test.info().outputPath("qr.png");
  // Clear of the navigation, which stays at the bottom edge.
  await picture.evaluate((element) => element.scrollIntoView({ block: "center" }));
  await picture.screenshot({ path });
  const { stdout } = await run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", path]);
  return stdout.replace(/\n$/, "");
}
