// Pages of others that hold the portal in a frame, on an origin of their own; and the portal as a deployment that lists them
// publishes it.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Release } from "./release.ts";

type HostPage = { body: string; policy?: string };

/** A web server with a few pages. `localhost` is another site than `127.0.0.1`, where the portal is. */
export class Host {
  readonly pages = new Map<string, HostPage>();

  private constructor(
    private readonly server: Server,
    readonly origin: string,
  ) {}

  static async serve(name: "localhost" | "127.0.0.1"): Promise<Host> {
    const server = createServer((asked, answer) => {
      const page = host.pages.get(new URL(asked.url!, "http://host").pathname);
      const headers: Record<string, string> = { "Content-Type": "text/html; charset=utf-8" };
      if (page?.policy) headers["Content-Security-Policy"] = page.policy;
      answer.writeHead(page ? 200 : 404, headers).end(page?.body);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const host = new Host(server, `http://${name}:${(server.address() as AddressInfo).port}`);
    return host;
  }

  /** Lays out a page, and says where it is. */
  page(path: string, body: string, policy?: string): string {
    this.pages.set(path, { body: `<!doctype html><html lang="en"><title>A utility</title>${body}`, ...(policy ? { policy } : {}) });
    return `${this.origin}${path}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

/** The portal that lists these origins, with the headers that `cargo xtask headers` writes then. */
export function listing(release: Release, origins: string[], ancestors = origins.join(" ")): Release {
  return release.next((next) => {
    const config = JSON.parse(next.read("config.json").toString()) as object;
    next.write("config.json", JSON.stringify({ ...config, embed: { origins } }));
    const rules = next.read("_headers").toString().replaceAll("frame-ancestors 'self'", `frame-ancestors 'self' ${ancestors}`);
    const opened = rules.split("\n\n").map((rule) => {
      const hashed = rule.includes("immutable") || rule.startsWith("/embed.js");
      const fresh = rule.includes("no-cache") && !rule.startsWith("/notices.html") && !rule.startsWith("/notices\n");
      const read = hashed ? rule.replace("Resource-Policy: same-origin", "Resource-Policy: cross-origin") : rule;
      return hashed || fresh ? `${read.trimEnd()}\n  Access-Control-Allow-Origin: *` : rule;
    });
    next.write("_headers", `${opened.join("\n\n")}\n`);
  });
}
