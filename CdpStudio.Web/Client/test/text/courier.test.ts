import assert from "node:assert/strict";
import { test } from "node:test";
import { Courier, type Answer, type TextState, type Unsent } from "../../src/text/courier";

/** A field, its server, the browser's storage and a clock that is turned by hand. */
class Desk {
  stored: Unsent | null = null;
  server: string;
  answer: Answer = { kind: "taken" };
  requests: string[] = [];
  state: TextState = "taken";
  private due: (() => void) | null = null;
  courier: Courier;

  constructor(text: string, stored: Unsent | null = null) {
    this.server = text;
    this.stored = stored;
    this.courier = new Courier(
      text, text,
      sent => {
        this.requests.push(sent);
        if (this.answer.kind === "taken") this.server = sent;
        return Promise.resolve(this.answer);
      },
      { get: () => this.stored, put: unsent => { this.stored = unsent; } },
      { after: (_, run) => { this.due = run; return () => { this.due = null; }; } },
      state => { this.state = state; });
  }

  async pass(): Promise<void> {
    const due = this.due;
    this.due = null;
    due?.();
    await this.courier.flush();
  }
}

test("what is typed is sent once, after a pause", async () => {
  const desk = new Desk("a");
  desk.courier.type("ab");
  desk.courier.type("abc");
  assert.deepEqual([desk.state, desk.requests], ["waiting", []]);

  await desk.pass();

  assert.deepEqual([desk.state, desk.requests, desk.stored], ["taken", ["abc"], null]);
});

test("what can't be sent is kept, said and sent again", async () => {
  const desk = new Desk("a");
  desk.answer = { kind: "unreachable" };
  desk.courier.type("ab");
  await desk.pass();
  assert.deepEqual([desk.state, desk.stored], ["unreachable", { base: "a", text: "ab" }]);

  desk.answer = { kind: "taken" };
  await desk.pass();

  assert.deepEqual([desk.state, desk.server, desk.stored], ["taken", "ab", null]);
});

test("a refusal is said in the server's words and the text stays kept", async () => {
  const desk = new Desk("a");
  desk.answer = { kind: "refused", reason: "Too long." };
  desk.courier.type("ab");
  await desk.pass();

  assert.deepEqual([desk.state, desk.stored?.text, desk.courier.isBehind], [{ refused: "Too long." }, "ab", true]);
});

test("what a lost page had not sent comes back by itself over the text it was typed over", async () => {
  const desk = new Desk("a", { base: "a", text: "ab" });

  assert.equal(desk.courier.open(), "ab");
  await desk.pass();

  assert.deepEqual([desk.server, desk.stored], ["ab", null]);
});

test("over a text that was changed meanwhile it is asked about and not lost by typing on", async () => {
  const desk = new Desk("theirs", { base: "a", text: "mine" });

  assert.equal(desk.courier.open(), null);
  assert.equal(desk.state, "found");
  desk.courier.type("theirs!");
  await desk.pass();
  assert.equal(desk.server, "theirs!");

  assert.equal(desk.courier.settle(true), "mine");
  await desk.pass();
  assert.deepEqual([desk.server, desk.state, desk.stored], ["mine", "taken", null]);
});

test("a change from elsewhere is shown unless something typed is not taken", () => {
  const desk = new Desk("a");

  assert.equal(desk.courier.become("b"), true);
  desk.courier.type("bc");
  assert.equal(desk.courier.become("c"), false);
});
