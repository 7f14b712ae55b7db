import assert from "node:assert/strict";
import { test } from "node:test";
import { Desk } from "../../src/journey/desk";
import { difference, type Edge, type Journey, type Step } from "../../src/journey/document";
import { cards, ways } from "../../src/journey/drawing";
import type { Island } from "../../src/journey/island";
import { laidOut, places, type Drawing } from "../../src/journey/layout";
import { Laying } from "../../src/journey/laying";
import { textsOf } from "../../src/journey/texts";

/** Fifty branches one after another, each with a mail, two waits and a way out early. */
function large(): Journey {
  const steps: Step[] = [{ id: "start", kind: "entry", again: "never" }, { id: "end", kind: "exit" }];
  const edges: Edge[] = [];
  let before = "start";
  for (let block = 0; steps.length < 300; block++) {
    const [branch, mail, wait, again] = [`b-${block}`, `m-${block}`, `w-${block}`, `v-${block}`];
    steps.push({ id: branch, kind: "branch" }, { id: mail, kind: "email", content: { version: 1, subject: `Mail ${block}`, text: "You" } }, { id: wait, kind: "wait", for: "1d" }, { id: again, kind: "wait", for: "2d" });
    edges.push(
      { from: before, outcome: "next", to: branch }, { from: branch, outcome: "yes", to: block % 5 === 0 ? "end" : wait }, { from: branch, outcome: "no", to: mail },
      { from: mail, outcome: "next", to: wait }, { from: wait, outcome: "next", to: again });
    before = again;
  }
  edges.push({ from: before, outcome: "next", to: "end" });
  return { steps, edges };
}

function canvas() {
  const desk = new Desk(large());
  const texts = textsOf({ WayFromTo: "{0} to {1}" });
  const island = { desk, texts, numbers: null, walk: null, title: (step: Step) => `${step.name ?? step.id} ${String(step.for ?? "")}`, marks: () => ({ errors: 0, warnings: 0 }) } as unknown as Island;
  const background: { journey: Journey; answer: (drawing: Drawing) => void }[] = [];
  const arrived = { count: 0 };
  const laying = new Laying(false, { lay: journey => new Promise(answer => background.push({ journey, answer })) }, () => arrived.count++);
  const draw = (nodes: ReturnType<typeof cards>, edges: ReturnType<typeof ways>) => {
    const drawing = places(desk.journey, laying.of(desk.journey));
    return { nodes: cards(island, drawing, nodes), edges: ways(island, drawing, null, edges) };
  };
  return { desk, laying, background, arrived, draw, first: draw([], []) };
}

function others<T extends { id: string }>(before: readonly T[], after: readonly T[]): string[] {
  const known = new Map(before.map(one => [one.id, one]));
  return after.filter(one => known.get(one.id) !== one).map(one => one.id);
}

// A step that two ways lead to does not follow one of them.
test("Move_OfOneStepOf300_DrawsThatOneAgainAndLaysOutNothing", () => {
  const { desk, laying, draw, first } = canvas();

  desk.move(new Map([["m-21", { x: -4000, y: 100 }]]), false);
  const moved = draw(first.nodes, first.edges);

  assert.deepEqual(others(first.nodes, moved.nodes), ["m-21"]);
  assert.equal(laying.runs, 1);
  desk.undo();
  draw(moved.nodes, moved.edges);
  assert.equal(laying.runs, 1);
});

test("Type_IntoOneStepOf300_DrawsThatOneAgainAndTheWaysThatNameIt", () => {
  const { desk, laying, draw, first } = canvas();

  desk.change({ ...desk.journey.steps.find(step => step.id === "w-21")!, for: "9d" }, "for");
  const typed = draw(first.nodes, first.edges);

  assert.deepEqual(others(first.nodes, typed.nodes), ["w-21"]);
  assert.deepEqual(others(first.edges, typed.edges).sort(), ["b-21 yes", "m-21 next", "w-21 next"]);
  assert.equal(laying.runs, 1);
});

test("Choose_OneStepOf300_DrawsThatOneAgain", () => {
  const { desk, draw, first } = canvas();

  desk.choose(["w-21"]);
  const chosen = draw(first.nodes, first.edges);

  assert.deepEqual(others(first.nodes, chosen.nodes), ["w-21"]);
  assert.deepEqual(others(first.edges, chosen.edges), []);
});

test("Patch_OfOneChangeTo300Steps_SaysThatChangeAlone", () => {
  const { desk } = canvas();
  const before = desk.journey;

  desk.move(new Map([["m-21", { x: -4000, y: 100 }]]), false);
  assert.equal(difference(before, desk.journey).length, 1);
  assert.ok(JSON.stringify(difference(before, desk.journey)).length < 300);

  const moved = desk.journey;
  desk.add("wait", { from: "m-21", outcome: "next" });
  assert.ok(difference(moved, desk.journey).length <= 3);
});

test("Add_OneStepTo300_WaitsForNoLayoutAndTakesItWhenItComes", async () => {
  const { desk, laying, background, arrived, draw, first } = canvas();

  const id = desk.add("wait", { from: "m-21", outcome: "next" })!;
  const added = draw(first.nodes, first.edges);

  const spot = (nodes: typeof added.nodes, step: string) => nodes.find(node => node.id === step)!.position;
  assert.ok(spot(added.nodes, id).y > spot(added.nodes, "m-21").y && spot(added.nodes, "w-21").y > spot(added.nodes, id).y);
  assert.deepEqual([laying.runs, background.length], [1, 1]);
  draw(added.nodes, added.edges);
  assert.equal(background.length, 1);

  background[0]!.answer(laidOut(background[0]!.journey, false));
  await new Promise<void>(queueMicrotask);
  assert.equal(arrived.count, 1);
  const laid = draw(added.nodes, added.edges);
  assert.deepEqual(spot(laid.nodes, id), laidOut(desk.journey, false).spots.get(id));

  // Back and forth between what was laid out already costs nothing.
  desk.undo();
  desk.redo();
  draw(laid.nodes, laid.edges);
  assert.deepEqual([laying.runs, background.length], [1, 1]);
});
