import type { KeyboardEvent } from "react";
import { useEffect } from "react";
import { isTyping } from "../dom";
import { useIsland } from "./context";
import type { Outcome, Place } from "./document";

interface Hands {
  /** The chosen edge: 'STEP OUTCOME'. */
  readonly way: string | null;
  forgetWay(): void;
  offer(place: Place, beside: Element): void;
  fit(): void;
  /** One to one. */
  full(): void;
}

/** The keys of the canvas. Tab, arrows and the space bar are React Flow's own. */
export function useKeys(hands: Hands): (event: KeyboardEvent) => void {
  const island = useIsland();
  const desk = island.desk!;

  // Undo works wherever the focus is, but in a text field, which has an undo of its own.
  useEffect(() => {
    const undo = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || !(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]") || !island.setup.canEdit) return;
      const letter = event.key.toLowerCase();
      if (letter === "y" || (letter === "z" && event.shiftKey)) desk.redo();
      else if (letter === "z") desk.undo();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", undo);
    return () => document.removeEventListener("keydown", undo);
  }, [island, desk]);

  return event => {
    if (isTyping(event.target) || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof Element)) return;

    const onButton = event.target.closest("button") !== null;
    const own = event.target.closest<HTMLElement>(".react-flow__node")?.dataset.id;
    if (own && !onButton && ["Enter", "+", "Delete", "Backspace"].includes(event.key) && !desk.chosen.includes(own)) desk.choose([own]);
    if (event.key === "1") hands.fit();
    else if (event.key === "0") hands.full();
    else if (event.key === "Enter" && !onButton && desk.focus) island.askForSettings();
    else if (!island.setup.canEdit) return;
    else if (event.key === "+" && desk.focus) offer(event);
    else if (event.key === "Delete" || event.key === "Backspace") remove();
    else return;
    event.preventDefault();
  };

  function offer(event: KeyboardEvent): void {
    const place = desk.placeAfter(desk.focus!.id);
    const node = event.currentTarget.querySelector(`.react-flow__node[data-id="${desk.focus!.id}"]`);
    if (place && node) hands.offer(place, node);
    else if (!place) desk.object("RefusedAfterExit");
  }

  function remove(): void {
    if (hands.way) {
      const [from, outcome] = hands.way.split(" ") as [string, Outcome];
      desk.disconnect({ from, outcome });
      hands.forgetWay();
    } else if (desk.chosen.length > 0) {
      desk.remove(desk.chosen);
      island.focusNext = desk.focus?.id ?? null;
    }
  }
}
