import { on } from "./dom";

/** Opens a dialog above the page, unless it is gone by now; the browser keeps the focus inside and gives it back. */
export function showDialog(dialog: HTMLDialogElement | null): void {
  if (!dialog || dialog.open) return;

  dialog.showModal();
  // Keys that are pressed in a frame never reach the dialog, so Escape would not close it.
  if (document.activeElement instanceof HTMLIFrameElement) dialog.querySelector<HTMLElement>("button, a[href]")?.focus();
}

/** Buttons with data-opens="ID" and data-closes, for dialogs that need no server. */
export function startDialogs(): void {
  on("click", "[data-opens]", button => {
    const dialog = document.getElementById(button.dataset.opens ?? "");
    if (dialog instanceof HTMLDialogElement) showDialog(dialog);
  });
  on("click", "[data-closes]", button => button.closest("dialog")?.close());
}
