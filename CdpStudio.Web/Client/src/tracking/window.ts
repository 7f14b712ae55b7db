import type { Browser, Store } from "./browser";

/** The browser as it is. */
export const browser: Browser = {
  store: storeIn(() => localStorage),
  visit: storeIn(() => sessionStorage),
  get online() {
    return navigator.onLine !== false;
  },
  now: () => Date.now(),
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds);
    return () => clearTimeout(timer);
  },
  random: () => Math.random(),
  // randomUUID is missing on pages without TLS.
  newId: () => Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, "0")).join(""),
  place: () => ({ path: location.pathname, referrer: document.referrer, search: location.search, title: document.title, url: location.href }),
  surroundings: () => ({
    locale: navigator.language,
    timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    userAgent: navigator.userAgent,
    screen: { width: screen.width, height: screen.height, density: devicePixelRatio },
  }),
  post: async (address, body) => {
    try {
      const content = new Blob([body], { type: "text/plain" });
      const answer = await fetch(address, {
        method: "POST",
        body: content,
        credentials: "omit",
        // A page that is hidden may be ended with the request under way.
        keepalive: content.size < 63_000,
        signal: AbortSignal.timeout?.(30_000),
      });
      const seconds = Number(answer.headers.get("Retry-After"));
      return { status: answer.status, retryAfter: seconds > 0 ? seconds : null };
    } catch {
      // The network is away, the page's policy forbids the address, or it took too long: the browser tells nobody which.
      return { status: 0, retryAfter: null };
    }
  },
  beacon: (address, body) => navigator.sendBeacon?.(address, new Blob([body], { type: "text/plain" })) ?? false,
  warn: (words, reason) => console.warn(`cdp.js: ${words}`, ...(reason === undefined ? [] : [reason])),
};

/** Reading the property alone throws where a browser keeps nothing for this page. */
function storeIn(find: () => Storage): Store {
  const attempt = <T>(act: (storage: Storage) => T, otherwise: T): T => {
    try {
      return act(find());
    } catch {
      return otherwise;
    }
  };
  return {
    keys: () => attempt(storage => Object.keys(storage), []),
    get: key => attempt(storage => storage.getItem(key), null),
    set: (key, value) => attempt(storage => (storage.setItem(key, value), true), false),
    remove: key => attempt(storage => storage.removeItem(key), undefined),
  };
}
