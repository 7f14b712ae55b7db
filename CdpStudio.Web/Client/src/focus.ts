/** Sets the focus to the first control that has an error, within the form or the whole page. */
export function focusFirstError(within: Element | null): void {
  (within ?? document).querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
