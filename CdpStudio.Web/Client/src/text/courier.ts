export type Answer = { readonly kind: "taken" } | { readonly kind: "unreachable" } | { readonly kind: "gone" } | { readonly kind: "refused"; readonly reason: string };

export type TextState = "taken" | "waiting" | "unreachable" | "found" | { readonly refused: string };

/** What was typed over which text. */
export interface Unsent { readonly base: string | null; readonly text: string }

export interface Pocket {
  get(): Unsent | null;
  put(unsent: Unsent | null): void;
}

export interface Clock {
  after(milliseconds: number, run: () => void): () => void;
}

const pause = 300;
const retry = 3_000;

/**
 * Hands a text over as it is typed, one request at a time. What was not taken yet lies in the pocket and is sent again, after a reload
 * too; where somebody else changed the text meanwhile, it is found and asked about, never put over theirs.
 */
export class Courier {
  private sending: Promise<void> | null = null;
  private cancel: (() => void) | null = null;
  private found: string | null = null;

  /** @param taken what the server has; null when that is not known. */
  constructor(
    private taken: string | null,
    private typed: string,
    private readonly send: (text: string) => Promise<Answer>,
    private readonly pocket: Pocket,
    private readonly clock: Clock,
    private readonly say: (state: TextState) => void,
  ) { }

  /** The server lacks something that was typed. */
  get isBehind(): boolean {
    return this.typed !== this.taken;
  }

  /** @returns what a page that was lost had not handed over, to be shown; null when there is nothing of the kind. */
  open(): string | null {
    const unsent = this.pocket.get();
    if (unsent && unsent.text !== this.typed && unsent.text !== this.taken) {
      if (unsent.base === this.taken && !this.isBehind) {
        this.type(unsent.text);
        return unsent.text;
      }
      this.found = unsent.text;
      this.say("found");
    }
    if (this.isBehind) this.type(this.typed);
    else if (this.found === null) this.pocket.put(null);
    return null;
  }

  type(text: string): void {
    this.typed = text;
    this.ask(pause);
  }

  /** The text was changed elsewhere. What is typed here and was not taken stays. */
  become(text: string): boolean {
    if (this.isBehind) return false;

    this.taken = this.typed = text;
    return true;
  }

  /** The answer about what was found. */
  settle(putBack: boolean): string | null {
    const found = this.found;
    this.found = null;
    this.keep();
    this.say(this.isBehind ? "waiting" : "taken");
    if (!putBack || found === null) return null;

    this.type(found);
    return found;
  }

  /** Keeps what was not taken, for the page that comes after this one. */
  keep(): void {
    if (this.isBehind) this.pocket.put({ base: this.taken, text: this.typed });
    else if (this.found === null) this.pocket.put(null);
  }

  /** Sends at once what waits; resolves when there is nothing left to send or it can't be sent now. */
  flush(): Promise<void> {
    this.stop();
    this.keep();
    return this.sending ??= this.sendAll().finally(() => { this.sending = null; });
  }

  private async sendAll(): Promise<void> {
    while (this.isBehind) {
      const text = this.typed;
      const answer = await this.send(text);
      if (answer.kind === "taken") {
        this.taken = text;
        this.keep();
      } else if (answer.kind === "unreachable") {
        this.say("unreachable");
        this.cancel ??= this.clock.after(retry, () => { void this.flush(); });
        return;
      } else if (answer.kind === "gone") {
        return;
      } else if (this.typed === text) {
        this.say({ refused: answer.reason });
        return;
      }
    }
    if (this.found === null) this.say("taken");
  }

  private ask(delay: number): void {
    this.stop();
    if (this.found === null) this.say("waiting");
    this.cancel = this.clock.after(delay, () => { void this.flush(); });
  }

  private stop(): void {
    this.cancel?.();
    this.cancel = null;
  }
}
