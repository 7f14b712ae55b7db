import assert from "node:assert/strict";
import { test } from "node:test";
import { overviewCorner, paddingOf, zoomOf, type Size } from "../../src/journey/fitting";
import { random, seed } from "./random";

test(`Padding_OfAnyDrawing_LeavesItClearOfTheOverview (seed ${seed})`, () => {
  const next = random(seed);
  const any = (from: number, to: number) => Math.round(from + next() * (to - from));
  for (let times = 0; times < 5_000; times++) {
    const [drawing, frame] = [{ width: any(208, 6_000), height: any(64, 6_000) }, { width: any(730, 2_400), height: any(400, 1_400) }];
    const corner = next() < 0.5 ? "left" : "right";

    const { across, down } = placeOf(drawing, frame, corner);

    const isBeside = corner === "right" ? across[1] <= frame.width - overviewCorner.width : across[0] >= overviewCorner.width;
    assert.ok(isBeside || down[1] <= frame.height - overviewCorner.height, JSON.stringify({ drawing, frame, corner, across, down }));
  }
});

test("Padding_OfANarrowDrawing_DoesNotMoveItForAnOverviewThatItDoesNotReach", () => {
  assert.deepEqual(paddingOf({ width: 208, height: 4_000 }, { width: 1_000, height: 700 }, "right"), paddingOf({ width: 208, height: 4_000 }, { width: 1_000, height: 700 }, null));
});

/** Where it is drawn, in the middle of what is left free. */
function placeOf(drawing: Size, frame: Size, corner: "left" | "right") {
  const padding = paddingOf(drawing, frame, corner);
  const zoom = zoomOf(drawing, frame, padding);
  const along = (from: number, to: number, length: number) => [(from + to - length) / 2, (from + to + length) / 2] as const;
  return {
    across: along(padding.left, frame.width - padding.right, drawing.width * zoom),
    down: along(padding.top, frame.height - padding.bottom, drawing.height * zoom),
  };
}
