import { on } from "./dom";

/**
 * Merge tags: a button with data-inserts="firstName" within a [data-merge-form] puts {{firstName|fallback}} where the caret was last in
 * one of its [data-merge] fields. The fallback is what [data-merge-fallback] holds.
 */
export function startInserts(): void {
  // Who goes by keyboard comes through other fields on the way to the button: the one in which something was done is meant.
  on("focusin", "[data-merge]", field => {
    if (!field.closest("[data-merge-form]")?.querySelector("[data-merge-last]")) choose(field);
  });
  on("pointerdown", "[data-merge]", choose);
  on("input", "[data-merge]", choose);
  on("keydown", "[data-merge]", (field, event) => {
    if (event.key !== "Tab" && event.key !== "Shift") choose(field);
  });

  on("click", "[data-inserts]", button => {
    const form = button.closest("[data-merge-form]");
    const field = form?.querySelector<HTMLInputElement | HTMLTextAreaElement>("[data-merge-last]") ?? form?.querySelector<HTMLTextAreaElement>("textarea[data-merge]");
    if (!form || !field) return;

    const fallback = form.querySelector<HTMLInputElement>("[data-merge-fallback]")?.value.trim() ?? "";
    const at = field.selectionEnd ?? field.value.length;
    field.focus();
    field.setRangeText(`{{${button.dataset.inserts}${fallback && `|${fallback}`}}}`, field.selectionStart ?? at, at, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function choose(field: HTMLElement): void {
  field.closest("[data-merge-form]")?.querySelectorAll("[data-merge-last]").forEach(other => other.removeAttribute("data-merge-last"));
  field.setAttribute("data-merge-last", "");
}
