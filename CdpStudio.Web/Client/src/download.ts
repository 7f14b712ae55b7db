import { on } from "./dom";

/**
 * <a data-download href="/ui/…">: fetches the file with the header that /ui asks for, which a plain link can't send, and hands it
 * over under the server's file name. While it comes the link is busy; a refusal is written into the element that data-refusal names.
 */
export function startDownloads(): void {
  on("click", "a[data-download]", (element, event) => {
    event.preventDefault();
    if (element.getAttribute("aria-busy") !== "true") void fetchFile(element as HTMLAnchorElement);
  });
}

async function fetchFile(link: HTMLAnchorElement): Promise<void> {
  const refusal = document.getElementById(link.dataset.refusal ?? "");
  if (refusal) refusal.hidden = true;
  link.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(link.href, { headers: { "X-CdpStudio": "1" } });
    if (!response.ok) throw new Error(await reason(response));
    save(await response.blob(), nameOf(response));
  } catch (error) {
    if (!refusal) return;
    refusal.textContent = `${refusal.dataset.words ?? ""} ${error instanceof Error ? error.message : ""}`.trim();
    refusal.hidden = false;
  } finally {
    link.removeAttribute("aria-busy");
  }
}

async function reason(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => ({}))) as { detail?: string; title?: string };
  return problem.detail ?? problem.title ?? String(response.status);
}

function nameOf(response: Response): string {
  const disposition = response.headers.get("content-disposition") ?? "";
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition)?.[1];
  return encoded ? decodeURIComponent(encoded) : (/filename="?([^";]+)"?/i.exec(disposition)?.[1] ?? "download");
}

function save(file: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = name;
  link.click();
  // Not at once: some browsers begin to read after this turn.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
