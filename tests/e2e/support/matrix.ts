// A cell of the kill matrix: a journey with a blow, and what came of it.
import type { test as Test } from "./test.ts";
import { expect } from "@playwright/test";
import { Person } from "./person.ts";
import { Phone } from "./phone.ts";
import { FAMILY } from "./portal.ts";
import { Sandbox } from "./sandbox.ts";

/** What the reporter collects of a cell; the screen is what she read from the blow on, heading after heading. */
export type Row = { step: string; fault: string; charges: number; screen: string };

export type Case = {
  fault: string;
  /** Whether the browser itself dies. */
  mortal?: boolean;
  /** Before she signs in. */
  before?(person: Person): Promise<void>;
  /** Up to the last payment. */
  journey(person: Person): Promise<void>;
};

/** Orders for which money left her bank account and did not come back. */
async function charged(sandbox: Sandbox): Promise<number> {
  const orders = await sandbox.orders();
  return orders.filter(({ bank, state }) => bank === "approved" || ["paid", "credited", "on_meter"].includes(state)).length;
}

export function cell(test: typeof Test, step: string, what: Case): void {
  test(`${step} × ${what.fault}`, async ({ sandbox, browser, at }) => {
    // A cell is a day of somebody's life; beside others on a busy machine it takes its time.
    test.setTimeout(120_000);
    const row: Row = { step, fault: what.fault, charges: -1, screen: "(she did not get there)" };
    await sandbox.reset(at);
    const phone = await Phone.boot(sandbox, browser, what.mortal ?? false);
    try {
      const person = new Person(phone, sandbox);
      await what.before?.(person);
      await phone.portal.signIn(FAMILY);
      await what.journey(person);
      // Whatever still stood in the way is over, and time passes.
      await sandbox.mend();
      await sandbox.advance(120);
      const last = await person.followUp();
      row.screen = person.story.join(" → ");
      row.charges = await charged(sandbox);
      expect(last.heading).toBe(phone.portal.states.on_meter);
      expect(last.where).toBe("On the account and on the meter. The recharge is complete.");
      expect(row.charges, "charges").toBe(1);
      const credited = (await sandbox.orders()).filter(({ state }) => ["credited", "on_meter"].includes(state));
      expect(credited.map(({ consumer_number, amount }) => ({ consumer_number, amount }))).toEqual([{ consumer_number: FAMILY, amount: 50_000 }]);
      expect(phone.wrongs, "nothing went wrong in the page").toEqual([]);
    } catch (error) {
      row.charges = await charged(sandbox).catch(() => -1);
      throw error;
    } finally {
      test.info().annotations.push({ type: "kill-matrix", description: JSON.stringify(row) });
      await phone.bin();
    }
  });
}
