import {
  adding, difference, edgeAt, fresh, freshId, isSame, objectionToEdge, objectionToStep, openPlaces, outcomes, removing, settled, stepOf,
  type Edge, type Edit, type Journey, type Kind, type Objection, type Place, type Step,
} from "./document";
import { History, type Deed } from "./history";

/** What is drawn, what is chosen in it, and what was done to it. The view draws what it says; it knows nothing of a screen. */
export class Desk {
  private readonly heard = new Set<() => void>();
  private history: History;

  /** The chosen steps, in the order of choosing. */
  chosen: readonly string[] = [];

  /** Why the last thing that was tried did not happen; gone with the next that does. */
  objection: Objection | null = null;

  constructor(journey: Journey) {
    this.history = History.of(journey);
  }

  get journey(): Journey {
    return this.history.present;
  }

  get undoable(): Deed | null {
    return this.history.undoable;
  }

  get redoable(): Deed | null {
    return this.history.redoable;
  }

  /** The one step whose settings are shown. */
  get focus(): Step | null {
    return this.chosen.length === 1 ? stepOf(this.journey, this.chosen[0]!) ?? null : null;
  }

  listen(heard: () => void): () => void {
    this.heard.add(heard);
    return () => this.heard.delete(heard);
  }

  choose(ids: readonly string[]): void {
    if (ids.length === this.chosen.length && ids.every((id, index) => id === this.chosen[index])) return;

    this.chosen = ids;
    this.history = this.history.pause();
    this.tell();
  }

  /** @returns the new step's id; null where it may not be. */
  add(kind: Kind, place: Place | null, at: { x: number; y: number } | null = null): string | null {
    const objection = objectionToStep(this.journey, kind, place);
    if (objection) return this.object(objection);

    const step = fresh(kind, freshId(kind), place ? null : at);
    this.do(adding(this.journey, step, place), { name: "Add", step: step.id });
    this.choose([step.id]);
    return step.id;
  }

  /** Where a step goes that is added after another: its first open outcome, else between it and what follows. */
  placeAfter(id: string): Place | null {
    const step = stepOf(this.journey, id);
    const ways = step ? outcomes(step.kind) : [];
    const open = openPlaces(this.journey).find(place => place.from === id);
    return open ?? (ways[0] ? { from: id, outcome: ways[0] } : null);
  }

  connect(edge: Edge): boolean {
    const objection = objectionToEdge(this.journey, edge);
    if (objection) this.object(objection);
    else this.do([{ op: "connect", ...edge }], { name: "Connect", step: edge.from });
    return !objection;
  }

  disconnect(place: Place): void {
    if (edgeAt(this.journey, place)) this.do([{ op: "disconnect", ...place }], { name: "Disconnect", step: place.from });
  }

  remove(ids: readonly string[]): void {
    const first = ids[0];
    if (first === undefined) return;

    const edits = removing(this.journey, ids);
    const next = this.journey.edges.find(edge => edge.from === first)?.to ?? this.journey.edges.find(edge => edge.to === first)?.from;
    this.do(edits, { name: "Remove", step: first });
    this.choose(next && stepOf(this.journey, next) ? [next] : []);
  }

  /** @param pushed by the arrow keys: a row of pushes is one thing to undo. */
  move(spots: ReadonlyMap<string, { x: number; y: number }>, pushed: boolean): void {
    const moved = this.journey.steps.filter(step => spots.has(step.id));
    const edits: Edit[] = moved.map(step => ({ op: "setStep", step: { ...step, ...spots.get(step.id)! } }));
    const first = moved[0];
    if (first) this.do(edits, { name: "Move", step: first.id }, pushed ? `move/${first.id}` : null);
  }

  /** Gives all places up that were chosen by hand. */
  tidy(): void {
    const edits: Edit[] = this.journey.steps.filter(step => step.x !== undefined).map(({ x: _x, y: _y, ...step }) => ({ op: "setStep", step: step as Step }));
    this.do(edits, { name: "Tidy", step: "" });
  }

  /** Settings come from the page; what the page does not know, the place on the canvas, stays. */
  change(step: Step, typing: string | null): void {
    const before = stepOf(this.journey, step.id);
    if (!before) return;

    const { x, y } = before;
    this.do([{ op: "setStep", step: settled({ ...step, x, y }) }], { name: "Change", step: step.id }, typing && `${step.id}/${typing}`);
  }

  undo(): void {
    this.become(this.history.undo());
  }

  redo(): void {
    this.become(this.history.redo());
  }

  /** Somebody else's document takes the place of this one; it can be taken back like anything else. */
  replace(journey: Journey): void {
    this.do(difference(this.journey, journey), { name: "Replace", step: "" });
  }

  private do(edits: readonly Edit[], deed: Deed, typing: string | null = null): void {
    this.become(this.history.do(edits, deed, typing));
  }

  private become(history: History): void {
    const before = this.journey;
    this.history = history;
    this.objection = null;
    this.chosen = this.chosen.filter(id => stepOf(this.journey, id));
    if (!isSame(before, this.journey)) this.tell();
  }

  object(objection: Objection): null {
    this.objection = objection;
    this.tell();
    return null;
  }

  private tell(): void {
    for (const heard of this.heard) heard();
  }
}
