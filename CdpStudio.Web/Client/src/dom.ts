/** Calls `handle` with the nearest ancestor that matches, wherever the event began; works for elements that come later. */
export function on<K extends keyof DocumentEventMap>(
  type: K, selector: string, handle: (element: HTMLElement, event: DocumentEventMap[K]) => void,
): void {
  document.addEventListener(type, event => {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>(selector) : null;
    if (element) handle(element, event);
  });
}

const yearInSeconds = 365 * 24 * 60 * 60;

/** A choice about the screen that the server draws by on the next visit. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${yearInSeconds}; samesite=lax`;
}

export function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
}

interface Blazor { registerCustomEventType(name: string, options: { createEventArgs(event: Event): unknown }): void }

/** Undefined on the static pages. */
export function blazor(): Blazor | undefined {
  return (globalThis as { Blazor?: Blazor }).Blazor;
}
