import { applyAll, difference, type Edit, type Journey } from "./document";

/** What somebody did, as it is offered to be taken back: a key of the texts and the step that it was done to. */
export interface Deed { readonly name: string; readonly step: string }

interface Past { readonly deed: Deed; readonly back: readonly Edit[]; readonly again: readonly Edit[]; readonly typing: string | null }

/** A document with all that was done to it since it was opened. Never changes; doing, undoing and redoing give a new one. */
export class History {
  private constructor(
    readonly present: Journey,
    private readonly done: readonly Past[],
    private readonly undone: readonly Past[],
  ) { }

  static of(journey: Journey): History {
    return new History(journey, [], []);
  }

  get undoable(): Deed | null {
    return this.done.at(-1)?.deed ?? null;
  }

  get redoable(): Deed | null {
    return this.undone.at(-1)?.deed ?? null;
  }

  /** @param typing the field that is typed in or the thing that is pushed: what follows each other there is one step to undo. */
  do(edits: readonly Edit[], deed: Deed, typing: string | null = null): History {
    const next = applyAll(this.present, edits);
    const last = this.done.at(-1);
    const joins = typing !== null && last?.typing === typing && this.undone.length === 0;
    const start = joins ? applyAll(this.present, last.back) : this.present;
    const again = difference(start, next);
    if (again.length === 0) return joins ? new History(next, this.done.slice(0, -1), []) : this;

    const past: Past = { deed: joins ? last.deed : deed, back: difference(next, start), again, typing };
    return new History(next, [...(joins ? this.done.slice(0, -1) : this.done), past], []);
  }

  /** The next edit is a step of its own, also in the same field. */
  pause(): History {
    const last = this.done.at(-1);
    return last?.typing ? new History(this.present, [...this.done.slice(0, -1), { ...last, typing: null }], this.undone) : this;
  }

  undo(): History {
    const last = this.done.at(-1);
    if (!last) return this;
    return new History(applyAll(this.present, last.back), this.done.slice(0, -1), [...this.undone, { ...last, typing: null }]);
  }

  redo(): History {
    const next = this.undone.at(-1);
    if (!next) return this;
    return new History(applyAll(this.present, next.again), [...this.done, next], this.undone.slice(0, -1));
  }
}
