/* Keeps the program on the device: the newest from the server, the kept one when the server does not answer. */

const KEPT = "inkroom-1";

const isAsset = (url) => url.origin === location.origin && url.pathname.startsWith("/assets/");
const isPage = (url) => url.pathname === "/" || url.pathname.startsWith("/b/");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

/* The page says what it was made of, and hears whether all of it is kept; what an older version was made of is dropped. */
self.addEventListener("message", (event) => {
  const { keep } = event.data ?? {};
  if (!Array.isArray(keep)) return;
  event.waitUntil(keepAll(keep).then((kept) => event.source?.postMessage({ kept })));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate" && isPage(url)) event.respondWith(page(request));
  else if (isAsset(url)) event.respondWith(asset(request));
});

/* False where a part did not come that may come later; what the server does not have is not waited for. */
async function keepAll(addresses) {
  const cache = await caches.open(KEPT);
  const wanted = addresses
    .map((one) => new URL(one, location.origin))
    .filter((url) => isAsset(url) || url.pathname === "/");
  for (const request of await cache.keys()) {
    const url = new URL(request.url);
    if (
      isAsset(url) &&
      !/\.woff2$/.test(url.pathname) &&
      !wanted.some((one) => one.href === url.href)
    )
      await cache.delete(request);
  }
  let all = true;
  for (const url of wanted) {
    if (url.pathname !== "/" && (await cache.match(url.href))) continue;
    const answer = await fetch(url.href).catch(() => null);
    if (answer?.ok) await cache.put(url.href, answer);
    else if (!answer || answer.status >= 500) all = false;
  }
  return all;
}

/* Every page of the app is the same document. */
async function page(request) {
  try {
    const answer = await fetch(request);
    if (answer.ok) {
      const cache = await caches.open(KEPT);
      await cache.put(new URL("/", location.origin).href, answer.clone());
    }
    return answer;
  } catch (why) {
    const kept = await caches.match(new URL("/", location.origin).href);
    if (kept) return kept;
    throw why;
  }
}

/* Names of assets carry a hash: what is kept under a name is what the server would send. */
async function asset(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    const cache = await caches.open(KEPT);
    await cache.put(request, answer.clone());
  }
  return answer;
}
