import { on } from "./dom";

/** A press anywhere on a row opens it, as its link would; text can still be selected and other controls still work. */
export function startRows(): void {
  on("click", "tr[data-open]", (row, event) => {
    const target = event.target as Element;
    if (target.closest("a, button, input, select, label, summary") || getSelection()?.toString()) return;
    const link = row.querySelector<HTMLAnchorElement>("a.open");
    if (!link) return;
    if (event.ctrlKey || event.metaKey) open(link.href, "_blank", "noopener");
    else link.click();
  });
}
