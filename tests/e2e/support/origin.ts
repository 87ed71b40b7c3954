// The portal's static host: serves a finished portal with the headers that it asks for, passes the API and the bulletin on
// to the sandbox, can be stopped and started again, cuts answers short, and writes down what it sent.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createServer, request as ask, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { extname, join } from "node:path";
import type { Sandbox } from "./sandbox.ts";

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".wasm": "application/wasm",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};
/** What the utility and the publisher answer, not the static host. */
const PASSED_ON = /^\/(v1\/|bulletin\.jws|notices\.(html|atom))/;

/** A file that was asked for, and how much of it was sent. */
export type Sent = { path: string; status: number; bytes: number };

/** How an answer ends early: the connection breaks, or it ends as if that were all. */
export type Cut = "severed" | "short";

export class Origin {
  readonly sent: Sent[] = [];
  /** Pages of the utility's own beside the portal, by path. */
  readonly beside = new Map<string, string>();
  private readonly cuts = new Map<string, Cut>();
  private readonly sockets = new Set<Socket>();
  private server: Server | null = null;
  /** What `_headers` says, also while the last of a version is asked for that is gone. */
  private rules = "";
  private port = 0;

  private constructor(
    private readonly sandbox: Sandbox,
    /** Where the finished portal lies. */
    private dist: string,
    /** The path below which it is served. */
    readonly base: string,
  ) {}

  static async serve(sandbox: Sandbox, dist: string, base = "/"): Promise<Origin> {
    const origin = new Origin(sandbox, dist, base);
    origin.publish(dist);
    await origin.start();
    return origin;
  }

  /** Where the portal is, without a slash at the end. */
  get url(): string {
    return `${new URL(this.sandbox.url).protocol}//${new URL(this.sandbox.url).hostname}:${this.port}${this.base.replace(/\/$/, "")}`;
  }

  async start(): Promise<void> {
    const server = createServer((asked, answer) => this.answer(asked, answer));
    server.on("connection", (socket) => {
      this.sockets.add(socket);
      socket.once("close", () => this.sockets.delete(socket));
    });
    await new Promise<void>((listening, failed) => server.once("error", failed).listen(this.port, new URL(this.sandbox.url).hostname, listening));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Gone, in the midst of whatever it was sending. */
  async stop(): Promise<void> {
    const server = this.server;
    if (!server) return;
    this.server = null;
    const closed = new Promise((done) => server.close(done));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  /** From now on another version is served; the files that only the earlier one has are gone. */
  publish(dist: string): void {
    this.dist = dist;
    this.rules = rulesOf(dist);
  }

  /** Answers for files whose path ends like this are cut to a half from now on. */
  cut(ending: string, how: Cut): void {
    this.cuts.set(ending, how);
  }

  mend(): void {
    this.cuts.clear();
  }

  /** What was sent since the last look, without what was passed on. */
  takeSent(): Sent[] {
    return this.sent.splice(0);
  }

  private answer(asked: IncomingMessage, answer: ServerResponse): void {
    const path = decodeURIComponent(new URL(asked.url!, "http://host").pathname);
    const page = this.beside.get(path);
    if (page) {
      answer.writeHead(200, { "Content-Type": TYPES[".html"] }).end(page);
      return;
    }
    if (PASSED_ON.test(path)) {
      this.passOn(asked, answer);
      return;
    }
    const name = path.startsWith(this.base) ? path.slice(this.base.length) || "index.html" : null;
    const file = name !== null && !name.includes("..") && !name.startsWith("_") ? join(this.dist, name) : null;
    if (!file || !existsSync(file) || !extname(file)) {
      this.sent.push({ path, status: 404, bytes: 0 });
      answer.writeHead(404).end();
      return;
    }
    const packed = /\bbr\b/.test(String(asked.headers["accept-encoding"])) && existsSync(`${file}.br`);
    const content = readFileSync(packed ? `${file}.br` : file);
    const tag = `"${createHash("sha256").update(content).digest("hex").slice(0, 16)}"`;
    for (const [key, value] of this.headers(`/${name}`)) answer.setHeader(key, value);
    answer.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    answer.setHeader("Vary", "Accept-Encoding");
    answer.setHeader("ETag", tag);
    if (packed) answer.setHeader("Content-Encoding", "br");
    if (asked.headers["if-none-match"] === tag) {
      this.sent.push({ path, status: 304, bytes: 0 });
      answer.writeHead(304).end();
      return;
    }
    const cut = [...this.cuts].find(([ending]) => path.endsWith(ending))?.[1];
    const body = cut ? content.subarray(0, Math.floor(content.length / 2)) : content;
    this.sent.push({ path, status: 200, bytes: body.length });
    if (cut !== "short") answer.setHeader("Content-Length", content.length);
    answer.writeHead(200);
    if (cut === "severed") answer.write(body, () => answer.destroy());
    else answer.end(body);
  }

  /** What the rules say of a path. */
  private headers(path: string): [string, string][] {
    const found: [string, string][] = [];
    let hit = false;
    for (const line of this.rules.split("\n")) {
      if (line.startsWith("/")) hit = line.endsWith("*") ? path.startsWith(line.slice(0, -1)) : path === line;
      else if (hit && line.startsWith("  ")) found.push(line.trim().split(/: (.*)/s).slice(0, 2) as [string, string]);
    }
    return found;
  }

  private passOn(asked: IncomingMessage, answer: ServerResponse): void {
    const onward = ask(new URL(asked.url!, this.sandbox.url), { method: asked.method, headers: asked.headers }, (theirs) => {
      // The bulletin lies beside the portal: what the headers of the portal say of it holds too.
      const own = asked.url!.startsWith("/v1/") ? [] : this.headers(asked.url!);
      answer.writeHead(theirs.statusCode!, { ...Object.fromEntries(own.map(([name, value]) => [name.toLowerCase(), value])), ...theirs.headers });
      theirs.pipe(answer);
    });
    onward.once("error", () => answer.destroy());
    asked.pipe(onward);
  }
}

const rulesOf = (dist: string): string => readFileSync(join(dist, "_headers"), "utf8");
