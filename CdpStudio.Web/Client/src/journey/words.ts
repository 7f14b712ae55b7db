import type { AriaLabelConfig } from "@xyflow/react";
import type { Texts } from "./texts";

/** React Flow's own texts, in the reader's language. */
export function labels(texts: Texts): Partial<AriaLabelConfig> {
  return {
    "node.a11yDescription.default": texts("StepKeys"),
    "node.a11yDescription.keyboardDisabled": texts("StepKeys"),
    "node.a11yDescription.ariaLiveMessage": ({ x, y }) => texts("Moved", String(Math.round(x)), String(Math.round(y))),
    "edge.a11yDescription.default": texts("WayKeys"),
    "controls.ariaLabel": texts("Tools"),
    "controls.zoomIn.ariaLabel": texts("ZoomIn"),
    "controls.zoomOut.ariaLabel": texts("ZoomOut"),
    "controls.fitView.ariaLabel": texts("ZoomFit"),
    "minimap.ariaLabel": texts("Overview"),
    "handle.ariaLabel": texts("Handle"),
  };
}
