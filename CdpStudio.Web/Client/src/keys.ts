import { isTyping } from "./dom";
import { showDialog } from "./dialogs";

/** `/` searches the list, `?` shows the keys, Ctrl+K (or ⌘K) goes anywhere. */
export function startKeys(): void {
  document.addEventListener("keydown", event => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "k") {
      if (open("goto")) event.preventDefault();
    } else if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) {
      return;
    } else if (event.key === "/") {
      const search = document.querySelector<HTMLInputElement>("[data-search]");
      if (search) search.focus();
      else open("goto");
      event.preventDefault();
    } else if (event.key === "?") {
      open("keys");
    }
  });
}

function open(id: string): boolean {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement)) return false;
  showDialog(dialog);
  return true;
}
