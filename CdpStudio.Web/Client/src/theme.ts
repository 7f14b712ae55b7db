import { on, remember } from "./dom";

/** Buttons with data-theme-choice="light|dark|system". Without a choice the system's preference decides. */
export function startTheme(): void {
  on("click", "[data-theme-choice]", button => {
    const choice = button.dataset.themeChoice ?? "system";
    if (choice === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = choice;
    remember("cdp-theme", choice);
    mark(choice);
  });
}

function mark(choice: string): void {
  for (const button of document.querySelectorAll<HTMLElement>("[data-theme-choice]"))
    button.setAttribute("aria-pressed", String(button.dataset.themeChoice === choice));
}
