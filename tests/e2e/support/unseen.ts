// What axe does not see: small targets, key figures that are not strong enough, words in a language that is not theirs,
// meaning by colour alone, things that move.
import type { Page } from "@playwright/test";

/** WCAG 2.5.5 (AAA): 44 by 44 CSS pixels, but for links within a sentence. A label is part of its box. */
export async function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = 44 - 0.5;
    const shown = (element: Element) => element.getClientRects().length > 0 && !element.closest(".visually-hidden, .skip");
    const inSentence = (element: Element) =>
      getComputedStyle(element).display === "inline" &&
      [...element.parentElement!.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim().length > 1);
    const box = (element: Element) => {
      const label = element.matches("input") ? (element as HTMLInputElement).labels?.[0] : null;
      return (label?.contains(element) ? label : element).getBoundingClientRect();
    };
    return [...document.querySelectorAll("a[href], button, summary, input, select, textarea")]
      .filter((element) => shown(element) && !inSentence(element))
      .map((element) => ({ element, ...box(element).toJSON() }) as { element: Element; width: number; height: number })
      .filter(({ width, height }) => width < least || height < least)
      .map(({ element, width, height }) => `small target, ${Math.round(width)}×${Math.round(height)}: ${element.outerHTML.slice(0, 90)}`);
  });
}

/** WCAG 1.4.6 (AAA) for what people decide by, amounts, dates, the sentence on the supply, headings: 7:1; and 1.4.11 for the
 * edges of fields and buttons, but where a ground of its own carries the button: 3:1. */
export async function weakContrasts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const FIGURES =
      "h1:not(.visually-hidden), .amount, .outlook-sentence strong, .proof-sentence, .service-state, .countdown, .guest-name, .answers dd, .facts-list dd, .copyable, .use-verdict, .use-buys";
    const EDGES = "input:not([type=checkbox]), .button:not(.button-primary), .language";
    type Colour = [number, number, number, number];
    const parse = (text: string): Colour => {
      const [red = 0, green = 0, blue = 0, alpha = 1] = text.match(/[\d.]+/g)!.map(Number);
      return [red, green, blue, alpha];
    };
    const over = ([r, g, b, a]: Colour, below: Colour): Colour => [r * a + below[0] * (1 - a), g * a + below[1] * (1 - a), b * a + below[2] * (1 - a), 1];
    const ground = (element: Element | null): Colour => {
      if (!element) return [255, 255, 255, 1];
      const own = parse(getComputedStyle(element).backgroundColor);
      return own[3] === 1 ? own : over(own, ground(element.parentElement));
    };
    const light = (colour: Colour) => {
      const [red, green, blue] = colour.slice(0, 3).map((part) => {
        const share = part / 255;
        return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
      }) as [number, number, number];
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const weak = (selector: string, least: number, colour: "color" | "borderTopColor") =>
      [...document.querySelectorAll(selector)]
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => {
          const below = ground(colour === "color" ? element : element.parentElement);
          const [one, other] = [light(over(parse(getComputedStyle(element)[colour]), below)), light(below)];
          return { element, ratio: (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05) };
        })
        .filter(({ ratio }) => ratio < least)
        .map(({ element, ratio }) => `${colour} of ${ratio.toFixed(2)}:1, not ${least}:1: ${element.outerHTML.slice(0, 90)}`);
    return [...weak(FIGURES, 7, "color"), ...weak(EDGES, 3, "borderTopColor")];
  });
}

/** WCAG 3.1.2: what is written in another script than the page's is marked with its language, names of up to three words apart. */
export async function wrongLanguages(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const scripts: [string, RegExp][] = [
      ["hi", /\p{Script=Devanagari}{2}/u],
      ["ur", /\p{Script=Arabic}{2}/u],
      ["en", /(\b\p{Script=Latin}{2,}[\s,]+){3}\p{Script=Latin}{2,}/u],
    ];
    const wrong: string[] = [];
    const judge = (text: string, element: Element | null) => {
      const lang = element?.closest("[lang]")?.getAttribute("lang")?.split("-")[0];
      for (const [tag, script] of scripts) if (script.test(text) && lang !== tag) wrong.push(`${tag} within ${lang}: ${text.trim().slice(0, 80)}`);
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!node.parentElement?.closest("script, style, noscript, .sprite")) judge(node.textContent!, node.parentElement);
    }
    for (const element of document.querySelectorAll("[aria-label], [alt], [title], [placeholder]")) {
      for (const name of ["aria-label", "alt", "title", "placeholder"]) judge(element.getAttribute(name) ?? "", element);
    }
    judge(document.title, document.documentElement);
    return wrong;
  });
}

/** WCAG 1.4.1: what has a tone says in words what it means, and the outlook has its icon as well. */
export async function tonesAlone(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wrong: string[] = [];
    for (const sentence of document.querySelectorAll(".outlook-sentence")) {
      if (!sentence.querySelector("svg use[href]") || !sentence.textContent!.trim()) wrong.push(`no icon or no words: ${sentence.outerHTML.slice(0, 90)}`);
    }
    for (const card of document.querySelectorAll(".card-safe, .card-watch, .card-urgent")) {
      if (!card.querySelector("strong, .stale, .trouble, .amount-due, .proof-sentence, h2")) wrong.push(`a tone without words: ${card.outerHTML.slice(0, 90)}`);
    }
    for (const amount of document.querySelectorAll(".amount-due")) {
      if (!/due|बकाया|بقایا/.test(amount.textContent!)) wrong.push(`due by colour alone: ${amount.textContent}`);
    }
    return wrong;
  });
}

/** WCAG 2.2.2, 2.3.3: nothing moves by itself. */
export async function movingParts(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === "running")
      .map((animation) => `moves: ${((animation.effect as KeyframeEffect | null)?.target as Element | null)?.outerHTML.slice(0, 90)}`),
  );
}
