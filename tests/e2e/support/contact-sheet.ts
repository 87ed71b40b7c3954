// Puts the pictures of the tour together when all are taken: a sheet for each place, language and theme, and a small one of
// all of them for the README.
import { existsSync, readdirSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium, type Page } from "@playwright/test";
import { launchOptions } from "../playwright.config.ts";
import { LANGUAGES, MOMENTS, PLACES, THEMES } from "./tour.ts";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export const TOUR = here("../output/tour");
const SHEETS = here("../output");
const PICTURE = here("../../../docs/pictures/contact-sheet.jpg");

/** What stands in a row of the README's sheet: the days of the incident, then the ways of a recharge. */
const ROW = [
  ...["diwali-attract", "stranger-otp", "before-home", "dead-home", "diwali-home", "diwali-proof", "diwali-notices", "diwali-recharge"],
  ...["diwali-order", "diwali-asked", "diwali-order-paid", "diwali-history", "diwali-use", "diwali-help", "dead-complaint-kept"],
  ...["repaired-complaint-sent", "repaired-household", "cut-home"],
];
const ROWS = [
  ...["phone-hi-light", "phone-en-dark", "phone-ur-light"],
  ...["frame-en-light", "kiosk-hi-light"],
];

const style = `
  body { margin: 0; padding: 12px; background: #8a86a0; font: 600 13px system-ui; width: max-content }
  section { display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start; margin-bottom: 16px }
  figure { margin: 0 } figcaption { color: #fff; padding: 2px 0 } img { display: block; width: 100% } .crop { overflow: hidden }`;

function figure(file: string, width: number, height?: number, caption?: string): string {
  const crop = height ? ` style="max-height:${height}px"` : "";
  const said = caption ? `<figcaption>${caption}</figcaption>` : "";
  return `<figure style="width:${width}px">${said}<div class="crop"${crop}><img src="${pathToFileURL(resolve(TOUR, file))}"></div></figure>`;
}

async function sheet(page: Page, body: string, path: string, options = {}): Promise<void> {
  await page.goto(pathToFileURL(TOUR).href);
  await page.setContent(`<style>${style}</style>${body}`, { waitUntil: "load" });
  await page.locator("body").screenshot({ path, timeout: 60_000, ...options });
}

export default async function putTogether(): Promise<void> {
  const files = existsSync(TOUR) ? readdirSync(TOUR).filter((name) => name.endsWith(".png")) : [];
  if (files.length === 0) return;
  const order = MOMENTS.flatMap(({ name, pages }) => [...new Set([...pages, "help"])].map((page) => `${name}-${page}`));
  const browser = await chromium.launch(launchOptions);
  try {
    const page = await browser.newPage({ viewport: { width: 3_200, height: 1_000 } });
    for (const place of Object.keys(PLACES)) {
      for (const kind of LANGUAGES.flatMap((language) => THEMES.map((theme) => `${place}-${language}-${theme}`))) {
        const there = order.filter((stop) => files.includes(`${kind}-${stop}.png`));
        if (there.length === 0) continue;
        const wide = place === "kiosk" ? 480 : 330;
        const figures = there.map((stop) => figure(`${kind}-${stop}.png`, wide, undefined, stop));
        await sheet(page, `<section style="width:${(wide + 12) * (place === "kiosk" ? 6 : 9)}px">${figures.join("")}</section>`, resolve(SHEETS, `contact-sheet-${kind}.png`));
      }
    }
    const rows = ROWS.map((kind) => {
      const figures = ROW.filter((stop) => files.includes(`${kind}-${stop}.png`)).map((stop) => figure(`${kind}-${stop}.png`, 132, 235));
      return `<section style="flex-wrap:nowrap;gap:8px;margin-bottom:8px">${figures.join("")}</section>`;
    });
    await sheet(page, rows.join(""), PICTURE, { type: "jpeg", quality: 72 });
  } finally {
    await browser.close();
  }
}
