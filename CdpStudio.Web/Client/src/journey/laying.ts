import type { Journey } from "./document";
import { laidOut, nodeHeight, rankGap, type Drawing, type Spot } from "./layout";

/** Lays a journey out elsewhere, so that nobody's hand is held up by it. */
export interface Layouter {
  lay(journey: Journey, mirrored: boolean): Promise<Drawing>;
}

/** Up to here laying out takes no longer than a frame or two. */
const few = 80;
/** As many as somebody goes back and forth between by undo and redo. */
const kept = 12;

/**
 * The layouts of one canvas. A layout depends on the steps and the ways between them alone: moving a step or typing into its settings
 * lays out nothing. That of a large journey is made in the background; until it is there the one before stands, with room made for
 * what is new.
 */
export class Laying {
  private readonly known = new Map<string, Drawing>();
  private last: Drawing | null = null;
  private asked = "";

  /** How often it was laid out while the page waited. */
  runs = 0;

  /** @param arrived called when a layout that was not there has come. */
  constructor(private readonly mirrored: boolean, private readonly background: Layouter, private readonly arrived: () => void) { }

  of(journey: Journey): Drawing {
    const shape = shapeOf(journey);
    const there = this.known.get(shape);
    if (there) return (this.last = there);
    if (this.last && journey.steps.length > few) return this.makeshift(journey, shape, this.last);

    this.runs++;
    return this.keep(shape, laidOut(journey, this.mirrored));
  }

  private makeshift(journey: Journey, shape: string, last: Drawing): Drawing {
    if (this.asked !== shape) {
      this.asked = shape;
      this.background.lay(journey, this.mirrored).then(
        drawing => {
          this.keep(shape, drawing);
          if (this.asked === shape) this.arrived();
        },
        () => {
          // The browser gave no background: then the page waits.
          this.runs++;
          this.keep(shape, laidOut(journey, this.mirrored));
          this.arrived();
        });
    }
    return (this.last = withRoom(journey, last));
  }

  private keep(shape: string, drawing: Drawing): Drawing {
    this.known.set(shape, drawing);
    const oldest = this.known.keys().next().value;
    if (this.known.size > kept && oldest !== undefined) this.known.delete(oldest);
    return (this.last = drawing);
  }
}

/** A document's order says nothing, and undo changes it. */
function shapeOf({ steps, edges }: Journey): string {
  return [...steps.map(step => `${step.id} ${step.kind}`).sort(), ...edges.map(edge => `${edge.from} ${edge.outcome} ${edge.to}`).sort()].join();
}

/** What is new goes below the step that leads to it, and what lay there moves down by one rank. */
function withRoom(journey: Journey, { spots, lanes }: Drawing): Drawing {
  const rank = nodeHeight + rankGap;
  const next = new Map<string, Spot>([...spots].filter(([id]) => journey.steps.some(step => step.id === id)));
  for (const step of journey.steps) {
    if (next.has(step.id)) continue;

    const before = journey.edges.find(edge => edge.to === step.id && next.has(edge.from));
    const above = before ? next.get(before.from)! : { x: 0, y: Math.max(0, ...[...next.values()].map(spot => spot.y)) };
    for (const [id, spot] of next) if (spot.y > above.y) next.set(id, { x: spot.x, y: spot.y + rank });
    next.set(step.id, { x: above.x, y: above.y + rank });
  }
  return { spots: next, lanes };
}
