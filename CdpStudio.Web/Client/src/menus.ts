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
    } else if (event.target instanceof Element && event.target.closest("[data-menu-grid]")) {
      moveInGrid(event);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const items = [...menu.querySelectorAll<HTMLElement>("a, button:not(:disabled)")];
      const at = items.indexOf(document.activeElement as HTMLElement);
      const step = event.key === "ArrowDown" ? 1 : -1;
      items[(at + step + items.length) % items.length]?.focus();
      event.preventDefault();
    }
  });
}

/** Within [data-menu-grid=COLUMNS] all four arrows move, as they look. */
function moveInGrid(event: KeyboardEvent): void {
  const grid = (event.target as Element).closest<HTMLElement>("[data-menu-grid]")!;
  const across = getComputedStyle(grid).direction === "rtl" ? -1 : 1;
  const columns = Number(grid.dataset.menuGrid);
  const step = { ArrowRight: across, ArrowLeft: -across, ArrowDown: columns, ArrowUp: -columns }[event.key];
  if (step === undefined) return;

  const cells = [...grid.querySelectorAll<HTMLElement>("button")];
  cells[cells.indexOf(document.activeElement as HTMLElement) + step]?.focus();
  event.preventDefault();
}

function open(): HTMLDetailsElement[] {
  return [...document.querySelectorAll<HTMLDetailsElement>("details[data-menu][open]")];
}
