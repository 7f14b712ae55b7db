/** Sets the focus to the first control that has an error. A form that led to another page is gone by now. */
export function focusFirstError(within: Element | null): void {
  within?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** <input data-select-all>: what it holds is chosen when it takes the focus, to be typed over. */
export function startFocus(): void {
  document.addEventListener("focusin", event => {
    if (event.target instanceof HTMLInputElement && event.target.matches("[data-select-all]")) event.target.select();
  });
}

/** Puts the focus on the page's heading, unless somebody is already at work within the page. */
export function focusHeading(): void {
  const [main, active] = [document.querySelector("main"), document.activeElement];
  if (main && active && active !== main && main.contains(active)) return;
  document.querySelector<HTMLElement>("h1")?.focus();
}
