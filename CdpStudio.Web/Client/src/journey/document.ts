// A journey as it is drawn, and what may be done to it. Pure: nothing here knows of a screen or a server. The same document is
// CdpStudio.Core/Journeys/Definition; kinds, outcomes and members are its.

export type Kind = "entry" | "wait" | "branch" | "email" | "exit";
export type Outcome = "next" | "yes" | "no";

/** What was not filled in is absent, never null: see {@link settled}. */
export interface Step {
  readonly id: string;
  readonly kind: Kind;
  readonly name?: string;
  /** Where somebody put it by hand. */
  readonly x?: number;
  readonly y?: number;
  /** What the kind adds: for, rule, content, event, where, attribute, from, to, segment, present, again. */
  readonly [member: string]: unknown;
}

export interface Edge { readonly from: string; readonly outcome: Outcome; readonly to: string }

export interface Journey { readonly steps: readonly Step[]; readonly edges: readonly Edge[] }

/** A place where a step can be put: an outcome of a step, whether an edge leaves there or not. */
export interface Place { readonly from: string; readonly outcome: Outcome }

/** What the server understands too; see CdpStudio.Web/Journeys/README.md. */
export type Edit =
  | { readonly op: "setStep"; readonly step: Step }
  | { readonly op: "removeStep"; readonly id: string }
  | { readonly op: "connect"; readonly from: string; readonly outcome: Outcome; readonly to: string }
  | { readonly op: "disconnect"; readonly from: string; readonly outcome: Outcome };

/** Why something may not be: a key of the texts. */
export type Objection = "RefusedOntoItself" | "RefusedIntoEntry" | "RefusedAfterExit" | "RefusedEntryBetween" | "RefusedExitBetween" | "RefusedSecondEntry" | "RefusedTooMany";

export const maxSteps = 500;

const outcomesOf: Record<Kind, readonly Outcome[]> = { entry: ["next"], wait: ["next"], branch: ["yes", "no"], email: ["next"], exit: [] };

export function outcomes(kind: Kind): readonly Outcome[] {
  return outcomesOf[kind];
}

export function stepOf(journey: Journey, id: string): Step | undefined {
  return journey.steps.find(step => step.id === id);
}

export function edgeAt(journey: Journey, place: Place): Edge | undefined {
  return journey.edges.find(edge => edge.from === place.from && edge.outcome === place.outcome);
}

/** How a way is called wherever one text has to name it. */
export function wayId({ from, outcome }: Place): string {
  return `${from} ${outcome}`;
}

/** The outcomes that lead nowhere yet. */
export function openPlaces(journey: Journey): Place[] {
  return journey.steps.flatMap(step => outcomes(step.kind).map(outcome => ({ from: step.id, outcome }))).filter(place => !edgeAt(journey, place));
}

/** Null where the edge may be drawn. */
export function objectionToEdge(journey: Journey, edge: Edge): Objection | null {
  const from = stepOf(journey, edge.from);
  const to = stepOf(journey, edge.to);
  if (!from || !to || !outcomes(from.kind).includes(edge.outcome)) return "RefusedAfterExit";
  if (from.id === to.id) return "RefusedOntoItself";
  return to.kind === "entry" ? "RefusedIntoEntry" : null;
}

/** Null where a step of the kind may be put; without a place it lies on its own. */
export function objectionToStep(journey: Journey, kind: Kind, place: Place | null): Objection | null {
  if (journey.steps.length >= maxSteps) return "RefusedTooMany";
  if (kind === "entry" && journey.steps.some(step => step.kind === "entry")) return "RefusedSecondEntry";
  if (!place) return null;
  if (kind === "entry") return "RefusedEntryBetween";
  return kind === "exit" && edgeAt(journey, place) ? "RefusedExitBetween" : null;
}

/** The edits that put a step at a place: what came after the place comes after the step. */
export function adding(journey: Journey, step: Step, place: Place | null): Edit[] {
  const edits: Edit[] = [{ op: "setStep", step }];
  if (!place) return edits;

  const before = edgeAt(journey, place);
  edits.push({ op: "connect", ...place, to: step.id });
  const through = outcomes(step.kind)[0];
  if (before && through) edits.push({ op: "connect", from: step.id, outcome: through, to: before.to });
  return edits;
}

/** The edits that take steps out. What led to a step leads to what came after it; of a branch, to where 'yes' led, else 'no'. */
export function removing(journey: Journey, ids: readonly string[]): Edit[] {
  return difference(journey, applyAll(journey, ids.map(id => ({ op: "removeStep", id }))));
}

