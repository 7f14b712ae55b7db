// The journey canvas, loaded by its page alone. C# reaches it through JourneyCanvasModule; nothing hangs on window.
import "@xyflow/react/dist/base.css";
import "./journey.css";
import { ReactFlowProvider } from "@xyflow/react";
import { useSyncExternalStore } from "react";
import { createRoot } from "react-dom/client";
import { blazor } from "../dom";
import { Canvas } from "./canvas";
import { Clash } from "./clash";
import { IslandContext, useIsland } from "./context";
import type { Outcome, Step } from "./document";
import { Island } from "./island";
import { report } from "./report";
import type { Numbers, Setup, Walk } from "./setup";

for (const type of ["journeychosen", "journeystate", "journeysettings"]) {
  blazor()?.registerCustomEventType(type, { createEventArgs: event => (event as CustomEvent<unknown>).detail });
}

/** Opens a journey in an element that Blazor leaves alone. */
export async function open(root: HTMLElement, setup: Setup) {
  await dress();
  const island = new Island(setup, root);
  const drawing = createRoot(root);
  drawing.render(<IslandContext.Provider value={island}><ReactFlowProvider><Whole /></ReactFlowProvider></IslandContext.Provider>);
  const silence = report(island);
  window.addEventListener("pagehide", island.leave);
  await island.open();

  return {
    undo: () => island.desk?.undo(),
    redo: () => island.desk?.redo(),
    change: (step: string, typing: string | null, stamp: number) => island.change(JSON.parse(step) as Step, typing, stamp),
    remove: (step: string) => island.desk?.remove([step]),
    connect: (from: string, outcome: Outcome, to: string | null) => (to ? island.desk?.connect({ from, outcome, to }) : island.desk?.disconnect({ from, outcome })),
    chosen: () => island.chosen,
    choose: (step: string | null) => island.go(step),
    say: (sentences: Record<string, string>) => island.say(sentences),
    number: (numbers: Numbers | null) => island.show({ numbers }),
    walk: (walk: Walk | null) => island.show({ walk }),
    flush: () => island.flush(),
    close: () => {
      window.removeEventListener("pagehide", island.leave);
      silence();
      island.close();
      drawing.unmount();
    },
  };
}

/** The styles come with the island, and before it: what is measured without them is wrong. */
function dress(): Promise<void> {
  if (document.querySelector("link[data-journey]")) return Promise.resolve();

  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/client/journey.css" });
  link.dataset.journey = "";
  const there = new Promise<void>(resolve => { link.onload = link.onerror = () => resolve(); });
  document.head.append(link);
  return there;
}

function Whole() {
  const island = useIsland();
  const revision = useSyncExternalStore(heard => island.listen(heard), () => island.revision);
  if (island.failed) return <p className="j-failed" role="alert">{island.texts("CanvasFailed")}</p>;
  if (!island.desk) return <div className="waiting" role="status"><span className="j-vh">{island.texts("Opening")}</span></div>;

  return <><Canvas revision={revision} /><Clash /></>;
}
