import { on } from "./dom";

/** Buttons with data-copy="TEXT": copies, and says so for a moment. Fields with data-select are chosen as a whole. */
export function startCopying(): void {
  on("click", "[data-copy]", async button => {
    await navigator.clipboard?.writeText(button.dataset.copy ?? "");
    const word = button.lastChild;
    const before = word?.textContent ?? "";
    if (!word || !button.dataset.copied || before === button.dataset.copied) return;
    word.textContent = button.dataset.copied;
    setTimeout(() => { word.textContent = before; }, 2000);
  });
  on("focusin", "[data-select]", field => (field as HTMLInputElement).select());
}
