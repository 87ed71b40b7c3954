// axe-core, brought into the page past its security policy, which forbids foreign scripts.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame, Page } from "@playwright/test";
import { expect } from "@playwright/test";

const SOURCE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary: string }[] };

/** All that axe looks for, or only what colours decide. */
export const EVERYTHING = { type: "tag", values: TAGS };
export const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] };

/** What axe finds wrong with a page, or with one frame of it. */
export async function violations(page: Page | Frame, runOnly = EVERYTHING): Promise<string[]> {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(SOURCE);
  const found = await page.evaluate(async (runOnly) => {
    const { axe } = window as unknown as { axe: { run(context: Document, options: object): Promise<{ violations: Violation[] }> } };
    return (await axe.run(document, { runOnly, resultTypes: ["violations"] })).violations;
  }, runOnly);
  return found.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} (${help}) at ${node.target.join(" ")}: ${node.failureSummary}`));
}

/** As tall as the page, so that axe measures every target whole: what the navigation covers is a matter of scrolling. */
export async function whole(page: Page, look: () => Promise<void>): Promise<void> {
  const viewport = page.viewportSize()!;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: viewport.width, height: Math.max(viewport.height, height) });
  await look();
  await page.setViewportSize(viewport);
}

/** Nothing that axe knows of is wrong with the page, in the light and in the dark. */
export async function accessible(page: Page, name: string): Promise<void> {
  await whole(page, async () => {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      expect.soft(await violations(page), `${name}, ${colorScheme}`).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: null });
  });
}

/** Nothing sticks out at either edge, and no text is cut off within its box. */
export async function fits(page: Page | Frame, name: string): Promise<void> {
  expect.soft(await strays(page), `${name} fits the screen`).toEqual([]);
}

/** What sticks out, or is cut off. */
export async function strays(page: Page | Frame): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    return [...document.querySelectorAll("body *")]
      .filter((element) => {
        const box = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        const clipped = style.overflowX === "hidden" && element.scrollWidth > element.clientWidth + 1 && style.clipPath === "none";
        return box.width > 1 && box.height > 1 && (box.right > width + 1 || box.left < -1 || clipped);
      })
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute("class") ?? ""}: ${element.textContent?.slice(0, 40)}`);
  });
}
