import { Courier, type Answer, type Pocket, type TextState, type Unsent } from "./courier";
import { on } from "../dom";

/**
 * A message of a circuit has at most 32 KB, so long text comes by HTTP: LongText.razor's <textarea data-long-text> is opened with the
 * address that takes it. The field belongs to the browser, whose undo keeps working; the server writes in it only what was changed
 * elsewhere.
 */
export function startLongTexts(): void {
  on("input", "textarea[data-long-text]", element => {
    const field = element as HTMLTextAreaElement;
    const courier = couriers.get(field);
    if (courier) courier.type(field.value);
    else typedEarly.add(field);
  });
  // Events of the field stay in it, but for this one: from outside of it, it carries no text.
  on("keydown", "textarea[data-long-text]", (field, event) => {
    if (event.key === "Escape") field.closest("[data-long-texts]")?.parentElement?.dispatchEvent(new KeyboardEvent("keydown", event));
  });
  on("change", "textarea[data-long-text]", field => void couriers.get(field)?.flush());
  on("click", "[data-put-back], [data-let-go]", button => {
    const field = button.closest("[data-long-texts]")?.querySelector("textarea");
    const found = field && couriers.get(field)?.settle("putBack" in button.dataset);
    if (field && typeof found === "string") field.value = found;
  });
  window.addEventListener("pagehide", () => there().forEach(courier => courier.keep()));
  window.addEventListener("click", hold, true);
  window.addEventListener("keydown", event => { if (event.key === "Escape") hold(event); }, true);
}

const couriers = new Map<Element, Courier>();
const typedEarly = new Set<Element>();
const longestHold = 2_000;
let isLettingGo = false;

/**
 * @param field null when it left the page before this was called, as the server asks from far away.
 * @param name tells the fields of a page apart, today and after a reload.
 */
export function openLongText(field: HTMLTextAreaElement | null, address: string, name: string): void {
  if (!field) return;

  const clock = { after: (milliseconds: number, run: () => void) => { const timer = setTimeout(run, milliseconds); return () => clearTimeout(timer); } };
  const taken = typedEarly.delete(field) ? null : field.value;
  const courier = new Courier(taken, field.value, text => put(field, address, text), pocketOf(`cdp-text-${location.pathname}-${name}`), clock, state => say(field, state));
  couriers.set(field, courier);
  const unsent = courier.open();
  if (unsent !== null) field.value = unsent;
}

/** The text was changed elsewhere: undone, or by somebody else. */
export function showLongText(field: HTMLTextAreaElement | null, text: string): void {
  if (field && couriers.get(field)?.become(text)) field.value = text;
}

// A press on something else may leave the field or send what it says, so it waits until the field's text is there.
function hold(event: MouseEvent | KeyboardEvent): void {
  const target = event.target;
  if (isLettingGo || !(target instanceof Element)) return;
  if (event.type === "click" && target.closest("[data-long-texts]")) return;

  const behind = there().filter(courier => courier.isBehind);
  if (behind.length === 0) return;

  event.preventDefault();
  event.stopImmediatePropagation();
  const late = new Promise(resolve => setTimeout(resolve, longestHold));
  void Promise.race([Promise.all(behind.map(courier => courier.flush())), late]).then(() => {
    isLettingGo = true;
    target.dispatchEvent(event instanceof KeyboardEvent ? new KeyboardEvent(event.type, event) : new MouseEvent(event.type, event));
    isLettingGo = false;
  });
}

/** Those whose field is still on the page. */
function there(): Courier[] {
  for (const field of couriers.keys()) if (!field.isConnected) couriers.delete(field);
  return [...couriers.values()];
}

async function put(field: Element, address: string, text: string): Promise<Answer> {
  // Its page is gone, and with it whoever took the text; what was not taken lies in the pocket for the next one.
  if (!field.isConnected) return { kind: "gone" };

  let response: Response;
  try {
    response = await fetch(address, { method: "PUT", headers: { "X-CdpStudio": "1", "Content-Type": "text/plain; charset=utf-8" }, body: text });
  } catch {
    return { kind: "unreachable" };
  }
  if (response.ok) return { kind: "taken" };
  if (response.status === 404 || response.status === 429 || response.status >= 500) return { kind: "unreachable" };

  const problem = await response.json().catch(() => ({})) as { detail?: string };
  return { kind: "refused", reason: problem.detail ?? "" };
}

function say(field: Element, state: TextState): void {
  const whole = field.closest("[data-long-texts]");
  const line = whole?.querySelector<HTMLElement>("[data-waiting]");
  const found = whole?.querySelector<HTMLElement>("[data-found]");
  if (!line || !found) return;

  // The page knows nothing of what was not sent yet, and would call it saved.
  const isBehind = there().some(courier => courier.isBehind);
  for (const saved of document.querySelectorAll("[data-saved]")) saved.toggleAttribute("data-behind", isBehind);
  found.hidden = state !== "found";
  line.textContent = typeof state === "object" ? state.refused || line.dataset.refused! : state === "waiting" || state === "unreachable" ? line.dataset[state]! : "";
}

function pocketOf(key: string): Pocket {
  return {
    get() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? "null") as Unsent | null;
      } catch {
        return null;
      }
    },
    put(unsent) {
      try {
        if (unsent) localStorage.setItem(key, JSON.stringify(unsent));
        else localStorage.removeItem(key);
      } catch {
        // Private windows may have no storage: then the text waits on this page alone.
      }
    },
  };
}
