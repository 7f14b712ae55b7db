export interface Size { readonly width: number; readonly height: number }
export interface Padding { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }

/** The overview in a corner. */
export const overviewSize: Size = { width: 168, height: 120 };

/** With its distance from the borders, which journey.css has. */
export const overviewCorner: Size = { width: 184, height: 152 };

const gap = 16;
const narrow = 520;

/** Clear of what lies over the drawing: numbers above, which take two lines on a phone, and tools below. */
function clearOf(frame: Size): Padding {
  return { top: frame.width < narrow ? 96 : 72, bottom: 72, left: 32, right: 32 };
}

/** Seen from afar there is more of it, but never larger than it is. */
export function zoomOf(drawing: Size, frame: Size, padding: Padding): number {
  return Math.min(1, (frame.width - padding.left - padding.right) / drawing.width, (frame.height - padding.top - padding.bottom) / drawing.height);
}

/**
 * What to leave free around a drawing that is shown as a whole. It makes way for the overview only where it would lie under it, and to
 * the side that costs it less.
 *
 * @param corner where the overview is; null without one.
 */
export function paddingOf(drawing: Size, frame: Size, corner: "left" | "right" | null): Padding {
  const clear = clearOf(frame);
  if (corner === null || !reaches(drawing, frame)) return clear;

  const above = { ...clear, bottom: overviewCorner.height + gap };
  const beside = { ...clear, [corner]: overviewCorner.width + gap };
  return zoomOf(drawing, frame, above) >= zoomOf(drawing, frame, beside) ? above : beside;
}

function reaches(drawing: Size, frame: Size): boolean {
  const zoom = zoomOf(drawing, frame, clearOf(frame));
  const across = (frame.width + drawing.width * zoom) / 2 > frame.width - overviewCorner.width - gap;
  return across && (frame.height + drawing.height * zoom) / 2 > frame.height - overviewCorner.height - gap;
}
