import { Tracker, version, type Options } from "./tracker";
import { browser } from "./window";

// What a page calls before this script is there: [when, what, with which arguments].
type Early = [number, string, ArrayLike<unknown>];

// The script's own address, before anything else runs: afterwards it can't be told.
const host = ((document.currentScript as HTMLScriptElement | null)?.src ?? "").replace(/\/sdk\/cdp\.js.*$/, "");
const shown = window as unknown as { cdp?: Early[] & { version?: string } };
let tracker: Tracker | null = null;

const calls: Record<string, (time: number, ...given: never[]) => unknown> = {
  load(_: number, writeKey: string, options: Options = {}) {
    if (tracker) return;

    tracker = new Tracker(browser, writeKey, host, options);
    listen(tracker, options.navigation !== false);
  },
  consent: (_: number, isGiven: boolean) => tracker?.consent(isGiven),
};
for (const name of ["identify", "track", "page", "group", "alias"] as const)
  calls[name] = (time: number, ...given: [never]) => tracker?.[name](time, ...given);
for (const name of ["reset", "optOut", "optIn", "flush"] as const) calls[name] = () => tracker?.[name]();

/** A fault of ours or of a caller never breaks the caller's page. */
function guarded(name: string, act: () => unknown): unknown {
  try {
    return act();
  } catch (reason) {
    return browser.warn(`${name} failed`, reason);
  }
}

function call(time: number, name: string, given: ArrayLike<unknown>): unknown {
  return guarded(name, () => calls[name]?.(time, ...Array.from(given) as never[]));
}

function listen(tracker: Tracker, navigation: boolean): void {
  const on = (target: EventTarget, name: string, act: (event: Event) => void) => target.addEventListener(name, event => guarded(name, () => act(event)));
  on(window, "online", () => tracker.connected());
  on(window, "pagehide", () => tracker.leave());
  on(window, "pageshow", event => { if ((event as PageTransitionEvent).persisted) tracker.comeBack(); });
  on(document, "visibilitychange", () => { if (document.visibilityState === "hidden") tracker.hidden(); });
  if (!navigation) return;

  // The title is set after the address, so it is looked at a moment later.
  const look = () => { browser.after(0, () => guarded("navigation", () => tracker.navigated())); };
  for (const name of ["pushState", "replaceState"] as const) {
    const before = history[name];
    history[name] = function (this: History, ...given: Parameters<History["pushState"]>) {
      before.apply(this, given);
      look();
    };
  }
  addEventListener("popstate", look);
}

// The page's own object, because somebody may hold it already; a second copy of this script leaves it as it is.
const cdp = shown.cdp ??= [];
if (!cdp.version) {
  cdp.version = version;
  for (const name of Object.keys(calls)) Object.assign(cdp, { [name]: (...given: unknown[]) => call(Date.now(), name, given) });
  for (const [time, name, given] of cdp.splice(0)) call(time, name, given);
}
