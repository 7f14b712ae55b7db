import type { Island } from "./island";

/**
 * Tells the page what it draws beside the canvas: the chosen step, what can be undone, how far saving is. The same thing is said
 * once, and a step that the focus only passes on its way is not said at all.
 */
export function report(island: Island): () => void {
  const passing = 120;

  // Characters that one event may have; the page asks for a longer step itself, in pieces.
  const most = 8_000;
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
    // The page knows what it changed itself, and a long text need not go there and back with every key.
    if (step && next.length > most && island.isFromPage(step)) return;

    clearTimeout(timer);
    timer = setTimeout(() => {
      const isLong = chosen.length > most;
      island.tellPage("journeychosen", { step: isLong ? "" : chosen, isLong, stamp: island.stamp });
    }, passing);
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
