/** Sets the focus to the first control that has an error. */
export function focusFirstError(within: Element): void {
  within.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
