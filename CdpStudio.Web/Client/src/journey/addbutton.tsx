import { useState } from "react";
import { useCanvas, useIsland } from "./context";
import { objectionToStep, stepOf, type Kind, type Place } from "./document";
import { Glyph } from "./glyph";
import { draggedType } from "./palette";

/** The place on an edge, or below a loose end, where a step can be put: pressed for a menu, or dropped upon. */
export function AddButton({ place }: { place: Place }) {
  const island = useIsland();
  const canvas = useCanvas();
  const [over, setOver] = useState(false);
  const journey = island.desk!.journey;
  const step = stepOf(journey, place.from);
  const isLegal = canvas.dragged !== null && objectionToStep(journey, canvas.dragged, place) === null;
  if (!island.setup.canEdit || !step) return null;

  const name = step.kind === "branch"
    ? island.texts("AddAfterOutcome", island.title(step), island.texts(place.outcome === "yes" ? "Yes" : "No"))
    : island.texts("AddAfter", island.title(step));
  return (
    <button
      type="button" aria-label={name} title={island.texts("AddHere")} aria-haspopup="menu"
      className={`j-add nodrag nopan${isLegal ? " legal" : ""}${over && isLegal ? " over" : ""}`}
      onClick={event => canvas.offer(place, event.currentTarget)}
      onDragOver={event => {
        event.preventDefault();
        event.stopPropagation();
        event.dataTransfer.dropEffect = isLegal ? "copy" : "none";
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={event => {
        event.preventDefault();
        event.stopPropagation();
        setOver(false);
        const kind = event.dataTransfer.getData(draggedType);
        if (kind) canvas.drop(kind as Kind, place);
      }}
    >
      <Glyph name="plus" small />
    </button>
  );
}
