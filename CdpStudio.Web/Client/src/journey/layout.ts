import { graphlib, layout } from "@dagrejs/dagre";
import { edgeAt, outcomes, wayId, type Journey, type Step } from "./document";

export const nodeWidth = 216;
export const nodeHeight = 74;
export const rankGap = 64;

export interface Spot { readonly x: number; readonly y: number }

/** @property lanes where a way runs down that passes by other steps, by 'STEP OUTCOME'; the others go straight. */
export interface Drawing { readonly spots: ReadonlyMap<string, Spot>; readonly lanes: ReadonlyMap<string, number> }

/**
 * Where every step is drawn: from top to bottom, and where somebody put it by hand. A step that was not placed keeps the distance
 * to the step before it that the layout gave it, so what is put after a moved step comes out beside that step.
 */
export function places(journey: Journey, { spots: laid, lanes }: Drawing): Drawing {
  if (journey.steps.every(step => step.x === undefined)) return { spots: laid, lanes };

  const spots = new Map<string, Spot>();
  for (const step of [...journey.steps].sort((one, other) => laid.get(one.id)!.y - laid.get(other.id)!.y)) {
    spots.set(step.id, step.x !== undefined && step.y !== undefined ? { x: step.x, y: step.y } : free(beside(journey, step, laid, spots), spots));
  }
  // A lane was made for where the layout put both ends.
  const kept = journey.edges.filter(edge => [edge.from, edge.to].every(id => spots.get(id)!.x === laid.get(id)!.x && spots.get(id)!.y === laid.get(id)!.y));
  return { spots, lanes: new Map(kept.map(wayId).flatMap(id => (lanes.has(id) ? [[id, lanes.get(id)!]] : []))) };
}

/** @param mirrored 'yes' to the right of 'no', for a language that is written that way. */
export function laidOut(journey: Journey, mirrored: boolean): Drawing {
  const graph = new graphlib.Graph().setGraph({ rankdir: "TB", nodesep: 56, ranksep: rankGap }).setDefaultEdgeLabel(() => ({}));
  const steps = walked(journey);
  for (const step of steps) graph.setNode(step.id, { width: nodeWidth, height: nodeHeight });
  for (const step of steps) {
    for (const outcome of outcomes(step.kind)) {
      const edge = edgeAt(journey, { from: step.id, outcome });
      if (edge && graph.hasNode(edge.to)) graph.setEdge(edge.from, edge.to);
    }
  }
  layout(graph, { constraints: abreast(steps, journey) });

  const spots = new Map(journey.steps.map(step => {
    const node = graph.node(step.id) as { x: number; y: number };
    return [step.id, { x: Math.round((mirrored ? -node.x : node.x) - nodeWidth / 2), y: Math.round(node.y - nodeHeight / 2) }] as const;
  }));
  const lanes = new Map(journey.edges.flatMap(edge => {
    // Both ends, and a point halfway to each rank: with five or more it passes by others.
    const points = graph.hasEdge(edge.from, edge.to) ? graph.edge(edge.from, edge.to).points as { x: number }[] : [];
    const x = points[Math.floor(points.length / 2)]?.x;
    return points.length >= 5 && x !== undefined ? [[wayId(edge), mirrored ? -x : x] as const] : [];
  }));
  return { spots, lanes };
}

/** 'Yes' before 'no'. */
function abreast(steps: readonly Step[], journey: Journey): { left: string; right: string }[] {
  return steps.filter(step => step.kind === "branch").flatMap(step => {
    const [yes, no] = [edgeAt(journey, { from: step.id, outcome: "yes" }), edgeAt(journey, { from: step.id, outcome: "no" })];
    return yes && no && yes.to !== no.to ? [{ left: yes.to, right: no.to }] : [];
  });
}

/** In the order in which people meet them, 'yes' before 'no': dagre puts what it met first to the left, and a document's order says nothing. */
export function walked(journey: Journey): Step[] {
  const byId = new Map([...journey.steps].sort((one, other) => (one.id < other.id ? -1 : 1)).map(step => [step.id, step]));
  const met = new Set<Step>();
  const visit = (step: Step) => {
    if (met.has(step)) return;
    met.add(step);
    for (const outcome of outcomes(step.kind)) {
      const next = byId.get(edgeAt(journey, { from: step.id, outcome })?.to ?? "");
      if (next) visit(next);
    }
  };
  for (const step of byId.values()) if (step.kind === "entry") visit(step);
  for (const step of byId.values()) visit(step);
  return [...met];
}

function beside(journey: Journey, step: Step, laid: ReadonlyMap<string, Spot>, spots: ReadonlyMap<string, Spot>): Spot {
  const own = laid.get(step.id)!;
  const before = journey.edges.find(edge => edge.to === step.id && spots.has(edge.from));
  if (!before) return own;

  const [was, is] = [laid.get(before.from)!, spots.get(before.from)!];
  return { x: own.x + is.x - was.x, y: own.y + is.y - was.y };
}

function free(wanted: Spot, taken: Map<string, Spot>): Spot {
  const spot = { ...wanted };
  const others = [...taken.values()].sort((one, other) => one.y - other.y);
  for (const other of others) {
    const meets = Math.abs(other.x - spot.x) < nodeWidth + 16 && Math.abs(other.y - spot.y) < nodeHeight + 16;
    if (meets) spot.y = other.y + nodeHeight + 40;
  }
  return spot;
}
