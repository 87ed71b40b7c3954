// The service worker: the portal opens without its host. `xtask/npm/service-worker.mjs` bundles it and lists the files of
// the version in it. It keeps public files only: what the API or the bulletin says never passes through here.

import { PrecacheController } from "workbox-precaching/PrecacheController.js";

// Beside other portals of the same origin; `worker.js` and the kill switch find it by its end.
const CACHE = `diya-shell-${registration.scope}`;
const PAGE = new URL("index.html", registration.scope).href;

// Installs a version wholly or not at all, fetches only what is not there yet, checks every digest, and on activation
// removes what the version does not name.
const shell = new PrecacheController({ cacheName: CACHE });
shell.precache(self.__WB_MANIFEST);

addEventListener("message", ({ data }) => {
  // The person's consent, from `worker.js`. Otherwise a version waits until no tab is open.
  if (data === "open") skipWaiting();
});

addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const [asked, ...rest] = url.split(/[?#]/);
  const isPage = mode === "navigate" && (asked === registration.scope || asked === PAGE);
  const address = isPage ? PAGE : rest.length ? "" : asked;
  const cacheKey = method === "GET" && shell.getCacheKeyForURL(address);
  // Everything else goes its way as if there were no service worker.
  if (cacheKey) event.respondWith(answer(event, isPage, cacheKey));
});

async function answer(event, isPage, cacheKey) {
  const { request } = event;
  try {
    const params = { cacheKey, integrity: shell.getIntegrityForCacheKey(cacheKey) };
    // From the cache; where the browser has cleared it away, from the network, if it is of this version.
    const [response, done] = shell.strategy.handleAll({ event, request: isPage ? new Request(PAGE) : request, params });
    done.catch(() => {});
    return isPage ? await atOnce(await response) : await response;
  } catch {
    return fromNetwork(request, isPage);
  }
}

/**
 * The page as it is painted at once with what `boot.js` puts into it: language and last summary. From the network nobody is
 * to wait for that; here the script is as near as the page, and without this the page would be painted twice, and jump.
 */
async function atOnce(response) {
  const page = await response.text();
  const headers = new Headers(response.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  return new Response(page.replace('<script type="module"', '<script blocking="render" type="module"'), { headers });
}

/** The version cannot be had whole any more. */
async function fromNetwork(request, isPage) {
  // A page of another version must not meet files of this one.
  if (isPage) await caches.delete(CACHE).catch(() => {});
  try {
    return await fetch(request);
  } catch (error) {
    if (!isPage) throw error;
    return new Response(LAST_WORD, {
      status: 503,
      headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": "default-src 'none'", "Cache-Control": "no-store" },
    });
  }
}

const LAST_WORD = `<!doctype html><html lang="hi"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>दिया · Diya</title>
<h1>दिया · Diya</h1>
<p>इंटरनेट नहीं मिल रहा, और फ़ोन ने इस पेज की फ़ाइलें हटा दी हैं। इंटरनेट आने पर पेज फिर खुलेगा। भुगतान कर चुके हों तो दोबारा न करें।</p>
<p lang="en">There is no network, and the phone has cleared this page's files away. With a network the page opens again. If you have paid, do not pay again.</p>
<p><a href="tel:1912">1912 पर कॉल करें · <span lang="en">Call 1912</span></a></p>
<p><a href="./">फिर से खोलें · <span lang="en">Open again</span></a></p></html>`;
