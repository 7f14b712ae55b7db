import { useReactFlow, useViewport } from "@xyflow/react";
import { useIsland } from "./context";
import { Glyph } from "./glyph";

/** Zoom and order, in the corner. */
export function Tools({ fit }: { fit: () => void }) {
  const { desk, setup, texts } = useIsland();
  const flow = useReactFlow();
  const { zoom } = useViewport();
  const tidy = () => {
    desk!.tidy();
    requestAnimationFrame(fit); // once the new places are drawn
  };

  return (
    <div className="j-tools" role="toolbar" aria-label={texts("Tools")} dir={setup.direction}>
      {setup.canEdit && <button type="button" className="j-tidy" onClick={tidy}><Glyph name="branch" small />{texts("Tidy")}</button>}
      <button type="button" aria-label={texts("ZoomOut")} title={texts("ZoomOut")} onClick={() => void flow.zoomOut()}><Glyph name="minus" small /></button>
      <button type="button" className="j-zoom" title={texts("ZoomFull")} aria-keyshortcuts="0" onClick={() => void flow.zoomTo(1)}>{texts("Percent", String(Math.round(zoom * 100)))}</button>
      <button type="button" aria-label={texts("ZoomIn")} title={texts("ZoomIn")} onClick={() => void flow.zoomIn()}><Glyph name="plus" small /></button>
      <button type="button" aria-label={texts("ZoomFit")} title={texts("ZoomFit")} aria-keyshortcuts="1" onClick={fit}><Glyph name="fit" small /></button>
    </div>
  );
}
