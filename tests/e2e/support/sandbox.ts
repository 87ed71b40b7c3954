// The stand-in utility: a process of its own on a free port, its clock and its faults moved through the JSON twin of
// its control page.
import { spawn, type ChildProcess } from "node:child_process";
import { dirname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const PROGRAM = process.env.DIYA_SANDBOX ?? resolve(ROOT, "target/debug/sandbox");
/** The portal with the page of all components. */
export const GALLERY = process.env.DIYA_GALLERY_DIST ?? resolve(ROOT, "target/gallery/dist");
export const DIST = process.env.DIYA_DIST ?? resolve(ROOT, "dist");

/** What goes wrong; `tests/sandbox/README.md` lists the kinds. */
export type Fault = {
  id: string;
  kind: string;
  route?: string;
  probability?: number;
  ms?: number;
  seconds?: number;
  retry_after?: number;
};

export type Order = {
  id: string;
  consumer_number: string;
  amount: number;
  state: string;
  bank: string;
  created_at: string;
  final_at: string;
  upi: { uri: string; reference: string; payee_address: string; payee_name: string; expires_at: string } | null;
};

export type Filed = { docket: string; consumer_number: string; topic: string; text: string; received_at: string };

export type State = {
  now: string;
  frozen: boolean;
  faults: Fault[];
  otp_inbox: { at: string; number: string; kind: string; otp: string | null }[];
  orders: Order[];
  complaints: Filed[];
  accounts: { number: string; connected: boolean; balance: { paise: number; as_of: string } }[];
  publications: { version: number; notices: string[] }[];
};

export class Sandbox {
  private constructor(
    private readonly process: ChildProcess,
    readonly url: string,
  ) {}

  /** Starts one with a frozen clock, so that only a test moves the time. */
  static async start(scenario = "diwali-2024", at = "2024-10-24T18:00:00+05:30", dist = DIST): Promise<Sandbox> {
    const options = ["--dist", dist, "--port", "0", "--json", "--control", "--speed", "0"];
    const child = spawn(PROGRAM, [...options, "--scenario", scenario, "--at", at], { stdio: ["ignore", "pipe", "inherit"] });
    const line = await new Promise<string>((found, failed) => {
      child.once("error", failed);
      child.once("exit", (code) => failed(new Error(`${PROGRAM} ended with ${code} before it listened`)));
      createInterface({ input: child.stdout! }).once("line", found);
    });
    const told = JSON.parse(line) as { listening: string; scenario: string };
    if (told.scenario !== scenario) {
      child.kill();
      throw new Error(`${PROGRAM} plays ${told.scenario} and not ${scenario}: is it an old build?`);
    }
    return new Sandbox(child, told.listening);
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null) return;
    const ended = new Promise((done) => this.process.once("exit", done));
    this.process.kill("SIGTERM");
    await ended;
  }

  async state(): Promise<State> {
    return this.ask("state");
  }

  async now(): Promise<Date> {
    return new Date((await this.state()).now);
  }

  /** Goes forward; what lies between happens in its order. */
  async jump(to: string): Promise<State> {
    return this.tell("jump", { to });
  }

  async advance(seconds: number): Promise<State> {
    return this.tell("clock", { advance_seconds: seconds });
  }

  /** Begins the scenario anew, up to an instant. */
  async reset(at: string): Promise<State> {
    return this.tell("reset", { at });
  }

  async fault(...faults: Fault[]): Promise<State> {
    return this.tell("faults", { add: faults });
  }

  async mend(...ids: string[]): Promise<State> {
    return this.tell("faults", ids.length ? { remove: ids } : { clear: true });
  }

  /** The whole API gives no answer any more; the bulletin does not go through it. */
  async kill(kind: "refuse" | "hang" | "bad_gateway" = "refuse"): Promise<State> {
    return this.fault({ id: `killed-${kind}`, kind, route: "/v1/*" });
  }

  async bank(order: string, answer: "approve" | "decline" | "hang" | "reverse"): Promise<State> {
    return this.tell(`orders/${order}/${answer}`);
  }

  async setBalance(number: string, paise: number): Promise<State> {
    return this.tell(`accounts/${number}/set_balance`, { paise });
  }

  /** The newest OTP that reached this number. */
  async otp(number: string): Promise<string | null> {
    const { otp_inbox } = await this.state();
    return otp_inbox.find((message) => message.number === number && message.otp)?.otp ?? null;
  }

  async orders(): Promise<Order[]> {
    return (await this.state()).orders;
  }

  /** What was filed, the oldest first. */
  async complaints(): Promise<Filed[]> {
    return (await this.state()).complaints;
  }

  async order(): Promise<Order> {
    const orders = await this.orders();
    if (orders.length !== 1) throw new Error(`one order was expected, not ${orders.length}`);
    return orders[0]!;
  }

  private async ask<T>(path: string, request?: RequestInit): Promise<T> {
    const answer = await fetch(`${this.url}/sandbox/api/${path}`, request);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  private tell(path: string, body?: unknown): Promise<State> {
    const json = { headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    return this.ask(path, { method: "POST", ...(body === undefined ? {} : json) });
  }
}
