import assert from "node:assert/strict";
import { test } from "node:test";
import { type Journey } from "../../src/journey/document";
import { History } from "../../src/journey/history";
import { drawn, edge, journey } from "./a";
import { anyEdits, isEqual, random, seed } from "./random";

const deed = (name: string) => ({ name, step: "w" });
const called = (name: string) => [{ op: "setStep" as const, step: { ...journey("wait:w").steps[0]!, name } }];

test("Undo_AfterConnecting_OffersItByNameAndTakesItBack", () => {
  const history = History.of(journey("entry:start wait:w")).do([{ op: "connect", ...edge("start>w") }], deed("Connect"));

  assert.equal(history.undoable?.name, "Connect");
  assert.equal(drawn(history.undo().present), "");
  assert.equal(history.undo().redoable?.name, "Connect");
  assert.equal(drawn(history.undo().redo().present), "start>w");
});

test("Typing_InOneField_IsOneStepToUndo", () => {
  let history = History.of(journey("wait:w"));
  for (const text of ["O", "Or", "Ord"]) history = history.do(called(text), deed("Change"), "w/name");

  assert.equal(history.undo().present.steps[0]!.name, undefined);
  assert.equal(history.undo().undoable, null);
});

test("Typing_AfterAPause_IsAStepOfItsOwn", () => {
  const history = History.of(journey("wait:w")).do(called("One"), deed("Change"), "w/name").pause().do(called("Two"), deed("Change"), "w/name");

  assert.equal(history.undo().present.steps[0]!.name, "One");
});

test("Typing_BackToWhereItBegan_LeavesNothingToUndo", () => {
  const history = History.of(journey("wait:w")).do(called("One"), deed("Change"), "w/name").do([{ op: "setStep", step: journey("wait:w").steps[0]! }], deed("Change"), "w/name");

  assert.equal(history.undoable, null);
});

test("Edit_ThatChangesNothing_IsNoStepToUndo", () => {
  const drawing = journey("entry:start wait:w", "start>w");

  assert.equal(History.of(drawing).do([{ op: "connect", ...edge("start>w") }], deed("Connect")).undoable, null);
});

test("Edit_AfterUndo_LeavesNothingToRedo", () => {
  const history = History.of(journey("wait:w")).do(called("One"), deed("Change")).undo().do(called("Two"), deed("Change"));

  assert.equal(history.redoable, null);
});

test(`Undo_OfAnythingAnyHandDid_GoesBackToEveryState (seed ${seed})`, () => {
  const next = random(seed);
  let history = History.of(journey("entry:start"));
  const states: Journey[] = [history.present];
  for (let round = 0; round < 400; round++) {
    const after = history.do(anyEdits(history.present, next, round), deed("Any"));
    if (after !== history) states.push(after.present);
    history = after;
  }

  for (const state of [...states].reverse()) {
    assert.ok(isEqual(history.present, state));
    history = history.undo();
  }
  for (const state of states) {
    assert.ok(isEqual(history.present, state));
    history = history.redo();
  }
});
