// One tab, visit after visit: the memory must not grow. KIOSK_SESSIONS says how many visits; DESIGN.md §7 wants 500.
import { appendFileSync } from "node:fs";
import { Kiosk, SCREENS } from "../support/kiosk.ts";
import { expect, test as base } from "../support/test.ts";
import { FAMILY, INDEBTED } from "../support/portal.ts";

const VISITS = Number(process.env.KIOSK_SESSIONS ?? 120);
/** The first ones fill what is kept once and for all: caches of the engine, words, code. */
const WARM = 50;
const BATCH = 10;
/** The figures, one line a batch, for whoever draws them. */
const LOG = process.env.KIOSK_LOG;

const test = base.extend<{ kiosk: Kiosk }>({
  viewport: SCREENS.lying,
  // A trace, and a clock that remembers what was done with it, would grow with every visit in the page itself.
  trace: "off",
  rightClock: false,
  isMobile: false,
  deviceScaleFactor: 1,
  kiosk: async ({ portal }, use) => use(new Kiosk(portal)),
});

type Figures = { visits: number; heap: number; nodes: number; listeners: number; wasm: number };

test("visit after visit the memory stays what it was", async ({ kiosk, page, portal, sandbox }) => {
  test.setTimeout(120_000 + VISITS * 9_000);
  await page.addInitScript((ahead) => {
    const now = Date.now;
    const skew = { ms: ahead };
    Date.now = () => now() + skew.ms;
    Object.assign(window, { skew });
    const start = WebAssembly.instantiateStreaming;
    WebAssembly.instantiateStreaming = async (source, imports) => {
      const made = await start(source, imports);
      const memory = Object.values(made.instance.exports).find((one) => one instanceof WebAssembly.Memory);
      (window as unknown as { wasmSize?: () => number }).wasmSize ??= () => (memory as WebAssembly.Memory).buffer.byteLength;
      return made;
    };
  }, (await sandbox.now()).getTime() - Date.now());
  /** The device's clock shows the utility's time again, and so many seconds more. */
  const setClock = async (more = 0) => {
    const ahead = (await sandbox.now()).getTime() + more * 1000;
    await page.evaluate((ms) => void ((window as unknown as { skew: { ms: number } }).skew.ms += ms - Date.now()), ahead);
  };
  await kiosk.open();
  const tools = await page.context().newCDPSession(page);
  await tools.send("Performance.enable");
  await tools.send("HeapProfiler.enable");

  const weigh = async (visits: number): Promise<Figures> => {
    // What waits for so long is done then: a request that nobody answered, a word of waiting.
    await page.waitForTimeout(8_500);
    for (let times = 0; times < 3; times += 1) await tools.send("HeapProfiler.collectGarbage");
    const { metrics } = await tools.send("Performance.getMetrics");
    const of = (name: string) => metrics.find((one) => one.name === name)!.value;
    const wasm = await page.evaluate(() => (window as unknown as { wasmSize: () => number }).wasmSize());
    return { visits, heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners"), wasm };
  };

  const weighed: Figures[] = [];
  for (let visit = 1; visit <= VISITS; visit += 1) {
    const number = visit % 2 ? FAMILY : INDEBTED;
    await setClock();
    await fetch(`${sandbox.url}/sandbox/api/otp/clear`, { method: "POST" });
    await kiosk.begin(visit % 3 ? "hi" : "en");
    await kiosk.signIn(number);
    for (const fragment of ["#/use", "#/notices", "#/help", "#/recharge", "#/account"]) {
      await page.evaluate((hash) => location.replace(hash), fragment);
      await expect(page.locator("#heading")).toHaveCount(1);
    }
    // Every fifth goes as far as the code, every seventh walks away.
    if (visit % 5 === 0) {
      await page.evaluate(() => location.replace("#/recharge"));
      const amount = page.locator("#amount");
      await expect(amount.or(page.locator(".navigation"))).not.toHaveCount(0);
      if (await amount.isVisible()) {
        await kiosk.touchDigits("250");
        await page.getByRole("button", { name: portal.words.pay }).tap();
        await expect(page.getByRole("timer")).toBeVisible();
        const [order] = (await sandbox.orders()).filter((one) => one.state === "awaiting_payment");
        if (order) await sandbox.bank(order.id, "decline");
      }
    }
    if (visit % 7 === 0) {
      await page.evaluate(() => location.replace("#/"));
      await setClock(62);
      await expect(kiosk.question).toBeVisible();
      await setClock(62 + 22);
      await kiosk.attracts();
    } else {
      const ended = page.waitForResponse((answer) => answer.request().method() === "DELETE");
      await kiosk.done();
      await (await ended).finished();
    }
    if (visit % BATCH === 0) {
      const figures = await weigh(visit);
      weighed.push(figures);
      if (LOG) appendFileSync(LOG, `${JSON.stringify(figures)}\n`);
    }
  }

  const warm = weighed.find(({ visits }) => visits >= WARM);
  const last = weighed.at(-1);
  if (!warm || !last || warm === last) throw new Error(`KIOSK_SESSIONS must be above ${WARM + BATCH}`);
  console.log(`after ${warm.visits} visits and after ${last.visits}:`, warm, last);
  expect(last.heap / warm.heap, "the heap of the scripts").toBeLessThanOrEqual(1.02);
  expect(last.wasm, "the memory of the WebAssembly").toBe(warm.wasm);
  expect(last.nodes, "nodes").toBeLessThanOrEqual(warm.nodes * 1.02);
  expect(last.listeners, "listeners").toBeLessThanOrEqual(warm.listeners * 1.02);
});
