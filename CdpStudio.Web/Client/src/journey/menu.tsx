import { useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from "react";
import { useIsland } from "./context";
import { objectionToStep, type Kind, type Place } from "./document";
import { Glyph } from "./glyph";
import { kinds } from "./setup";

/** What can be added at a place: arrows choose, Enter adds, Escape gives the focus back. */
export function AddMenu({ place, beside, onChoose, onClose }: { place: Place; beside: Element; onChoose: (kind: Kind) => void; onClose: () => void }) {
  const island = useIsland();
  const list = useRef<HTMLDivElement>(null);
  const [spot, setSpot] = useState({ left: 0, top: 0 });
  const legal = kinds.filter(kind => objectionToStep(island.desk!.journey, kind, place) === null);

  useLayoutEffect(() => {
    const menu = list.current!;
    const frame = menu.offsetParent!.getBoundingClientRect();
    const at = beside.getBoundingClientRect();
    setSpot({
      left: Math.max(8, Math.min(at.left + at.width / 2 - menu.offsetWidth / 2 - frame.left, frame.width - menu.offsetWidth - 8)),
      top: Math.max(8, Math.min(at.bottom + 6 - frame.top, frame.height - menu.offsetHeight - 8)),
    });
    menu.querySelector("button")?.focus();
  }, [beside]);

  useEffect(() => {
    const elsewhere = (event: PointerEvent) => { if (!list.current?.contains(event.target as Element)) onClose(); };
    document.addEventListener("pointerdown", elsewhere, true);
    return () => document.removeEventListener("pointerdown", elsewhere, true);
  }, [onClose]);

  const press = (event: KeyboardEvent) => {
    const items = [...list.current!.querySelectorAll("button")];
    const at = items.indexOf(document.activeElement as HTMLButtonElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key];
    event.stopPropagation();
    if (to !== undefined) {
      items.at(to % items.length)?.focus();
      event.preventDefault();
    } else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      onClose();
      (beside as HTMLElement).focus();
    }
  };

  return (
    <div ref={list} role="menu" aria-label={island.texts("AddHere")} className="j-menu" style={spot} onKeyDown={press}>
      {legal.map(kind => (
        <button key={kind} type="button" role="menuitem" tabIndex={-1} dir={island.setup.direction} onClick={() => onChoose(kind)}>
          <Glyph name={kind} /><span>{island.texts(`Palette_${kind}`)}</span>
        </button>
      ))}
    </div>
  );
}
