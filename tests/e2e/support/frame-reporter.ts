// Prints what frames get, situation by situation, when all are done; docs/embedding.md shows the same table.
import type { FullConfig, FullResult, Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";

/** A row of the matrix. */
export type Row = { situation: string; notices: boolean; account: boolean; payment: boolean; resize: boolean };

export default class FrameReporter implements Reporter {
  private readonly rows = new Map<string, Row & { held: boolean }>();

  private order: string[] = [];

  onBegin(_: FullConfig, suite: Suite): void {
    this.order = suite.allTests().map(({ id }) => id);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const note = result.annotations.find(({ type }) => type === "frame-matrix");
    // A second try counts in place of the first.
    if (note?.description) this.rows.set(test.id, { ...(JSON.parse(note.description) as Row), held: result.status === "passed" });
  }

  onEnd(): { status: FullResult["status"] } | undefined {
    if (this.rows.size === 0) return undefined;
    const rows = [...this.rows].sort(([one], [other]) => this.order.indexOf(one) - this.order.indexOf(other)).map(([, row]) => row);
    const wide = Math.max(...rows.map(({ situation }) => situation.length));
    const word = (does: boolean) => (does ? "yes" : "no").padEnd(7);
    console.log(`\n${"situation".padEnd(wide)}  notices  account  payment  resize`);
    for (const { situation, notices, account, payment, resize, held } of rows) {
      console.log(`${situation.padEnd(wide)}  ${[notices, account, payment, resize].map(word).join("  ")}${held ? "" : "WRONG"}`);
    }
    return rows.some(({ payment }) => payment) ? { status: "failed" } : undefined;
  }

  printsToStdio(): boolean {
    return true;
  }
}