export function applyAll(journey: Journey, edits: readonly Edit[]): Journey {
  return edits.reduce(apply, journey);
}

function apply(journey: Journey, edit: Edit): Journey {
  switch (edit.op) {
    case "setStep":
      return { ...journey, steps: put(journey.steps, edit.step, step => step.id === edit.step.id) };
    case "removeStep":
      return without(journey, edit.id);
    case "connect":
      return { ...journey, edges: put(journey.edges, { from: edit.from, outcome: edit.outcome, to: edit.to }, edge => isAt(edge, edit)) };
    case "disconnect":
      return { ...journey, edges: journey.edges.filter(edge => !isAt(edge, edit)) };
  }
}

function without(journey: Journey, id: string): Journey {
  const step = stepOf(journey, id);
  if (!step) return journey;

  const after = outcomes(step.kind).map(outcome => edgeAt(journey, { from: id, outcome })?.to).find(to => to !== undefined && to !== id);
  const edges = journey.edges.filter(edge => edge.from !== id).flatMap(edge => {
    if (edge.to !== id) return [edge];
    return after === undefined || after === edge.from ? [] : [{ ...edge, to: after }];
  });
  return { steps: journey.steps.filter(other => other.id !== id), edges };
}

function put<T>(list: readonly T[], item: T, isSame: (other: T) => boolean): readonly T[] {
  return list.some(isSame) ? list.map(other => (isSame(other) ? item : other)) : [...list, item];
}

function isAt(edge: Edge, place: Place): boolean {
  return edge.from === place.from && edge.outcome === place.outcome;
}

/** Edits that lead from one document to another; none when they say the same. */
export function difference(from: Journey, to: Journey): Edit[] {
  const edits: Edit[] = [];
  // Loosened first, so that what is removed has no successor that others would be led to.
  for (const edge of from.edges) if (!stepOf(to, edge.from) || !edgeAt(to, edge)) edits.push({ op: "disconnect", from: edge.from, outcome: edge.outcome });
  for (const step of from.steps) if (!stepOf(to, step.id)) edits.push({ op: "removeStep", id: step.id });
  for (const step of to.steps) if (!same(stepOf(from, step.id), step)) edits.push({ op: "setStep", step });
  for (const edge of to.edges) if (edgeAt(from, edge)?.to !== edge.to) edits.push({ op: "connect", ...edge });
  return edits;
}

export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null || Array.isArray(one) !== Array.isArray(other)) return false;

  const [mine, theirs] = [Object.keys(one), Object.keys(other)];
  return mine.length === theirs.length && mine.every(key => same((one as Record<string, unknown>)[key], (other as Record<string, unknown>)[key]));
}

export function isSame(one: Journey, other: Journey): boolean {
  return difference(one, other).length === 0;
}

/** The one way to write a step: without what was not filled in. Rules and filters are others' and stay as they are. */
export function settled(step: Step): Step {
  const { rule, where, from, to, present, content, ...rest } = step;
  return {
    ...filled(rest),
    ...(rule ? { rule } : {}),
    ...(rest.event && Array.isArray(where) && where.length > 0 ? { where } : {}),
    // Absent is any value, null is none, and an empty one is still to be filled in.
    ...(rest.attribute && from !== undefined ? { from } : {}),
    ...(rest.attribute && to !== undefined ? { to } : {}),
    ...(rest.segment && typeof present === "boolean" ? { present } : {}),
    ...(content ? { content: filled(content as Record<string, unknown>, "keepEmpty") } : {}),
  } as Step;
}

function filled(members: Record<string, unknown>, empty?: "keepEmpty"): Record<string, unknown> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null && value !== undefined && (empty || value !== "")));
}

/** What a new step of a kind begins with. */
export function fresh(kind: Kind, id: string, at: { x: number; y: number } | null): Step {
  const step = { id, kind, ...at };
  switch (kind) {
    case "entry":
      return { ...step, again: "afterExit" };
    case "wait":
      return { ...step, for: "1d" };
    case "email":
      return { ...step, content: { version: 1, subject: "", preheader: "", heading: "", text: "", footer: "" } };
    case "branch":
    case "exit":
      return step;
  }
}

/** Random, because counts and people hang on a step's id: one that was deleted must not come back as another. */
export function freshId(kind: Kind): string {
  return `${kind}-${crypto.randomUUID().slice(0, 8)}`;
}
