// Prints the kill matrix when all cells are done, and keeps it for whoever wants to read on.
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FullResult, Reporter, TestCase, TestResult } from "@playwright/test/reporter";
import type { Row } from "./matrix.ts";

const OUTPUT = join(dirname(fileURLToPath(import.meta.url)), "../output");

export default class MatrixReporter implements Reporter {
  private readonly rows = new Map<string, Row & { held: boolean }>();

  onTestEnd(test: TestCase, result: TestResult): void {
    const note = result.annotations.find(({ type }) => type === "kill-matrix");
    if (!note?.description) return;
    const row = JSON.parse(note.description) as Row;
    // A second try counts in place of the first.
    this.rows.set(test.id, { ...row, held: result.status === "passed" });
  }

  onEnd(): { status: FullResult["status"] } | undefined {
    if (this.rows.size === 0) return undefined;
    const rows = [...this.rows.values()].sort((one, other) => one.step.localeCompare(other.step) || one.fault.localeCompare(other.fault));
    mkdirSync(OUTPUT, { recursive: true });
    writeFileSync(join(OUTPUT, "kill-matrix.json"), `${JSON.stringify(rows, null, 2)}\n`);
    const wide = (pick: (row: Row) => string) => Math.max(...rows.map((row) => pick(row).length));
    const [step, fault] = [wide((row) => row.step), wide((row) => row.fault)];
    console.log(`\n${"step".padEnd(step)}  ${"fault".padEnd(fault)}  charges  screen`);
    for (const row of rows) {
      const charges = String(row.charges < 0 ? "?" : row.charges).padStart(7);
      console.log(`${row.step.padEnd(step)}  ${row.fault.padEnd(fault)}  ${charges}  ${row.held ? "" : "WRONG · "}${row.screen}`);
    }
    const wrong = rows.filter(({ charges, held }) => charges !== 1 || !held).length;
    console.log(`\n${rows.length} cells, ${wrong === 0 ? "all ones" : `${wrong} of them wrong`}`);
    return wrong === 0 ? undefined : { status: "failed" };
  }

  printsToStdio(): boolean {
    return true;
  }
}
