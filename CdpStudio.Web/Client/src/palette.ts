import { on } from "./dom";

/** The 'go to' dialog: arrows move through the options that the server draws, Enter follows the one that is marked. */
export function startPalette(): void {
  on("keydown", "#goto input", (element, event) => {
    const options = [...document.querySelectorAll<HTMLElement>("#goto [role=option]")];
    const at = options.findIndex(option => option.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark(element, options, (Math.max(at, 0) + step + options.length) % options.length);
      event.preventDefault();
    } else if (event.key === "Enter") {
      options[Math.max(at, 0)]?.click();
      event.preventDefault();
    }
  });

  on("click", "#goto [role=option]", option => option.closest("dialog")?.close());
  document.getElementById("goto")?.addEventListener("close", clear);
}

function mark(input: HTMLElement, options: HTMLElement[], chosen: number): void {
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === chosen)));
  const option = options[chosen];
  if (!option) return;
  input.setAttribute("aria-activedescendant", option.id);
  option.scrollIntoView({ block: "nearest" });
}

function clear(event: Event): void {
  const input = (event.target as Element).querySelector("input");
  if (!input) return;
  input.value = "";
  input.dispatchEvent(new Event("input", { bubbles: true }));
}
