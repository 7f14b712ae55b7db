import type { Kind } from "./document";

/** What the page gives the island when it opens it. */
export interface Setup {
  readonly id: string;
  readonly canEdit: boolean;
  readonly direction: "ltr" | "rtl";
  readonly words: Readonly<Record<string, string>>;
  /** Paths on a 16 by 16 grid, by name; those of the kinds carry the kind's name. */
  readonly glyphs: Readonly<Record<string, string>>;
  /** Names of segments by key. */
  readonly segments: Readonly<Record<string, string>>;
}

/** What stands on the cards and edges, worded and formatted by the page. */
export interface Numbers {
  readonly steps: Readonly<Record<string, readonly Figure[]>>;
  /** By 'STEP OUTCOME'. */
  readonly edges: Readonly<Record<string, string>>;
  /** The steps that the shown version has; the others are new in this draft. */
  readonly known: readonly string[];
}

export interface Figure { readonly count: string; readonly word: string }

/** One person's way through a draft: steps and 'STEP OUTCOME'. */
export interface Walk { readonly steps: readonly string[]; readonly edges: readonly string[] }

export const kinds: readonly Kind[] = ["entry", "email", "wait", "branch", "exit"];
