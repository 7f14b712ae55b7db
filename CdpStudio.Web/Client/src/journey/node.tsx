import { Handle, Position, useUpdateNodeInternals, type Node, type NodeProps } from "@xyflow/react";
import { memo, useEffect, useRef } from "react";
import { AddButton } from "./addbutton";
import { useIsland } from "./context";
import { outcomes, type Outcome, type Step } from "./document";
import { Glyph } from "./glyph";
import type { Figure } from "./setup";

export interface CardData extends Record<string, unknown> {
  readonly step: Step;
  readonly title: string;
  /** Of a branch: 'no' leaves from the left. */
  readonly noFirst: boolean;
  readonly open: readonly Outcome[];
  readonly figures: readonly Figure[] | null;
  readonly isNew: boolean;
  readonly errors: number;
  readonly warnings: number;
  /** Of a walk that is shown: whether it came here; null without one. */
  readonly walked: boolean | null;
}

export type CardNode = Node<CardData, "step">;

/** One step: what it is, what it is called, and how many are there. */
export const Card = memo(function Card({ id, data, selected }: NodeProps<CardNode>) {
  const { setup, texts } = useIsland();
  const measure = useUpdateNodeInternals();
  const measured = useRef(data.noFirst);
  // React Flow measures handles when a card is new or changes its size, not when they change places. Each measuring asks every way again.
  useEffect(() => {
    if (measured.current !== data.noFirst) measure(id);
    measured.current = data.noFirst;
  }, [measure, id, data.noFirst]);

  return (
    <div dir={setup.direction} className={classes(data, selected)}>
      {data.step.kind !== "entry" && <Handle type="target" position={Position.Top} isConnectableStart={false} />}
      <div className="j-head">
        <span className="j-icon"><Glyph name={data.step.kind} /></span>
        <div className="j-words">
          <div className="j-kind">{texts(`Kind_${data.step.kind}`)}{data.isNew && <> · {texts("NewInDraft")}</>}</div>
          <div className="j-title" dir="auto">{data.title}</div>
        </div>
      </div>
      {data.figures && (
        <div className="j-numbers">
          {data.figures.length === 0 ? <span>{texts("NoNumbers")}</span> : data.figures.map(figure => <span key={figure.word}><b>{figure.count}</b> {figure.word}</span>)}
        </div>
      )}
      <Badge errors={data.errors} warnings={data.warnings} />
      {outcomes(data.step.kind).map(outcome => (
        <Handle key={outcome} id={outcome} type="source" position={Position.Bottom} isConnectableEnd={false} className={`j-out ${side(outcome, data.noFirst)}`} />
      ))}
      {data.open.map(outcome => (
        <div key={outcome} className={`j-loose ${side(outcome, data.noFirst)}`}>
          {data.step.kind === "branch" && <span className="j-outcome">{texts(outcome === "yes" ? "Yes" : "No")}</span>}
          <AddButton place={{ from: id, outcome }} />
        </div>
      ))}
    </div>
  );
});

/** Seen from the left, in every language: the drawing is not mirrored but by its layout. */
function side(outcome: Outcome, noFirst: boolean): string {
  return outcome === "next" ? "" : (outcome === "no") === noFirst ? "first" : "second";
}

function classes(data: CardData, selected: boolean): string {
  const walked = data.walked === null ? "" : data.walked ? " walked" : " passed";
  return `j-card${selected ? " selected" : ""}${data.isNew ? " new" : ""}${data.figures ? " counted" : ""}${walked}`;
}

function Badge({ errors, warnings }: { errors: number; warnings: number }) {
  const { texts } = useIsland();
  if (errors + warnings === 0) return null;

  const word = errors > 0 ? texts.plural("Errors", errors) : texts.plural("Warnings", warnings);
  return <span className={errors > 0 ? "j-badge bad" : "j-badge warn"} title={word}><Glyph name={errors > 0 ? "error" : "warning"} small /><span aria-hidden="true">{errors || warnings}</span><span className="j-vh">{word}</span></span>;
}
