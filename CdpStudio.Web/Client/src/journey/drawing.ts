import { MarkerType } from "@xyflow/react";
import { edgeAt, outcomes, same, wayId, type Journey, type Step } from "./document";
import type { WayEdge } from "./edge";
import type { Island } from "./island";
import { nodeHeight, nodeWidth, walked, type Drawing } from "./layout";
import type { CardData, CardNode } from "./node";

/** The cards of a journey. Those that did not change stay the same objects, so that only what changed is drawn again. */
export function cards(island: Island, drawing: Drawing, before: readonly CardNode[]): CardNode[] {
  const desk = island.desk!;
  const { spots } = drawing;
  const old = new Map(before.map(node => [node.id, node]));

  // Tab goes the way that people go.
  return walked(desk.journey).map(step => {
    const known = old.get(step.id);
    const data = dataOf(island, step, noFirst(desk.journey, step, drawing), known?.data);
    const position = spots.get(step.id)!;
    const selected = desk.chosen.includes(step.id);
    if (known && known.data === data && known.selected === selected && known.position.x === position.x && known.position.y === position.y) return known;

    return {
      ...known,
      id: step.id, type: "step", position, selected, data, width: nodeWidth, height: nodeHeight,
      ariaLabel: labelOf(island, data), ariaRole: "group", domAttributes: { "aria-roledescription": island.texts("Step") },
    };
  });
}

/** Of a branch: whether 'no' runs down before 'yes', seen from the left. Their ways then leave so that they do not cross. */
function noFirst(journey: Journey, step: Step, { spots, lanes }: Drawing): boolean {
  if (step.kind !== "branch") return false;

  const [yes, no] = (["yes", "no"] as const).map(outcome => {
    const edge = edgeAt(journey, { from: step.id, outcome });
    return edge && (lanes.get(wayId(edge)) ?? spots.get(edge.to)!.x + nodeWidth / 2);
  });
  return yes !== undefined && no !== undefined && yes > no;
}

function dataOf(island: Island, step: Step, noFirst: boolean, before: CardData | undefined): CardData {
  const { numbers, walk, desk } = island;
  const next: CardData = {
    step,
    title: island.title(step),
    noFirst,
    open: outcomes(step.kind).filter(outcome => !edgeAt(desk!.journey, { from: step.id, outcome })),
    figures: numbers ? numbers.steps[step.id] ?? [] : null,
    isNew: numbers !== null && numbers.known.length > 0 && !numbers.known.includes(step.id),
    ...island.marks(step.id),
    walked: walk ? walk.steps.includes(step.id) : null,
  };
  const isSame = before !== undefined && Object.keys(next).every(key => key === "open" ? String(before.open) === String(next.open) : before[key] === next[key])
    && (before.figures?.length ?? -1) === (next.figures?.length ?? -1);
  return isSame ? before : next;
}

function labelOf({ texts }: Island, data: CardData): string {
  return [
    texts(`Kind_${data.step.kind}`),
    data.title,
    ...(data.figures ?? []).map(figure => `${figure.count} ${figure.word}`),
    data.errors > 0 ? texts.plural("Errors", data.errors) : data.warnings > 0 ? texts.plural("Warnings", data.warnings) : "",
  ].filter(Boolean).join(", ");
}

/** As with the cards: the ways that did not change stay the same objects. */
export function ways(island: Island, { lanes }: Drawing, chosen: string | null, before: readonly WayEdge[]): WayEdge[] {
  const { texts, numbers, walk } = island;
  const { journey } = island.desk!;
  const byId = new Map(journey.steps.map(step => [step.id, step]));
  const old = new Map(before.map(way => [way.id, way]));

  return journey.edges.map(edge => {
    const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
    const key = wayId(edge);
    const word = from?.kind === "branch" ? texts(edge.outcome === "yes" ? "Yes" : "No") : "";
    const way: WayEdge = {
      id: key, type: "way", source: edge.from, sourceHandle: edge.outcome, target: edge.to,
      selected: chosen === key,
      markerEnd: { type: MarkerType.ArrowClosed, width: 18, height: 18, markerUnits: "userSpaceOnUse" },
      ariaLabel: texts("WayFromTo", from ? island.title(from) : "", to ? island.title(to) : "", word),
      data: { outcome: edge.outcome, lane: lanes.get(key) ?? null, word, count: numbers?.edges[key] ?? null, walked: walk ? walk.edges.includes(key) : null },
    };
    const known = old.get(key);
    return known && same(known, way) ? known : way;
  });
}
