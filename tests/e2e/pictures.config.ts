// `node screenshots.mjs`: takes pictures, tests nothing.
import base from "./playwright.config.ts";

export default { ...base, globalTeardown: "./support/contact-sheet.ts", testDir: "pictures", testMatch: "*.pictures.ts", use: { ...base.use, trace: "off" as const } };
