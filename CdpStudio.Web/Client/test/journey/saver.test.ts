import assert from "node:assert/strict";
import { test } from "node:test";
import { applyAll, isSame, type Edit, type Journey } from "../../src/journey/document";
import type { Drafts, Pocket, SaveAnswer, SavedDraft, Unsent } from "../../src/journey/drafts";
import { Saver, type Clock } from "../../src/journey/saver";
import { journey } from "./a";

/** A server with one draft, which can be out of reach or lose its answer. */
class FakeServer implements Drafts {
  version = 1;
  requests = 0;
  reach: "there" | "away" | "answer lost" = "there";

  constructor(public journey: Journey) { }

  read(): Promise<SavedDraft> {
    return Promise.resolve(this.draft);
  }

  save(base: number, edits: readonly Edit[]): Promise<SaveAnswer> {
    this.requests++;
    if (this.reach === "away") return Promise.resolve({ kind: "unreachable" });
    if (base !== this.version) return Promise.resolve({ kind: "clash", theirs: this.draft });

    this.draw(applyAll(this.journey, edits));
    return Promise.resolve(this.reach === "answer lost" ? { kind: "unreachable" } : { kind: "saved", version: this.version });
  }

  draw(drawn: Journey): void {
    this.journey = drawn;
    this.version++;
  }

  private get draft(): SavedDraft {
    return { version: this.version, journey: this.journey, changedBy: "Linh", changedAt: "" };
  }
}

class FakePocket implements Pocket {
  unsent: Unsent | null = null;
  get(): Unsent | null { return this.unsent; }
  put(unsent: Unsent | null): void { this.unsent = unsent; }
}

class FakeClock implements Clock {
  private waiting: (() => void) | null = null;

  after(_: number, run: () => void): () => void {
    this.waiting = run;
    return () => { this.waiting = null; };
  }

  async pass(): Promise<void> {
    const run = this.waiting;
    this.waiting = null;
    run?.();
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }
}

const empty = journey("entry:start");
const one = journey("entry:start wait:w", "start>w");
const two = journey("entry:start wait:w exit:end", "start>w w>end");
const other = journey("entry:start email:m", "start>m");

async function open(server = new FakeServer(empty), pocket = new FakePocket()) {
  const clock = new FakeClock();
  const saver = new Saver(server, pocket, clock, () => { });
  const drawn = await saver.open();
  return { server, pocket, clock, saver, drawn };
}

test("Save_SeveralChangesInARow_AreOneRequest", async () => {
  const { server, clock, saver, pocket } = await open();

  saver.draw(one);
  saver.draw(two);
  assert.equal(saver.state.kind, "waiting");
  assert.ok(pocket.unsent);
  await clock.pass();

  assert.equal(server.requests, 1);
  assert.ok(isSame(server.journey, two));
  assert.equal(saver.state.kind, "saved");
  assert.equal(pocket.unsent, null);
});

test("Open_NothingDrawn_AsksForNothing", async () => {
  const { server, clock, saver, drawn } = await open();

  saver.draw(drawn);
  await clock.pass();

  assert.equal(saver.state.kind, "saved");
  assert.equal(server.requests, 0);
});

test("Save_ServerAway_IsKeptAndSentLater", async () => {
  const { server, clock, saver, pocket } = await open();
  server.reach = "away";
  saver.draw(one);
  await clock.pass();
  assert.equal(saver.state.kind, "offline");
  assert.ok(isSame(pocket.unsent!.journey, one));

  server.reach = "there";
  await clock.pass();

  assert.ok(isSame(server.journey, one));
  assert.equal(saver.state.kind, "saved");
});

test("Save_AnswerLost_IsTakenForSavedAndNotForAClash", async () => {
  const { server, clock, saver } = await open();
  server.reach = "answer lost";
  saver.draw(one);
  await clock.pass();

  server.reach = "there";
  await clock.pass();

  assert.equal(saver.state.kind, "saved");
  assert.equal(saver.saved, server.version);
  assert.equal(server.version, 2);
});

test("Open_WithWhatAPageThatWasLostHadNotSent_DrawsAndSendsIt", async () => {
  const pocket = new FakePocket();
  pocket.unsent = { base: 1, journey: one };

  const { server, clock, saver, drawn } = await open(new FakeServer(empty), pocket);
  assert.ok(isSame(drawn, one));
  await clock.pass();

  assert.ok(isSame(server.journey, one));
  assert.equal(saver.state.kind, "saved");
});

test("Open_WithUnsentOverAnotherOnesDraft_IsAClash", async () => {
  const pocket = new FakePocket();
  pocket.unsent = { base: 1, journey: one };
  const server = new FakeServer(empty);
  server.draw(other);

  const { saver } = await open(server, pocket);

  assert.equal(saver.state.kind, "clash");
  assert.equal(server.requests, 0);
});

test("Clash_TakeMine_ReplacesTheOthersDraft", async () => {
  const { server, clock, saver } = await open();
  server.draw(other);
  saver.draw(one);
  await clock.pass();
  assert.equal(saver.state.kind, "clash");

  saver.draw(two);
  assert.equal(server.requests, 1, "while two are shown, nothing is sent");
  saver.takeMine();
  await clock.pass();

  assert.ok(isSame(server.journey, two));
  assert.equal(saver.state.kind, "saved");
});

test("Clash_TakeTheirs_GivesMineUp", async () => {
  const { server, clock, saver, pocket } = await open();
  server.draw(other);
  saver.draw(one);
  await clock.pass();

  assert.ok(isSame(saver.takeTheirs(), other));
  await clock.pass();

  assert.ok(isSame(server.journey, other));
  assert.equal(pocket.unsent, null);
  assert.equal(saver.state.kind, "saved");
});

test("Flush_BeforePublishing_SendsAtOnceAndSaysTheVersion", async () => {
  const { server, saver } = await open();
  saver.draw(one);

  await saver.flush();

  assert.ok(isSame(server.journey, one));
  assert.equal(saver.saved, 2);
});

test("Change_WhileOneIsSent_FollowsIt", async () => {
  const { server, clock, saver } = await open();
  saver.draw(one);
  const sending = clock.pass();
  saver.draw(two);
  await sending;
  await clock.pass();

  assert.ok(isSame(server.journey, two));
  assert.equal(server.requests, 2);
});
