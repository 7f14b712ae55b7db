/** A place for small texts that outlives the page. Where the browser has none, nothing is kept and nothing fails. */
export interface Store {
  keys(): string[];
  get(key: string): string | null;
  /** @returns false when it is full or away. */
  set(key: string, value: string): boolean;
  remove(key: string): void;
}

/** @param status 0 when nobody answered. @param retryAfter seconds, where the server named them. */
export interface Answer { readonly status: number; readonly retryAfter: number | null }

export interface Place { readonly path: string; readonly referrer: string; readonly search: string; readonly title: string; readonly url: string }

/** All that the tracker knows of the browser, so that it runs in tests without one. */
export interface Browser {
  /** Shared by all pages of the origin. */
  readonly store: Store;
  /** Of this tab alone, until it is closed. */
  readonly visit: Store;
  readonly online: boolean;
  now(): number;
  /** @returns what calls it off. */
  after(milliseconds: number, run: () => void): () => void;
  /** From 0 to below 1. */
  random(): number;
  newId(): string;
  place(): Place;
  /** What holds for the page as a whole: language, zone, screen. */
  surroundings(): Record<string, unknown>;
  post(address: string, body: string): Promise<Answer>;
  /** Hands a body to the browser, to be sent even though the page goes. @returns false when it takes no more. */
  beacon(address: string, body: string): boolean;
  warn(words: string, reason?: unknown): void;
}
