import { on, remember } from "./dom";

const root = document.documentElement;

/** The left navigation: slim or wide on a desk (remembered), a drawer on a phone. */
export function startNavigation(): void {
  on("click", "[data-nav-slim]", () => {
    const slim = root.dataset.nav !== "slim";
    if (slim) root.dataset.nav = "slim";
    else delete root.dataset.nav;
    remember("cdp-nav", slim ? "slim" : "wide");
  });

  on("click", "[data-nav-open]", button => {
    root.dataset.drawer = "open";
    button.setAttribute("aria-expanded", "true");
    document.querySelector<HTMLElement>("#nav a")?.focus();
  });

  on("click", "#nav a, [data-nav-close]", closeDrawer);
  document.addEventListener("keydown", event => {
    if (event.key === "Escape" && root.dataset.drawer) closeDrawer();
  });

  // A plain jump to #main would be taken for a navigation to the base address.
  on("click", "[data-skip]", (_, event) => {
    event.preventDefault();
    const main = document.getElementById("main");
    main?.focus();
    main?.scrollIntoView();
  });
}

function closeDrawer(): void {
  if (!root.dataset.drawer) return;
  delete root.dataset.drawer;
  const button = document.querySelector<HTMLElement>("[data-nav-open]");
  button?.setAttribute("aria-expanded", "false");
  button?.focus();
}
