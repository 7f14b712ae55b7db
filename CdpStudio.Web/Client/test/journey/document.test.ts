import assert from "node:assert/strict";
import { test } from "node:test";
import { adding, applyAll, difference, fresh, objectionToEdge, objectionToStep, openPlaces, removing, settled, stepOf } from "../../src/journey/document";
import { drawn, edge, journey } from "./a";
import { anyEdits, anyJourney, isEqual, random, seed } from "./random";

test("Add_OntoAnEdge_GoesInBetween", () => {
  const before = journey("entry:start exit:end", "start>end");

  const after = applyAll(before, adding(before, fresh("wait", "w", null), { from: "start", outcome: "next" }));

  assert.equal(drawn(after), "start>w w>end");
});

test("Add_BranchOntoAnEdge_LeadsOnWhereYesLeads", () => {
  const before = journey("entry:start exit:end", "start>end");

  const after = applyAll(before, adding(before, fresh("branch", "b", null), { from: "start", outcome: "next" }));

  assert.equal(drawn(after), "b.yes>end start>b");
  assert.deepEqual(openPlaces(after), [{ from: "b", outcome: "no" }]);
});

test("Add_AtALooseEnd_IsConnected", () => {
  const before = journey("entry:start branch:b", "start>b");

  assert.equal(drawn(applyAll(before, adding(before, fresh("exit", "end", null), { from: "b", outcome: "no" }))), "b.no>end start>b");
});

test("Remove_StepInBetween_JoinsWhatItParted", () => {
  const before = journey("entry:start wait:w exit:end", "start>w w>end");

  assert.equal(drawn(applyAll(before, removing(before, ["w"]))), "start>end");
});

test("Remove_Branch_LeadsToWhereYesLed", () => {
  const before = journey("entry:start branch:b email:m exit:end", "start>b b.yes>m b.no>end m>end");

  assert.equal(drawn(applyAll(before, removing(before, ["b"]))), "m>end start>m");
});

test("Remove_BranchWithNoAlone_LeadsToWhereNoLed", () => {
  const before = journey("entry:start branch:b exit:end", "start>b b.no>end");

  assert.equal(drawn(applyAll(before, removing(before, ["b"]))), "start>end");
});

test("Remove_TwoInARow_JoinsOverBoth", () => {
  const before = journey("entry:start wait:w email:m exit:end", "start>w w>m m>end");

  assert.equal(drawn(applyAll(before, removing(before, ["w", "m"]))), "start>end");
});

test("Remove_StepThatLedBackToWhereItCameFrom_LeavesNoStepLeadingToItself", () => {
  const before = journey("entry:start wait:w branch:b", "start>w w>b b.yes>w");

  assert.equal(drawn(applyAll(before, removing(before, ["b"]))), "start>w");
});

test("Edge_WhereItMayNotBe_IsRefusedWithTheReason", () => {
  const drawing = journey("entry:start entry:other wait:w exit:end");

  assert.equal(objectionToEdge(drawing, edge("w>w")), "RefusedOntoItself");
  assert.equal(objectionToEdge(drawing, edge("w>other")), "RefusedIntoEntry");
  assert.equal(objectionToEdge(drawing, edge("end>w")), "RefusedAfterExit");
  assert.equal(objectionToEdge(drawing, edge("w.yes>end")), "RefusedAfterExit");
  assert.equal(objectionToEdge(drawing, edge("w>end")), null);
});

test("Step_WhereItMayNotBe_IsRefusedWithTheReason", () => {
  const drawing = journey("entry:start wait:w", "start>w");

  assert.equal(objectionToStep(journey("wait:w"), "entry", { from: "w", outcome: "next" }), "RefusedEntryBetween");
  assert.equal(objectionToStep(journey("wait:w"), "entry", null), null);
  assert.equal(objectionToStep(drawing, "entry", null), "RefusedSecondEntry");
  assert.equal(objectionToStep(drawing, "exit", { from: "start", outcome: "next" }), "RefusedExitBetween");
  assert.equal(objectionToStep(drawing, "exit", { from: "w", outcome: "next" }), null);
});

test("Settled_WhatWasNotFilledIn_IsAbsent", () => {
  const step = settled({ id: "m", kind: "email", name: "", x: undefined, content: { subject: "", picture: null }, where: [], rule: undefined } as never);

  assert.deepEqual(step, { id: "m", kind: "email", content: { subject: "" } });
});

test("Settled_WhatBelongsToATriggerThatIsNotThere_IsAbsent", () => {
  assert.deepEqual(settled({ id: "e", kind: "entry", event: "", where: [{ property: "a", op: "exists" }], segment: "", present: false }), { id: "e", kind: "entry" });
  assert.deepEqual(settled({ id: "e", kind: "entry", segment: "loyal", present: false }), { id: "e", kind: "entry", segment: "loyal", present: false });
});

test("Difference_OfOneDocumentWithItself_IsNothing", () => {
  const one = journey("entry:start wait:w exit:end", "start>w w>end");

  assert.deepEqual(difference(one, { steps: [...one.steps].reverse(), edges: [...one.edges].reverse() }), []);
});

test(`Difference_OfAnyTwoDocuments_LeadsFromOneToTheOther (seed ${seed})`, () => {
  const next = random(seed);
  for (let round = 0; round < 300; round++) {
    const [one, other] = [anyJourney(next, 14), anyJourney(next, 14)];
    assert.ok(isEqual(applyAll(one, difference(one, other)), other), `round ${round}`);
  }
});

test(`Edits_OfAnyHand_LeaveADocumentThatHoldsTogether (seed ${seed})`, () => {
  const next = random(seed);
  let drawing = journey("entry:start");
  for (let round = 0; round < 3_000; round++) {
    drawing = applyAll(drawing, anyEdits(drawing, next, round));
    assert.equal(new Set(drawing.steps.map(step => step.id)).size, drawing.steps.length);
    assert.equal(new Set(drawing.edges.map(way => `${way.from} ${way.outcome}`)).size, drawing.edges.length);
    for (const way of drawing.edges) assert.ok(stepOf(drawing, way.from) && stepOf(drawing, way.to) && way.from !== way.to, `round ${round}`);
  }
});
