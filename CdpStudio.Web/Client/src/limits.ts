/** What goes over a circuit at once has at most 32 KB, three bytes a character at worst; a field that names no bound gets this one. */
const mostCharacters = 8_000;

/** Before anything gets into a field, by whatever way: typed, pasted, dropped. */
export function startLimits(): void {
  document.addEventListener("beforeinput", event => {
    const field = event.target;
    if ((field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) && field.maxLength < 0 && !("longText" in field.dataset)) field.maxLength = mostCharacters;
  }, true);
}
