import type { Island } from "./island";

/**
 * Tells the page what it draws beside the canvas: the chosen step, what can be undone, how far saving is. The same thing is said
 * once, and a step that the focus only passes on its way is not said at all.
 */
export function report(island: Island): () => void {
  const passing = 120;
  let said = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  let chosen = "";

  const stop = island.listen(() => {
    const { desk, texts } = island;
    if (!desk) return;

    const deed = (prefix: string, past: typeof desk.undoable) => past && texts(`${prefix}Deed`, texts(`Deed${past.name}`, titleIn(past.step)));
    const state = {
      saving: island.saving.kind,
      reason: island.saving.kind === "refused" ? island.saving.reason : "",
      undo: deed("Undo", desk.undoable),
      redo: deed("Redo", desk.redoable),
    };
    const text = JSON.stringify(state);
    if (text !== said) island.tellPage("journeystate", state);
    said = text;

    const step = desk.focus;
    const next = step ? JSON.stringify(step) : "";
    if (next === chosen) return;

    chosen = next;
    clearTimeout(timer);
    timer = setTimeout(() => island.tellPage("journeychosen", { step: chosen, stamp: island.stamp }), passing);
  });

  function titleIn(id: string): string {
    const step = island.desk?.journey.steps.find(other => other.id === id);
    return step ? island.title(step) : island.texts("DeedGone");
  }

  return () => {
    stop();
    clearTimeout(timer);
  };
}
