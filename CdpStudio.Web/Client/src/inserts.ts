import { on } from "./dom";

/**
 * Merge tags: a button with data-inserts="firstName" within a [data-merge-form] puts {{firstName|fallback}} where the caret was last in
 * one of its [data-merge] fields. The fallback is what [data-merge-fallback] holds.
 */
export function startInserts(): void {
  on("focusin", "[data-merge]", field => {
    field.closest("[data-merge-form]")?.querySelectorAll("[data-merge-last]").forEach(other => other.removeAttribute("data-merge-last"));
    field.setAttribute("data-merge-last", "");
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
