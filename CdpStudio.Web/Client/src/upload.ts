import { blazor, isTyping, on } from "./dom";

/** What the server answers to an upload; a refusal is problem details. */
interface Answer { id?: string; title?: string; detail?: string }

/**
 * <input type="file" data-upload="/ui/…" data-max="bytes" data-too-large="words">: sends the chosen file by HTTP, not over the circuit, with progress.
 * Tells what happens by element events that C# hears as onuploading, onuploaded and onuploadrefused.
 */
export function startUploads(): void {
  on("change", "input[type=file][data-upload]", element => {
    const input = element as HTMLInputElement;
    const file = input.files?.[0];
    if (!file) return;
    // Hours of sending would end in the same answer.
    if (file.size > Number(input.dataset.max ?? Infinity)) refuse(input, file, input.dataset.tooLarge ?? "");
    else send(input, file, input.dataset.upload ?? "");
  });

  on("dragover", "[data-drop]", (_, event) => event.preventDefault());
  on("drop", "[data-drop]", (zone, event) => {
    event.preventDefault();
    const input = zone.querySelector<HTMLInputElement>("input[type=file]");
    if (!input || !event.dataTransfer?.files.length) return;
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // A file that was copied, or cells of a sheet, which come as text parted by tabs.
  on("paste", "body", (page, event) => {
    const input = page.querySelector<HTMLInputElement>("[data-drop] input[type=file][data-upload]");
    const pasted = pastedFile(event.clipboardData);
    if (!input || !pasted || (event.target !== input && isTyping(event.target))) return;
    event.preventDefault();
    const files = new DataTransfer();
    files.items.add(pasted);
    input.files = files.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });

  for (const name of ["uploading", "uploaded", "uploadrefused"])
    blazor()?.registerCustomEventType(name, { createEventArgs: event => (event as CustomEvent<unknown>).detail });
}

function pastedFile(data: DataTransfer | null): File | undefined {
  // A sheet's cells come with a picture of them.
  const file = [...(data?.files ?? [])].find(f => !f.type.startsWith("image/"));
  if (file) return file;
  const text = data?.getData("text/plain") ?? "";
  return text.includes("\n") ? new File([text], "pasted.txt", { type: "text/plain" }) : undefined;
}

function send(input: HTMLInputElement, file: File, address: string): void {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  request.setRequestHeader("X-CdpStudio", "1");
  request.responseType = "json";
  let told = 0;
  request.upload.addEventListener("progress", event => {
    // Four times a second: each one is a message over the circuit.
    if (event.timeStamp - told < 250 && event.loaded < event.total) return;
    told = event.timeStamp;
    tell(input, "uploading", { name: file.name, sent: event.loaded, total: event.total });
  });
  request.addEventListener("load", () => {
    const answer = (request.response ?? {}) as Answer;
    if (request.status < 300) tell(input, "uploaded", { name: file.name, id: answer.id ?? "" });
    else refuse(input, file, answer.detail ?? answer.title ?? String(request.status));
  });
  request.addEventListener("error", () => refuse(input, file, ""));

  tell(input, "uploading", { name: file.name, sent: 0, total: file.size });
  const body = new FormData();
  body.append("file", file);
  request.send(body);
}

function refuse(input: HTMLInputElement, file: File, reason: string): void {
  input.value = "";
  tell(input, "uploadrefused", { name: file.name, reason });
}

function tell(input: HTMLInputElement, type: string, detail: object): void {
  input.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
}
