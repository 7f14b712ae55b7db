import type { Store } from "./browser";
import { membersIn } from "./members";

/** A message as JSON, with when it was last handed to a beacon, which gives no answer; 0 when it never was. */
export interface Entry { readonly json: string; readonly bytes: number; beaconAt: number }

const maxMessages = 1_000;
const maxBytes = 1_000_000;

// A page that lives writes its queue again at least every two minutes, while it has one.
const goneAfter = 5 * 60_000;

// The server takes a message once within a window of 24 hours; what was most likely taken is not sent again near the end of it.
const beaconTrustedAfter = 12 * 3_600_000;

const encoder = new TextEncoder();

/**
 * What is not known to have arrived, oldest first. Each page writes under a key of its own, so that two of them never overwrite each
 * other; what a page that is gone has left is taken over by the next one. Its text: when it was written (0 once the page is left), then
 * a line a message.
 */
export class Queue {
  private entries: Entry[] = [];
  private isKept = false;
  private isLeft = false;
  private readonly key: string;

  /** @param mayStore asked at each write: consent comes and goes. */
  constructor(
    private readonly store: Store,
    private readonly prefix: string,
    page: string,
    private readonly now: () => number,
    private readonly mayStore: () => boolean,
  ) {
    this.key = prefix + page;
  }

  get length(): number {
    return this.entries.length;
  }

  /** @returns false when it is larger than a request may be. */
  add(json: string): boolean {
    const bytes = encoder.encode(json).length;
    if (bytes > maxBytes / 2.5) return false;

    this.entries.push({ json, bytes, beaconAt: 0 });
    this.save();
    return true;
  }

  /** From the front, as many as go together; one at least. */
  batch(from: number, most: number, mostBytes: number): Entry[] {
    let bytes = 0;
    const batch: Entry[] = [];
    for (const entry of this.entries.slice(from, from + most)) {
      bytes += entry.bytes + 1;
      if (batch.length && bytes > mostBytes) break;
      batch.push(entry);
    }
    return batch;
  }

  /** They arrived, or never can. */
  drop(entries: readonly Entry[]): void {
    this.entries = this.entries.filter(entry => !entries.includes(entry));
    this.save();
  }

  save(): void {
    let bytes = 0;
    let first = this.entries.length;
    while (first > 0 && this.entries.length - first < maxMessages && bytes + this.entries[first - 1]!.bytes <= maxBytes) bytes += this.entries[--first]!.bytes;
    // Whoever was away for so long loses the oldest.
    if (first > 0) this.entries.splice(0, first);

    this.isKept = this.entries.length > 0 && this.mayStore()
      && this.store.set(this.key, [this.isLeft ? 0 : this.now(), ...this.entries.map(entry => `${entry.beaconAt} ${entry.json}`)].join("\n"));
    // Nothing to keep, or no room for it: then not an older state either.
    if (!this.isKept) this.store.remove(this.key);
  }

  /** The page goes: from now on the next one may take over what is here. */
  leave(): void {
    this.isLeft = true;
    this.save();
  }

  /** The page was put aside and is shown again. Somebody may have taken over its messages meanwhile. */
  comeBack(): void {
    this.isLeft = false;
    if (this.isKept && this.store.get(this.key) === null) this.entries = [];
    this.save();
  }

  /** Takes over what pages that are gone have left. Two that do so at once send it twice, and the server takes it once. */
  adopt(): void {
    const found: Entry[] = [];
    const keys = this.store.keys().filter(key => key.startsWith(this.prefix) && key !== this.key);
    const taken = keys.filter(key => {
      const [written, ...lines] = (this.store.get(key) ?? "").split("\n");
      if (this.now() - Number(written) < goneAfter) return false;

      for (const line of lines) {
        const blank = line.indexOf(" ");
        const [beaconAt, json] = [Number(line.slice(0, blank)), line.slice(blank + 1)];
        const isMissing = !beaconAt || this.now() - beaconAt < beaconTrustedAfter;
        // What is no message, whoever wrote it, would spoil those it is sent with.
        if (isMissing && membersIn(json)) found.push({ json, bytes: encoder.encode(json).length, beaconAt });
      }
      return true;
    });
    if (!taken.length) return;

    this.entries.unshift(...found);
    // Written before they are removed: a crash in between sends twice rather than never.
    this.save();
    for (const key of taken) this.store.remove(key);
  }

  clear(): void {
    this.entries = [];
    this.save();
  }
}
