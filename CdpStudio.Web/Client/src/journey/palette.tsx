import { useState, type DragEvent } from "react";
import { useIsland } from "./context";
import type { Kind } from "./document";
import { Glyph } from "./glyph";

export const draggedType = "application/x-cdp-step";

const groups: readonly { readonly name: string; readonly kinds: readonly Kind[] }[] = [
  { name: "GroupStarts", kinds: ["entry"] },
  { name: "GroupMessages", kinds: ["email"] },
  { name: "GroupFlow", kinds: ["wait", "branch"] },
  { name: "GroupEnds", kinds: ["exit"] },
];

const keys = [["+", "KeyAdd"], ["Enter", "KeySettings"], ["Delete", "KeyRemove"], ["Ctrl Z", "KeyUndo"], ["1", "ZoomFit"], ["0", "ZoomFull"]] as const;

/** The kinds of step, to be dragged onto the canvas or pressed to come after the chosen step. */
export function Palette({ onPress, onDrag }: { onPress: (kind: Kind) => void; onDrag: (kind: Kind | null) => void }) {
  const { texts } = useIsland();
  const [wanted, setWanted] = useState("");
  const shown = groups
    .map(group => ({ ...group, kinds: group.kinds.filter(kind => texts(`Palette_${kind}`).toLocaleLowerCase().includes(wanted.trim().toLocaleLowerCase())) }))
    .filter(group => group.kinds.length > 0);

  const start = (kind: Kind) => (event: DragEvent) => {
    event.dataTransfer.setData(draggedType, kind);
    event.dataTransfer.effectAllowed = "copy";
    onDrag(kind);
  };

  return (
    <section className="j-palette" aria-label={texts("Palette")}>
      <div className="j-search">
        <Glyph name="search" small />
        <input
          type="search" data-search value={wanted} aria-label={texts("FindStep")} placeholder={texts("FindStep")} autoComplete="off"
          onChange={event => setWanted(event.target.value)}
          onKeyDown={event => {
            const first = shown[0]?.kinds[0];
            if (event.key === "Enter" && wanted.trim() && first) { onPress(first); setWanted(""); }
            if (event.key === "Escape") setWanted("");
          }}
        />
        <kbd aria-hidden="true">/</kbd>
      </div>
      {shown.map(group => (
        <div key={group.name} role="group" aria-label={texts(group.name)}>
          <div className="j-group" aria-hidden="true">{texts(group.name)}</div>
          {group.kinds.map(kind => (
            <button key={kind} type="button" className="j-kindbutton" draggable onDragStart={start(kind)} onDragEnd={() => onDrag(null)} onClick={() => onPress(kind)}>
              <Glyph name={kind} /><span>{texts(`Palette_${kind}`)}</span>
            </button>
          ))}
        </div>
      ))}
      {shown.length === 0 && <p className="j-hint">{texts("NoSuchStep")}</p>}
      <p className="j-hint">{texts("PaletteHint")} <kbd>+</kbd></p>
      <dl className="j-keys" aria-label={texts("Keys")}>
        {keys.map(([key, word]) => <div key={key}><dt><kbd dir="ltr">{key}</kbd></dt><dd>{texts(word)}</dd></div>)}
      </dl>
    </section>
  );
}
