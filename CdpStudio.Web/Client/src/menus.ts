import { on } from "./dom";

/** Menus are <details data-menu>: this adds what they lack, closing on Escape, on a choice and on a press elsewhere. */
export function startMenus(): void {
  document.addEventListener("click", event => {
    const target = event.target as Element;
    for (const menu of open()) {
      const chosen = menu.contains(target) && target.closest("a, button") && !target.closest("[data-menu-stays]");
      if (chosen || !menu.contains(target)) menu.open = false;
    }
  });

  on("keydown", "details[data-menu][open]", (element, event) => {
    const menu = element as HTMLDetailsElement;
    if (event.key === "Escape") {
      menu.open = false;
      menu.querySelector("summary")?.focus();
      event.stopPropagation();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = [...menu.querySelectorAll<HTMLElement>("a, button:not(:disabled)")];
      const at = items.indexOf(document.activeElement as HTMLElement);
      const step = event.key === "ArrowDown" ? 1 : -1;
      items[(at + step + items.length) % items.length]?.focus();
      event.preventDefault();
    }
  });
}

function open(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")];
}
