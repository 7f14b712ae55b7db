import assert from "node:assert/strict";
import { test } from "node:test";
import type { Journey } from "../../src/journey/document";
import { laidOut, nodeHeight, nodeWidth, places as placed } from "../../src/journey/layout";
import { journey } from "./a";
import { anyJourney, random, seed } from "./random";

const places = (journey: Journey, mirrored: boolean) => placed(journey, laidOut(journey, mirrored));

test("Places_OfAChain_RunFromTopToBottom", () => {
  const spots = places(journey("entry:start wait:w exit:end", "start>w w>end"), false).spots;

  assert.ok(spots.get("start")!.y < spots.get("w")!.y && spots.get("w")!.y < spots.get("end")!.y);
});

test("Places_OfABranch_PutYesFirstInTheReadersDirection", () => {
  const branch = journey("entry:start branch:b wait:n wait:y", "start>b b.no>n b.yes>y");

  assert.ok(places(branch, false).spots.get("y")!.x < places(branch, false).spots.get("n")!.x);
  assert.ok(places(branch, true).spots.get("y")!.x > places(branch, true).spots.get("n")!.x);
});

test("Places_OfTheSameJourneyInAnotherOrder_AreTheSame", () => {
  const one = journey("entry:start branch:b wait:n wait:y exit:end", "start>b b.no>n b.yes>y n>end y>end");

  assert.deepEqual([...places({ steps: [...one.steps].reverse(), edges: [...one.edges].reverse() }, false).spots].sort(), [...places(one, false).spots].sort());
});

test("Places_StepMovedByHand_StaysAndTakesWhatFollowsAlong", () => {
  const drawing = journey("entry:start wait:w exit:end", "start>w w>end");
  const moved = { ...drawing, steps: drawing.steps.map(step => (step.id === "w" ? { ...step, x: 700, y: 900 } : step)) };

  const { spots } = places(moved, false);

  assert.deepEqual(spots.get("w"), { x: 700, y: 900 });
  assert.equal(spots.get("end")!.x, 700);
  assert.ok(spots.get("end")!.y > 900);
});

test(`Places_OfAnyJourney_LieOnNoOther (seed ${seed})`, () => {
  const next = random(seed);
  for (let round = 0; round < 60; round++) {
    const drawing = anyJourney(next, 25);
    const laid = { ...drawing, steps: drawing.steps.map(({ x: _x, y: _y, ...step }) => step as typeof drawing.steps[number]) };
    const spots = [...places(laid, false).spots.values()];
    for (const [index, one] of spots.entries()) {
      for (const other of spots.slice(index + 1)) assert.ok(Math.abs(one.x - other.x) >= nodeWidth || Math.abs(one.y - other.y) >= nodeHeight, `round ${round}`);
    }
  }
});

test("Places_WayThatPassesByAStep_HasALaneOutsideOfIt", () => {
  const { spots, lanes } = places(journey("entry:start branch:b email:m exit:end", "start>b b.yes>end b.no>m m>end"), false);

  const lane = lanes.get("b yes")!;
  assert.ok(lane < spots.get("m")!.x || lane > spots.get("m")!.x + nodeWidth);
  assert.deepEqual([...lanes.keys()], ["b yes"]);
});
