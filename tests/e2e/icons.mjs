// `npm run icons`: draws the icons of home screens from public/icons/diya.svg. They are committed; run this when the drawing
// has changed.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const ICONS = fileURLToPath(new URL("../../public/icons/", import.meta.url));
const GROUND = "#1b1a3f";
/** How much of the width the drawing takes. A mask may cut away all outside of a circle of 80 % (W3C Manifest, icon masks). */
const DRAWN = [
  { name: "diya-192.png", size: 192, scale: 1 },
  { name: "diya-512.png", size: 512, scale: 1 },
  { name: "diya-maskable-192.png", size: 192, scale: 0.8, ground: GROUND },
  { name: "diya-maskable-512.png", size: 512, scale: 0.8, ground: GROUND },
  { name: "apple-touch-icon.png", size: 180, scale: 0.9, ground: GROUND },
];

const svg = `data:image/svg+xml;base64,${readFileSync(`${ICONS}diya.svg`).toString("base64")}`;
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"] });
const page = await browser.newPage();
for (const { name, size, scale, ground } of DRAWN) {
  await page.setViewportSize({ width: size, height: size });
  const side = size * scale;
  const margin = (size - side) / 2;
  await page.setContent(`<body style="margin:0;background:${ground ?? "transparent"}"><img src="${svg}" style="display:block;margin:${margin}px" width="${side}" height="${side}">`);
  await page.locator("img").evaluate((image) => image.decode());
  await page.screenshot({ path: ICONS + name, omitBackground: true });
}
await browser.close();
