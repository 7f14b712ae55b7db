import { useEffect, useRef } from "react";
import { useIsland } from "./context";
import { difference, stepOf, type Journey } from "./document";

/** Two people drew on one draft: both sides are shown, and one is taken. */
export function Clash() {
  const island = useIsland();
  const { texts, saving } = island;
  const dialog = useRef<HTMLDialogElement>(null);
  const isOpen = saving.kind === "clash";

  useEffect(() => {
    if (isOpen && !dialog.current!.open) dialog.current!.showModal();
    if (!isOpen) dialog.current?.close();
  }, [isOpen]);

  if (saving.kind !== "clash") return null;

  const mine = changes(saving.base, island.desk!.journey);
  const theirs = changes(saving.base, saving.theirs.journey);
  return (
    <dialog ref={dialog} className="j-clash" aria-labelledby="j-clash" onCancel={event => event.preventDefault()}>
      <h2 id="j-clash">{texts("ClashTitle", saving.theirs.changedBy)}</h2>
      <p>{texts("ClashText")}</p>
      <div className="j-sides">
        <section><h3>{texts("ClashMine")}</h3><Changes of={mine} /><button type="button" onClick={() => island.takeMine()}>{texts("TakeMine")}</button></section>
        <section><h3>{texts("ClashTheirs", saving.theirs.changedBy)}</h3><Changes of={theirs} /><button type="button" onClick={() => island.takeTheirs()}>{texts("TakeTheirs")}</button></section>
      </div>
    </dialog>
  );

  function changes(base: Journey, now: Journey): string[] {
    const lines = difference(base, now).flatMap(edit => {
      const id = edit.op === "setStep" ? edit.step.id : edit.op === "removeStep" ? edit.id : edit.from;
      const step = stepOf(now, id) ?? stepOf(base, id);
      const name = step ? island.title(step) : id;
      if (edit.op === "removeStep") return texts("ChangeRemoved", name);
      // The ways of a step that is new are part of its being added.
      if (edit.op !== "setStep" && !stepOf(base, id)) return [];
      if (edit.op !== "setStep") return stepOf(now, id) ? texts("ChangeWay", name) : texts("ChangeRemoved", name);
      return texts(stepOf(base, id) ? "ChangeChanged" : "ChangeAdded", name);
    });
    return [...new Set(lines)];
  }
}

function Changes({ of }: { of: readonly string[] }) {
  const { texts } = useIsland();
  if (of.length === 0) return <p>{texts("ChangeNone")}</p>;
  return <ul>{of.map(line => <li key={line}>{line}</li>)}</ul>;
}
