import { difference, isSame, type Journey } from "./document";
import type { Drafts, Pocket, SavedDraft } from "./drafts";

export type SaveState =
  | { readonly kind: "saved" }
  | { readonly kind: "waiting" }
  | { readonly kind: "saving" }
  | { readonly kind: "offline" }
  | { readonly kind: "refused"; readonly reason: string }
  | { readonly kind: "clash"; readonly theirs: SavedDraft; readonly base: Journey };

export interface Clock {
  after(milliseconds: number, run: () => void): () => void;
}

const pause = 600;
const retry = 3_000;

/**
 * Brings what is drawn to the server, one request at a time, a moment after the last change. What was not taken yet lies in the
 * pocket and is sent again, after a reload too. What is sent is the difference to what the server last said that it has, so a
 * request whose answer was lost does no harm: the second one clashes with a document that is the same.
 */
export class Saver {
  private version = 0;
  private taken: Journey = { steps: [], edges: [] };
  private drawn: Journey = this.taken;
  private sending = false;
  private cancel: (() => void) | null = null;

  state: SaveState = { kind: "saved" };

  constructor(
    private readonly drafts: Drafts,
    private readonly pocket: Pocket,
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) { }

  /** The version that the server last said that it has. */
  get saved(): number {
    return this.version;
  }

  /** What to draw: the server's draft, or over it what a page that was lost had not sent. */
  async open(): Promise<Journey> {
    const draft = await this.drafts.read();
    this.become(draft);
    this.drawn = draft.journey;
    const unsent = this.pocket.get();
    if (!unsent || isSame(unsent.journey, draft.journey)) {
      this.pocket.put(null);
      return draft.journey;
    }

    this.drawn = unsent.journey;
    if (unsent.base === draft.version) this.ask(pause);
    else this.tell({ kind: "clash", theirs: draft, base: draft.journey });
    return unsent.journey;
  }

  draw(journey: Journey): void {
    if (journey === this.drawn) return;

    this.drawn = journey;
    this.keep();
    if (this.state.kind === "clash") return;
    if (!this.sending) this.ask(pause);
  }

  /** Sends at once what waits; resolves when there is nothing left to send or it cannot be sent. */
  async flush(leaving = false): Promise<void> {
    while (!this.sending && this.state.kind !== "clash" && !isSame(this.taken, this.drawn)) {
      this.stop();
      await this.send(leaving);
      if (this.state.kind === "offline" || this.state.kind === "refused") return;
    }
  }

  /** After a clash: what was drawn here replaces the other's. */
  takeMine(): void {
    if (this.state.kind !== "clash") return;

    this.become(this.state.theirs);
    this.keep();
    this.ask(0);
  }

  /** After a clash: what was drawn here is given up. */
  takeTheirs(): Journey {
    if (this.state.kind !== "clash") return this.drawn;

    const { theirs } = this.state;
    this.become(theirs);
    this.drawn = theirs.journey;
    this.pocket.put(null);
    this.tell({ kind: "saved" });
    return theirs.journey;
  }

  close(): void {
    this.stop();
  }

  private become(draft: SavedDraft): void {
    this.version = draft.version;
    this.taken = draft.journey;
  }

  private keep(): void {
    this.pocket.put(isSame(this.taken, this.drawn) ? null : { base: this.version, journey: this.drawn });
  }

  private ask(delay: number): void {
    this.stop();
    if (this.state.kind !== "offline") this.tell({ kind: "waiting" });
    this.cancel = this.clock.after(delay, () => {
      this.cancel = null;
      void this.send(false);
    });
  }

  private stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  private async send(leaving: boolean): Promise<void> {
    const sent = this.drawn;
    const edits = difference(this.taken, sent);
    if (edits.length === 0) {
      this.keep();
      this.tell({ kind: "saved" });
      return;
    }

    this.sending = true;
    this.tell({ kind: "saving" });
    const answer = await this.drafts.save(this.version, edits, leaving);
    this.sending = false;
    switch (answer.kind) {
      case "saved":
        this.become({ version: answer.version, journey: sent, changedBy: "", changedAt: "" });
        this.keep();
        if (this.drawn === sent) this.tell({ kind: "saved" });
        else this.ask(pause);
        break;
      case "clash":
        this.meet(answer.theirs);
        break;
      case "refused":
        this.tell({ kind: "refused", reason: answer.reason });
        break;
      case "unreachable":
        this.tell({ kind: "offline" });
        this.ask(retry);
        break;
    }
  }

  private meet(theirs: SavedDraft): void {
    if (!isSame(theirs.journey, this.drawn)) {
      this.tell({ kind: "clash", theirs, base: this.taken });
      return;
    }

    // Our own request, whose answer was lost.
    this.become(theirs);
    this.keep();
    this.tell({ kind: "saved" });
  }

  private tell(state: SaveState): void {
    this.state = state;
    this.changed();
  }
}
