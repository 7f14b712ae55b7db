import { env } from "node:process";
import { adding, applyAll, difference, fresh, objectionToEdge, openPlaces, outcomes, removing, type Journey, type Kind } from "../../src/journey/document";

/** The seed of this run; CDPSTUDIO_TEST_SEED repeats one. */
export const seed = Number(env.CDPSTUDIO_TEST_SEED ?? Date.now() % 1_000_000);

export function random(from: number): () => number {
  let state = from >>> 0;
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9) >>> 0;
    return ((state ^ (state >>> 13)) >>> 0) / 2 ** 32;
  };
}

/** What a restless hand does next: adds, connects, loosens, moves, renames or removes. */
export function anyEdits(journey: Journey, next: () => number, number: number) {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const kinds: readonly Kind[] = ["entry", "wait", "branch", "email", "exit"];
  const [one, other] = [pick(journey.steps), pick(journey.steps)];
  const way = pick(journey.edges);

  switch (Math.floor(next() * 6)) {
    case 0: {
      const kind = pick(kinds)!;
      const place = pick([...openPlaces(journey), ...journey.edges]) ?? null;
      return adding(journey, fresh(kind, `${kind}-${number}`, null), kind === "entry" ? null : place && { from: place.from, outcome: place.outcome });
    }
    case 1: {
      const outcome = one && pick(outcomes(one.kind));
      const edge = one && other && outcome && { from: one.id, outcome, to: other.id };
      return edge && !objectionToEdge(journey, edge) ? [{ op: "connect" as const, ...edge }] : [];
    }
    case 2:
      return way ? [{ op: "disconnect" as const, from: way.from, outcome: way.outcome }] : [];
    case 3:
      return one ? [{ op: "setStep" as const, step: { ...one, x: Math.floor(next() * 900), y: Math.floor(next() * 900) } }] : [];
    case 4:
      return one ? [{ op: "setStep" as const, step: { ...one, name: `called ${number}` } }] : [];
    default:
      return one && journey.steps.length > 3 ? removing(journey, other && other !== one && next() < 0.3 ? [one.id, other.id] : [one.id]) : [];
  }
}

export function anyJourney(next: () => number, steps: number): Journey {
  let journey: Journey = { steps: [fresh("entry", "start", null)], edges: [] };
  for (let number = 0; number < steps; number++) journey = applyAll(journey, anyEdits(journey, next, number));
  return journey;
}

export function isEqual(one: Journey, other: Journey): boolean {
  return difference(one, other).length === 0 && difference(other, one).length === 0;
}
