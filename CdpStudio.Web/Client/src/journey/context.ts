import { createContext, useContext } from "react";
import type { Kind, Place } from "./document";
import type { Island } from "./island";

export const IslandContext = createContext<Island | null>(null);

export function useIsland(): Island {
  const island = useContext(IslandContext);
  if (!island) throw new Error("Drawn outside of an island.");
  return island;
}

/** What the parts of the canvas do to each other. */
export interface Canvas {
  /** The kind that is dragged from the palette. */
  readonly dragged: Kind | null;
  /** Offers the kinds of step that can be added at a place, beside an element. */
  offer(place: Place, beside: Element): void;
  drop(kind: Kind, place: Place): void;
  /** What lies over the ways and moves with them; null until the drawing is there. React Flow's own finder looks for it at every way with every move. */
  readonly labels: Element | null;
}

export const CanvasContext = createContext<Canvas | null>(null);

export function useCanvas(): Canvas {
  const canvas = useContext(CanvasContext);
  if (!canvas) throw new Error("Drawn outside of a canvas.");
  return canvas;
}
