// Prints the access matrix when all are done: place × language × theme, how many pages were looked at, and what was wrong.
import type { FullConfig, Reporter, Suite, TestCase, TestResult } from "@playwright/test/reporter";

/** A cell of the matrix. */
export type Row = { place: string; language: string; theme: string; looks: number; faults: number };

export default class AccessReporter implements Reporter {
  private readonly rows = new Map<string, Row[]>();

  private order: string[] = [];

  onBegin(_: FullConfig, suite: Suite): void {
    this.order = suite.allTests().map(({ id }) => id);
  }

  onTestEnd(test: TestCase, result: TestResult): void {
    const notes = result.annotations.filter(({ type }) => type === "access-matrix");
    // A second try counts in place of the first.
    if (notes.length) this.rows.set(test.id, notes.map(({ description }) => JSON.parse(description!) as Row));
  }

  onEnd(): void {
    if (this.rows.size === 0) return;
    const rows = [...this.rows].sort(([one], [other]) => this.order.indexOf(one) - this.order.indexOf(other)).flatMap(([, rows]) => rows);
    console.log("\nplace   language  theme   looks  faults");
    for (const { place, language, theme, looks, faults } of rows) {
      console.log(`${place.padEnd(6)}  ${language.padEnd(8)}  ${theme.padEnd(5)}  ${String(looks).padStart(6)}  ${String(faults).padStart(6)}`);
    }
    const sum = (of: "looks" | "faults") => rows.reduce((sum, row) => sum + row[of], 0);
    console.log(`${"".padEnd(24)}${String(sum("looks")).padStart(6)}  ${String(sum("faults")).padStart(6)}`);
  }

  printsToStdio(): boolean {
    return true;
  }
}
