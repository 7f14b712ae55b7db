import type { Edit, Journey } from "./document";

/** A draft as the server has it. */
export interface SavedDraft { readonly version: number; readonly journey: Journey; readonly changedBy: string; readonly changedAt: string }

export type SaveAnswer =
  | { readonly kind: "saved"; readonly version: number }
  | { readonly kind: "clash"; readonly theirs: SavedDraft }
  | { readonly kind: "refused"; readonly reason: string }
  /** Nobody answered: the same is tried again. */
  | { readonly kind: "unreachable" };

export interface Drafts {
  read(): Promise<SavedDraft>;
  /** @param leaving the page is going away: the request has to outlive it. */
  save(base: number, edits: readonly Edit[], leaving: boolean): Promise<SaveAnswer>;
}

/** What was drawn and not yet taken by the server, kept over a reload. */
export interface Unsent { readonly base: number; readonly journey: Journey }

export interface Pocket {
  get(): Unsent | null;
  put(unsent: Unsent | null): void;
}
