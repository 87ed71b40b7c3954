// Versions of the portal, as a deployment publishes them one after the other: the built one with the sandbox's
// configuration, and others in which one thing has changed.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { DIST, ROOT, type Sandbox } from "./sandbox.ts";

const hash = (algorithm: string, content: Buffer | string, encoding: "hex" | "base64") => createHash(algorithm).update(content).digest(encoding);

export class Release {
  private constructor(readonly dist: string) {}

  /** The built portal, configured for this sandbox. */
  static async built(sandbox: Sandbox): Promise<Release> {
    const release = Release.copyOf(DIST);
    writeFileSync(join(release.dist, "config.json"), await (await fetch(`${sandbox.url}/config.json`)).text());
    return release.sealed();
  }

  /** A version after this one, in which this has changed. */
  next(change: (release: Release) => void): Release {
    const release = Release.copyOf(this.dist);
    change(release);
    return release.sealed();
  }

  /** In place of the service worker, what takes it away. */
  killed(): Release {
    const release = Release.copyOf(this.dist);
    release.write("service-worker.js", readFileSync(join(ROOT, "xtask/src/kill-switch.js")));
    return release;
  }

  /** A file named by its content gets other content, and with it another name. */
  change(named: RegExp, change: (content: Buffer) => Buffer): void {
    const old = this.name(named);
    const before = this.read(old);
    const after = change(before);
    const name = old.replace(/-[0-9a-f]{16}\./, `-${hash("sha256", after, "hex").slice(0, 16)}.`);
    for (const file of [old, `${old}.br`, `${old}.gz`]) rmSync(join(this.dist, file), { force: true });
    this.write(name, after);
    const page = this.read("index.html").toString();
    this.write("index.html", page.replaceAll(old, name).replaceAll(hash("sha384", before, "base64"), hash("sha384", after, "base64")));
    writeFileSync(join(this.dist, "_headers"), this.read("_headers").toString().replaceAll(old, name));
  }

  changeCss(): void {
    this.change(/^style-/, (css) => Buffer.concat([css, Buffer.from(`\n.version-${Date.now()}{order:0}`)]));
  }

  /** Another custom section (WebAssembly Core §5.5.3): another module that does the same. */
  changeWasm(): void {
    this.change(/\.wasm$/, (wasm) => Buffer.concat([wasm, Buffer.from([0, 5, 4]), Buffer.from("diya")]));
  }

  /** The page says which version it is. */
  mark(version: string): void {
    this.write("index.html", this.read("index.html").toString().replace(/<html lang="hi"( data-version="[^"]*")?/, `<html lang="hi" data-version="${version}"`));
  }

  name(named: RegExp): string {
    return readdirSync(this.dist).find((name) => named.test(name) && !/\.(br|gz)$/.test(name))!;
  }

  /** The files that its service worker keeps, in order. */
  listed(): string[] {
    const worker = this.read("service-worker.js").toString();
    const entries = [...worker.matchAll(/url:"([^"]+)",revision:(?:"[0-9a-f]{16}"|null),integrity:"sha384-/g)];
    return entries.map(([, url]) => url!).sort();
  }

  read(name: string): Buffer {
    return readFileSync(join(this.dist, name));
  }

  write(name: string, content: Buffer | string): void {
    const file = join(this.dist, name);
    writeFileSync(file, content);
    rmSync(`${file}.gz`, { force: true });
    if (existsSync(`${file}.br`) || /-[0-9a-f]{16}\./.test(name)) writeFileSync(`${file}.br`, brotliCompressSync(content));
  }

  remove(): void {
    rmSync(this.dist, { recursive: true, force: true });
  }

  private static copyOf(dist: string): Release {
    const copy = mkdtempSync(join(tmpdir(), "diya-release-"));
    cpSync(dist, copy, { recursive: true });
    return new Release(copy);
  }

  /** With the service worker of these files, made by the program that the build uses. */
  private sealed(): Release {
    const rules = this.read("_headers").toString();
    const pageHeaders = rules.split("\n\n").find((rule) => rule.startsWith("/index.html\n"));
    const options = { source: join(ROOT, "public/service-worker.source.js"), portal: this.dist, target: ["chrome97"], pageHeaders };
    execFileSync("node", [join(ROOT, "xtask/npm/service-worker.mjs"), JSON.stringify(options)]);
    this.write("service-worker.js", this.read("service-worker.js"));
    return this;
  }
}
