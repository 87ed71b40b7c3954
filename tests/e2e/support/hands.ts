// Hands that touch a screen hundreds of times, fast, and leave nothing in the page: Playwright's locators bring scripts of
// their own into it, which would be weighed with the portal's.
import type { CDPSession, Page } from "@playwright/test";

type Place = [x: number, y: number];

/** What the page needs to tell where something is. It runs in the page, before anything of the portal. */
function prepare(time: number): void {
  const now = Date.now;
  let ahead = time - now();
  Date.now = () => now() + ahead;
  const place = (one: Element): Place => {
    const box = one.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  };
  const start = WebAssembly.instantiateStreaming;
  WebAssembly.instantiateStreaming = async (source, imports) => {
    const made = await start(source, imports);
    // The rest of the program has none of its own.
    (window as unknown as { wasmMemory?: unknown }).wasmMemory ??= Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
    return made;
  };
  const hands = {
    setClock: (time: number) => void (ahead += time - Date.now()),
    keys: () => Object.fromEntries([...document.querySelectorAll(".keypad .key")].map((key) => [key.textContent, place(key)])),
    painted: () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    find: (selector: string) =>
      new Promise<Place>((found, failed) => {
        const until = performance.now() + 15_000;
        const look = () => {
          const one = document.querySelector(selector);
          if (one?.checkVisibility()) found(place(one));
          else if (performance.now() > until) failed(new Error(`${selector} did not come: ${document.body.innerText}`));
          else requestAnimationFrame(look);
        };
        look();
      }),
    /** Where a finger reaches it. */
    reach: async (selector: string) => {
      const [x, y] = await hands.find(selector);
      const one = document.querySelector(selector)!;
      if (one.contains(document.elementFromPoint(x, y))) return [x, y];
      one.scrollIntoView({ block: "center", behavior: "instant" });
      await hands.painted();
      return place(one);
    },
  };
  Object.assign(window, { hands });
}

export class Hands {
  private constructor(
    private readonly page: Page,
    private readonly tools: CDPSession,
  ) {}

  /** To be called before the page is opened. The device's clock shows this time then, and runs on. */
  static async on(page: Page, tools: CDPSession, time: Date): Promise<Hands> {
    await page.addInitScript(prepare, time.getTime());
    return new Hands(page, tools);
  }

  /** What an expression gives in the page. */
  async ask(expression: string): Promise<unknown> {
    const answer = await this.tools.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails) throw new Error(answer.exceptionDetails.exception?.description ?? answer.exceptionDetails.text);
    return answer.result.value;
  }

  /** Waits until something shows, and says where. */
  async find(selector: string): Promise<Place> {
    return (await this.ask(`hands.find(${JSON.stringify(selector)})`)) as Place;
  }

  async touch(selector: string): Promise<void> {
    const place = await this.ask(`hands.reach(${JSON.stringify(selector)})`);
    await this.page.touchscreen.tap(...(place as Place));
  }

  /** Digits, on the keys of the screen. */
  async type(digits: string): Promise<void> {
    await this.find(".keypad");
    const keys = (await this.ask("hands.keys()")) as Record<string, Place>;
    for (const digit of digits) await this.page.touchscreen.tap(...keys[digit]!);
  }

  /** Goes to another page of the portal, as a link in it would. */
  async go(fragment: string): Promise<void> {
    await this.ask(`location.replace(${JSON.stringify(fragment)}), hands.painted()`);
    await this.find("#heading");
  }

  async setClock(time: Date): Promise<void> {
    await this.ask(`hands.setClock(${time.getTime()})`);
  }
}
