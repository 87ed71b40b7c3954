// The portal, lived through in Debian's Chromium on a 360×640 phone. `cargo xtask test --only e2e` builds what it needs
// and says where it is: DIYA_SANDBOX, DIYA_DIST, CHROMIUM.
import { defineConfig } from "@playwright/test";

export const launchOptions = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

export default defineConfig({
  testDir: "specs",
  outputDir: "output",
  snapshotPathTemplate: "{testDir}/__snapshots__/{testFileName}/{arg}{ext}",
  // Every test resets the sandbox of its worker, so any order will do.
  fullyParallel: true,
  workers: 2,
  // A shared machine may stall once; a test that needs its second try is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // The others print the kill matrix, what frames get, and the access matrix, if those ran.
  reporter: [["list"], ["./support/matrix-reporter.ts"], ["./support/frame-reporter.ts"], ["./support/access-reporter.ts"]],
  use: {
    launchOptions,
    viewport: { width: 360, height: 640 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
    locale: "hi-IN",
    timezoneId: "Asia/Kolkata",
    // The specs of the service worker let it in; for all others every page comes from the sandbox.
    serviceWorkers: "block",
    trace: "retain-on-failure",
  },
});
