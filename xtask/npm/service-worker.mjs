// node service-worker.mjs '{"source":…,"portal":…,"target":[…],"pageHeaders":…}'
//
// Makes the service worker of a finished portal: bundles our source with the parts of Workbox that it uses, and writes the
// list of the version's files into it. The same portal gives the same bytes.
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { getManifest } from "workbox-build";

/** What the portal needs to open, in every language. The icons of a home screen are the operating system's, which keeps them itself. */
const SHELL = ["index.html", "config.json", "manifest.webmanifest", "icons/diya.svg", "{boot,diya,rest,style,words}-*.{css,js,txt,wasm}"];
const NAMED_BY_CONTENT = /^(boot|diya|rest|style|words-[a-z]+)-[0-9a-f]{16}\.(css|js|txt|wasm)$/;

const { source, portal, target, pageHeaders } = JSON.parse(process.argv[2]);

const digest = (algorithm, ...parts) => parts.reduce((hash, part) => hash.update(part), createHash(algorithm));

/** Digests in place of Workbox's MD5: a browser itself refuses what is cut short, or of another version. */
async function digested(entries) {
  const manifest = [];
  for (const { url } of entries.sort((one, other) => (one.url < other.url ? -1 : 1))) {
    const content = await readFile(join(portal, url));
    // The page is kept with its headers, and its security policy follows from the configuration.
    const headers = url === "index.html" ? pageHeaders : "";
    const revision = NAMED_BY_CONTENT.test(url) ? null : digest("sha256", content, headers).digest("hex").slice(0, 16);
    manifest.push({ url, revision, integrity: `sha384-${digest("sha384", content).digest("base64")}` });
  }
  return { manifest };
}

const { manifestEntries, warnings } = await getManifest({
  globDirectory: portal,
  globPatterns: SHELL,
  dontCacheBustURLsMatching: NAMED_BY_CONTENT,
  maximumFileSizeToCacheInBytes: 16 * 1024 * 1024,
  manifestTransforms: [digested],
});
if (warnings.length) throw new Error(warnings.join("\n"));

const { outputFiles } = await build({
  entryPoints: [source],
  nodePaths: [fileURLToPath(new URL("node_modules", import.meta.url))],
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  charset: "utf8",
  legalComments: "none",
  banner: { js: "/* With parts of Workbox, copyright Google LLC, MIT License. */" },
  target,
  define: { "process.env.NODE_ENV": '"production"', "self.__WB_MANIFEST": JSON.stringify(manifestEntries) },
});
await writeFile(join(portal, "service-worker.js"), outputFiles[0].contents);
