// `npm run offline-time`: measures, tests nothing.
import base from "./playwright.config.ts";

export default { ...base, testDir: "bench", testMatch: "*.bench.ts", workers: 1, reporter: "list", use: { ...base.use, trace: "off" as const } };
