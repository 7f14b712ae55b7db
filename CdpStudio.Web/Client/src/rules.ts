import { blazor, isTyping, on } from "./dom";

/**
 * The keys of a rule that is being drawn: <section data-rule> with lines <div data-line="7">. What was pressed goes to C# as
 * the element event rulekey; drawing and focus are the server's.
 */
export function startRules(): void {
  on("keydown", "[data-line]", (line, event) => {
    const key = lineKey(event);
    if (!key) return;
    event.preventDefault();
    event.stopPropagation();
    tell(line, key, Number(line.dataset.line));
  });

  document.addEventListener("keydown", event => {
    const rule = document.querySelector<HTMLElement>("[data-rule]");
    // A text field has an undo of its own, and so has a canvas beside the rule.
    if (!rule || !(event.ctrlKey || event.metaKey) || event.altKey || hasUndo(event.target) || document.querySelector("dialog[open]")) return;
    const letter = event.key.toLowerCase();
    const key = letter === "y" || (letter === "z" && event.shiftKey) ? "redo" : letter === "z" ? "undo" : null;
    if (!key) return;
    event.preventDefault();
    tell(rule, key, 0);
  });

  blazor()?.registerCustomEventType("rulekey", { createEventArgs: event => (event as CustomEvent<unknown>).detail });
}

function lineKey(event: KeyboardEvent): string | null {
  if (event.altKey && !event.ctrlKey && event.key === "ArrowUp") return "up";
  if (event.altKey && !event.ctrlKey && event.key === "ArrowDown") return "down";
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null;
  if (event.key === "Delete") return "remove";
  return event.key === "Enter" && event.target instanceof Element && event.target.matches("[data-grip]") ? "add" : null;
}

function hasUndo(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("input, textarea, [contenteditable=true], [data-undo] *");
}

function tell(element: HTMLElement, key: string, line: number): void {
  element.dispatchEvent(new CustomEvent("rulekey", { bubbles: true, detail: { key, line } }));
}
