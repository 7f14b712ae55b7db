import { BaseEdge, getSmoothStepPath, type Edge as FlowEdge, type EdgeProps } from "@xyflow/react";
import { memo } from "react";
import { createPortal } from "react-dom";
import { AddButton } from "./addbutton";
import { useCanvas, useIsland } from "./context";
import type { Outcome } from "./document";

export interface WayData extends Record<string, unknown> {
  readonly outcome: Outcome;
  /** Where it runs down beside other steps; null goes straight. */
  readonly lane: number | null;
  /** Only a branch has ways that need a word. */
  readonly word: string;
  readonly count: string | null;
  readonly walked: boolean | null;
}

export type WayEdge = FlowEdge<WayData, "way">;

/** One outcome that leads to a step: its word, how many took it, and the place to put a step in between. */
export const Way = memo(function Way(props: EdgeProps<WayEdge>) {
  const { setup } = useIsland();
  const { labels } = useCanvas();
  const data = props.data!;
  const [path, x, y] = data.lane === null ? getSmoothStepPath({ ...props, borderRadius: 8, offset: 20 }) : detour(props, data.lane);
  const walked = data.walked === null ? "" : data.walked ? "walked" : "passed";

  return (
    <>
      <BaseEdge id={props.id} path={path} markerEnd={props.markerEnd} interactionWidth={28} className={`${walked}${props.selected ? " chosen" : ""}`} />
      {labels && createPortal(
        <div dir={setup.direction} className={`j-way ${walked}`} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>
          {(data.word || data.count) && <span className="j-outcome">{data.word}{data.word && data.count && " "}{data.count && <b>{data.count}</b>}</span>}
          <AddButton place={{ from: props.source, outcome: data.outcome }} />
        </div>,
        labels)}
    </>
  );
});

/** Down a little, over to the lane, down beside the others, back and in. */
function detour({ sourceX, sourceY, targetX, targetY }: EdgeProps<WayEdge>, lane: number): [string, number, number] {
  const lead = 22;
  const [top, bottom] = [sourceY + lead, targetY - lead];
  return [`M${sourceX},${sourceY} L${sourceX},${top - 8} ${corner(sourceX, top, lane)} L${lane},${bottom - 8} ${corner(lane, bottom, targetX)} L${targetX},${targetY}`, lane, (top + bottom) / 2];
}

/** From above at (x, y - 8), along y, and down again at (to, y + 8). */
function corner(x: number, y: number, to: number): string {
  const radius = Math.min(8, Math.abs(to - x) / 2);
  const way = Math.sign(to - x);
  return `L${x},${y - radius} Q${x},${y} ${x + way * radius},${y} L${to - way * radius},${y} Q${to},${y} ${to},${y + radius}`;
}
