export type Members = Record<string, unknown>;

export function isMembers(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @returns null where the text is no JSON object. */
export function membersIn(text: string | null): Members | null {
  try {
    const value: unknown = JSON.parse(text ?? "null");
    return isMembers(value) ? value : null;
  } catch {
    // Not written by us.
    return null;
  }
}
