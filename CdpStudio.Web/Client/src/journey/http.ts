import { settled, type Edge, type Edit, type Journey, type Step } from "./document";
import type { Drafts, Pocket, SaveAnswer, SavedDraft, Unsent } from "./drafts";

/** What stands in the way of publishing a draft; text is in the reader's language. */
export interface Problem { readonly step: string | null; readonly field: string; readonly severity: "error" | "warning"; readonly text: string }

interface SentDocument {
  readonly version: number;
  readonly definition: { readonly steps: readonly Step[]; readonly edges: readonly Edge[] };
  readonly problems: readonly Problem[];
  readonly changedAt: string;
  readonly changedBy: string;
}

const header = { "X-CdpStudio": "1" };

/** The draft behind /ui/journeys/{id}; see CdpStudio.Web/Journeys/README.md. */
export class HttpDrafts implements Drafts {
  /** @param judged called with what the server finds wrong with a draft, whenever it says so. */
  constructor(private readonly id: string, private readonly judged: (problems: readonly Problem[]) => void) { }

  async read(): Promise<SavedDraft> {
    const response = await fetch(`/ui/journeys/${this.id}`, { headers: header });
    if (!response.ok) throw new Error(`The journey could not be read: ${response.status}.`);

    const document = await response.json() as SentDocument;
    this.judged(document.problems);
    return draftOf(document);
  }

  async save(base: number, edits: readonly Edit[], leaving: boolean): Promise<SaveAnswer> {
    let response: Response;
    try {
      response = await fetch(`/ui/journeys/${this.id}`, {
        method: "PATCH",
        headers: { ...header, "Content-Type": "application/json" },
        body: JSON.stringify({ version: base, edits }),
        keepalive: leaving,
      });
    } catch {
      return { kind: "unreachable" };
    }

    if (response.ok) {
      const answer = await response.json() as { version: number; problems: readonly Problem[] };
      this.judged(answer.problems);
      return { kind: "saved", version: answer.version };
    }
    const problem = await response.json().catch(() => ({})) as { detail?: string; present?: SentDocument };
    if (response.status === 409 && problem.present) return { kind: "clash", theirs: draftOf(problem.present) };
    return response.status >= 500 || response.status === 429 ? { kind: "unreachable" } : { kind: "refused", reason: problem.detail ?? String(response.status) };
  }
}

export function journeyOf(definition: { readonly steps: readonly Step[]; readonly edges: readonly Edge[] }): Journey {
  return { steps: definition.steps.map(settled), edges: definition.edges.map(({ from, outcome, to }) => ({ from, outcome, to })) };
}

function draftOf(document: SentDocument): SavedDraft {
  return { version: document.version, journey: journeyOf(document.definition), changedAt: document.changedAt, changedBy: document.changedBy };
}

/** What was not sent lies in the browser's storage under the journey's id: a reload or a lost tab keeps it. */
export class StoragePocket implements Pocket {
  private readonly key: string;

  constructor(id: string) {
    this.key = `cdp-journey-${id}`;
  }

  get(): Unsent | null {
    try {
      return JSON.parse(localStorage.getItem(this.key) ?? "null") as Unsent | null;
    } catch {
      return null;
    }
  }

  put(unsent: Unsent | null): void {
    try {
      if (unsent) localStorage.setItem(this.key, JSON.stringify(unsent));
      else localStorage.removeItem(this.key);
    } catch {
      // Private windows may have no storage: then only the server keeps the draft.
    }
  }
}
