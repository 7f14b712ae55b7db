/**
 * Blazor's script puts classes on #components-reconnect-modal. Once the server has forgotten the circuit (after a restart, or a
 * long sleep) nothing but a fresh page helps, so the page loads itself again, at the same address.
 */
export function startReconnect(): void {
  const modal = document.getElementById("components-reconnect-modal");
  if (!modal) return;

  new MutationObserver(() => {
    if (modal.classList.contains("components-reconnect-rejected")) location.reload();
    if (modal.classList.contains("components-reconnect-failed")) void reloadOnceTheServerAnswers();
  }).observe(modal, { attributes: true, attributeFilter: ["class"] });
}

let waiting = false;

async function reloadOnceTheServerAnswers(): Promise<void> {
  if (waiting) return;
  waiting = true;
  for (;;) {
    await new Promise(resolve => setTimeout(resolve, 3000));
    const answer = await fetch("/health/live", { cache: "no-store" }).catch(() => null);
    if (answer?.ok) return location.reload();
  }
}
