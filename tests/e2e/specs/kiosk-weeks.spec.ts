// One tab, visit after visit: the memory must not grow. KIOSK_SESSIONS says how many visits; `npm run kiosk-weeks` makes
// 500. The figures of docs/kiosk.md come from here.
import { appendFileSync } from "node:fs";
import type { CDPSession } from "@playwright/test";
import { launchOptions } from "../playwright.config.ts";
import { Hands } from "../support/hands.ts";
import { SCREENS } from "../support/kiosk.ts";
import { FAMILY, INDEBTED } from "../support/portal.ts";
import { expect, test } from "../support/test.ts";

const VISITS = Number(process.env.KIOSK_SESSIONS ?? 80);
/** The first ones fill what is kept once and for all: words, pages, what the engine makes of the scripts the first time. */
const WARM = 50;
const BATCH = 10;
/** The figures, one line a batch, for whoever draws them. */
const LOG = process.env.KIOSK_LOG;

test.use({
  // A function that has run often is compiled once more, and that is forgotten again: at any time, whatever the page does.
  // Without that the heap holds what the page holds.
  launchOptions: { ...launchOptions, args: [...launchOptions.args, "--js-flags=--no-opt --no-maglev --no-sparkplug"] },
  viewport: SCREENS.lying,
  isMobile: false,
  deviceScaleFactor: 1,
  // A trace, and a clock that remembers what was done with it, would grow with every visit in the page itself.
  trace: "off",
  rightClock: false,
});

/** Bytes and counts. */
type Figures = { visits: number; heap: number; nodes: number; listeners: number; wasm: number };

/** What is held after everything is collected that can be. */
async function weighed(visits: number, hands: Hands, tools: CDPSession): Promise<Figures> {
  // What ends a little after a visit has ended then.
  await new Promise((done) => setTimeout(done, 1_000));
  for (let times = 0; times < 3; times += 1) await tools.send("HeapProfiler.collectGarbage");
  const { metrics } = await tools.send("Performance.getMetrics");
  const of = (name: string) => metrics.find((one) => one.name === name)!.value;
  const wasm = (await hands.ask("wasmMemory.buffer.byteLength")) as number;
  return { visits, heap: of("JSHeapUsedSize"), nodes: of("Nodes"), listeners: of("JSEventListeners"), wasm };
}

test("visit after visit the memory stays what it was", async ({ page, portal, sandbox }) => {
  test.setTimeout(60_000 + VISITS * 8_000);
  const tools = await page.context().newCDPSession(page);
  await tools.send("Performance.enable");
  await tools.send("HeapProfiler.enable");
  const hands = await Hands.on(page, tools, await sandbox.now());
  await page.goto(`${portal.home}/?place=kiosk`);
  await hands.find("html[data-visit=attract] .attract");

  /** The device's clock shows the utility's time again, and so many seconds more. */
  const setClock = async (more = 0) => hands.setClock(new Date((await sandbox.now()).getTime() + more * 1000));
  const answered = (method: string, path: string) =>
    page.waitForResponse((answer) => answer.request().method() === method && answer.url().includes(path));

  const visit = async (turn: number) => {
    const number = turn % 2 ? FAMILY : INDEBTED;
    const language = turn % 3 ? "hi" : "en";
    await setClock();
    await fetch(`${sandbox.url}/sandbox/api/otp/clear`, { method: "POST" });
    await hands.touch(`.attract-begin[lang=${language}]`);
    await hands.find(`html[data-visit=busy][lang=${language}] #number`);
    await hands.type(number);
    await hands.touch("form.sign-in [type=submit]");
    await hands.find("#otp");
    await hands.type((await sandbox.otp(number))!);
    const listed = answered("GET", "/v1/recharges?since=");
    await hands.touch("form.sign-in [type=submit]");
    await hands.find("main .amount");
    await (await listed).finished();
    // Every page of the navigation, and some that are linked from there.
    for (const page of ["recharge", "use", "notices", "help"]) {
      await hands.touch(`.navigation [href='#/${page}']`);
      await hands.find(`.navigation [href='#/${page}'][aria-current]`);
    }
    for (const page of ["account", "history", "proof", "complaint"]) await hands.go(`#/${page}`);
    // Every fifth goes as far as the code, and every other of them although there is a recharge already.
    if (turn % 5 === 0) {
      await hands.go("#/recharge");
      const despite = "main .card p:last-child > button";
      await hands.find(`#amount, ${despite}`);
      if (await hands.ask("!document.querySelector('#amount')")) await hands.touch(despite);
      await hands.find("#amount");
      await hands.type("250");
      await hands.touch("form:has(#amount) [type=submit]");
      await hands.find("[role=timer]");
      const open = (await sandbox.orders()).filter((one) => one.state === "awaiting_payment");
      for (const order of open) await sandbox.bank(order.id, "decline");
    }
    const ended = answered("DELETE", "/v1/session");
    if (turn % 7 === 0) {
      // Every seventh walks away.
      await hands.go("#/");
      await setClock(62);
      await hands.find(".ask[open]");
      await setClock(62 + 22);
    } else await hands.touch(".kiosk-done");
    await hands.find("html[data-visit=attract] .attract");
    await (await ended).finished();
  };

  const all: Figures[] = [];
  for (let turn = 1; turn <= VISITS; turn += 1) {
    await test.step(`visit ${turn}`, () => visit(turn));
    if (turn % BATCH) continue;
    const figures = await weighed(turn, hands, tools);
    all.push(figures);
    if (LOG) appendFileSync(LOG, `${JSON.stringify(figures)}\n`);
  }

  const warm = all.find(({ visits }) => visits >= WARM);
  const last = all.at(-1);
  if (!warm || !last || warm === last) throw new Error(`KIOSK_SESSIONS must be above ${WARM + BATCH}`);
  console.log(`after ${warm.visits} visits and after ${last.visits}:`, warm, last);
  expect(last.heap / warm.heap, "the heap of the scripts").toBeLessThanOrEqual(1.02);
  expect(last.wasm, "the memory of the WebAssembly").toBe(warm.wasm);
  expect(last.nodes, "nodes").toBeLessThanOrEqual(warm.nodes * 1.02);
  expect(last.listeners, "listeners").toBeLessThanOrEqual(warm.listeners * 1.02);
});
