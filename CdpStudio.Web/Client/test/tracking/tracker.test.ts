import assert from "node:assert/strict";
import { test } from "node:test";
import { Shop, type Sent } from "./shop";

const names = (messages: readonly Sent[]) => messages.map(message => message.event);

test("what is called within a second goes out as one batch, with the clocks and who it is of", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.tracker.page(shop.now);
  page.tracker.identify(shop.now, 1001, { plan: "premium" });
  page.track("Order Completed");
  assert.equal(shop.requests.length, 0);

  await page.pass(1_000);

  const [request] = shop.requests;
  assert.deepEqual([shop.requests.length, request!.address, request!.body.writeKey], [1, "https://studio.example/v1/batch", "key-1"]);
  assert.equal(request!.body.sentAt, "2026-05-01T10:00:01.000Z");
  assert.deepEqual(request!.body.batch.map(message => [message.type, message.userId, message.originalTimestamp]), [
    ["page", undefined, "2026-05-01T10:00:00.000Z"], ["identify", "1001", "2026-05-01T10:00:00.000Z"], ["track", "1001", "2026-05-01T10:00:00.000Z"]]);
  assert.equal(new Set(request!.body.batch.map(message => message.anonymousId)).size, 1);
  assert.deepEqual(shop.store.keys(), ["cdp.id"]);
});

test("twenty messages do not wait for a second", async () => {
  const shop = new Shop();
  const page = shop.open();
  for (let n = 0; n < 20; n++) page.track(`e${n}`);

  await page.pass(0);

  assert.equal(shop.received.length, 20);
});

test("before consent nothing is stored nor sent; afterwards all of it is, as it was called", async () => {
  const shop = new Shop();
  const page = shop.open("https://shop.example/?utm_source=letter", { consent: "required" });
  page.tracker.page(shop.now);
  page.tracker.identify(shop.now, "u-1");
  await page.pass(60_000);
  page.tracker.hidden();
  page.tracker.connected();
  assert.deepEqual([shop.requests.length, shop.store.keys(), page.visit.keys()], [0, [], []]);

  page.tracker.consent(true);
  await page.pass(1_000);

  assert.deepEqual(shop.received.map(message => [message.type, message.originalTimestamp]), [["page", "2026-05-01T10:00:00.000Z"], ["identify", "2026-05-01T10:00:00.000Z"]]);
  assert.deepEqual([shop.store.keys().sort(), page.visit.keys()], [["cdp.consent", "cdp.id"], ["cdp.campaign"]]);
  const next = shop.open("https://shop.example/next", { consent: "required" });
  next.track("later");
  await next.pass(1_000);
  assert.deepEqual([names(shop.received.slice(2)), shop.received[2]!.anonymousId], [["later"], shop.received[0]!.anonymousId]);
});

test("leaving a page without consent stores and sends nothing", async () => {
  const shop = new Shop();
  const page = shop.open(undefined, { consent: "required" });
  page.track("a");
  page.leave();

  assert.deepEqual([shop.requests.length, shop.store.keys()], [0, []]);
});

test("consent refused or taken back forgets the visitor and what was not sent", async () => {
  const shop = new Shop();
  const page = shop.open(undefined, { consent: "required" });
  page.tracker.consent(true);
  page.track("a");
  page.tracker.consent(false);
  page.track("b");
  await page.pass(60_000);
  assert.deepEqual([shop.requests.length, shop.store.keys()], [0, []]);

  page.tracker.consent(true);
  page.track("c");
  await page.pass(1_000);
  assert.deepEqual(names(shop.received), ["c"]);
});

test("consent taken back in one tab holds in the others", async () => {
  const shop = new Shop();
  const [one, other] = [shop.open(undefined, { consent: "required" }), shop.open(undefined, { consent: "required" })];
  one.tracker.consent(true);
  one.tracker.consent(false);
  other.track("a");
  await other.pass(60_000);

  assert.deepEqual([shop.requests.length, shop.store.keys()], [0, []]);
});

test("who opts out is left alone on every page, until they opt in", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.track("a");
  page.tracker.optOut();
  await page.pass(60_000);
  const next = shop.open();
  next.track("b");
  next.tracker.consent(false);
  next.tracker.consent(true);
  next.track("c");
  await next.pass(60_000);
  assert.deepEqual([shop.requests.length, shop.store.keys()], [0, ["cdp.out"]]);

  next.tracker.optIn();
  next.track("d");
  await next.pass(1_000);
  assert.deepEqual(names(shop.received), ["d"]);
});

test("offline calls are kept over pages and go out when the network is back", async () => {
  const shop = new Shop();
  shop.online = false;
  const page = shop.open();
  page.track("a");
  await page.pass(600_000);
  page.leave();
  const next = shop.open();
  next.track("b");
  await next.pass(5_000);
  assert.equal(shop.requests.length, 0);

  shop.online = true;
  next.tracker.connected();
  await next.pass(0);

  assert.deepEqual([shop.requests.length, names(shop.received), shop.store.keys()], [1, ["a", "b"], ["cdp.id"]]);
});

test("a server that fails is asked again, each time after a longer while", async () => {
  const shop = new Shop();
  const times: number[] = [];
  shop.answer = () => { times.push(shop.now); return { status: 503, retryAfter: null }; };
  const page = shop.open();
  page.track("a");
  await page.pass(20_000);
  assert.deepEqual(times.slice(1).map((time, n) => time - times[n]!), [750, 1_500, 3_000, 6_000]);

  shop.answer = () => ({ status: 200, retryAfter: null });
  await page.pass(60_000);
  assert.deepEqual(names(shop.received), ["a"]);
});

test("nothing is sent before the time that the server names", async () => {
  const shop = new Shop();
  let asked = 0;
  shop.answer = () => { asked++; return { status: 429, retryAfter: 30 }; };
  const page = shop.open();
  page.track("a");
  await page.pass(1_000);
  for (let n = 0; n < 30; n++) page.track(`b${n}`);
  await page.tracker.flush();
  page.tracker.connected();
  const before = shop.looks;
  await page.pass(29_000);
  assert.equal(asked, 1);
  assert.ok(shop.looks - before < 20, "it waits and does not look again and again");

  await page.pass(1_000);
  assert.equal(asked, 2);
});

test("a key that is not taken is said once, and the next page tries again", async () => {
  const shop = new Shop();
  shop.answer = () => ({ status: 401, retryAfter: null });
  const page = shop.open();
  page.track("a");
  await page.pass(600_000);
  assert.deepEqual([shop.warnings.length, shop.received.length], [1, 0]);
  page.leave();

  shop.answer = () => ({ status: 200, retryAfter: null });
  await shop.open().pass(1_000);
  assert.deepEqual(names(shop.received), ["a"]);
});

test("what no server can ever take does not hold up what comes after it", async () => {
  const shop = new Shop();
  shop.answer = body => ({ status: body.includes("bad") ? 413 : 200, retryAfter: null });
  const page = shop.open();
  page.track("bad");
  await page.pass(1_000);
  page.track("good");
  page.track("x".repeat(500_000));
  await page.pass(1_000);

  assert.deepEqual([names(shop.received), shop.warnings.length], [["good"], 2]);
});

test("a batch under way when the page is left goes by beacon, and is sent again where that failed too", async () => {
  const shop = new Shop();
  shop.answer = () => ({ status: 503, retryAfter: null });
  const page = shop.open();
  page.track("a");
  await page.pass(1_000);
  shop.answer = () => null;
  page.track("b");
  page.leave();
  assert.equal(shop.received.length, 0);

  shop.answer = () => ({ status: 200, retryAfter: null });
  const next = shop.open();
  await next.pass(1_000);
  assert.deepEqual([names(shop.kept), shop.store.keys()], [["a", "b"], ["cdp.id"]]);
});

test("a beacon carries the key in its address, and what it most likely delivered is not sent again a day later", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.track("a");
  page.leave();
  assert.deepEqual(shop.requests.map(request => request.address), ["https://studio.example/beacon/v1/batch?writeKey=key-1"]);

  shop.now += 86_400_000;
  await shop.open().pass(1_000);
  assert.deepEqual([names(shop.received), shop.store.keys()], [["a"], ["cdp.id"]]);
});

test("more than a beacon may carry goes in several, and what the browser does not take stays", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.beaconsLeft = 2;
  for (let n = 0; n < 12; n++) page.track(`${n} ${"x".repeat(18_000)}`);
  page.leave();
  assert.equal(shop.received.length, 6);

  await shop.open().pass(1_000);
  assert.equal(shop.kept.length, 12);
});

test("two tabs keep their own queues, and neither takes what the other still holds", async () => {
  const shop = new Shop();
  shop.online = false;
  const [one, other] = [shop.open(), shop.open()];
  one.track("a");
  other.track("b");
  one.track("c");
  assert.equal(shop.store.keys().filter(key => key.startsWith("cdp.queue.")).length, 2);

  shop.online = true;
  one.tracker.connected();
  await one.pass(0);
  assert.deepEqual(names(shop.received), ["a", "c"]);
  other.tracker.connected();
  await other.pass(0);
  assert.deepEqual(names(shop.received), ["a", "c", "b"]);
});

test("what a tab that was killed had not sent is sent by a later one", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.track("a");
  page.crash();
  await shop.open().pass(1_000);
  assert.equal(shop.received.length, 0);

  shop.now += 300_000;
  await shop.open().pass(1_000);
  assert.deepEqual(names(shop.received), ["a"]);
});

test("a page that is shown again leaves to another one what that has taken over", async () => {
  const shop = new Shop();
  shop.online = false;
  const page = shop.open();
  page.track("a");
  page.tracker.leave();
  shop.online = true;
  await shop.open().pass(1_000);
  page.tracker.comeBack();
  page.track("b");
  await page.pass(1_000);

  assert.deepEqual(names(shop.received), ["a", "b"]);
});

test("what others write under our keys spoils no batch", async () => {
  const shop = new Shop();
  shop.store.set("cdp.queue.key-1.other", "0\n0 {\"broken\n0 [1]\nnothing");
  shop.store.set("cdp.id", "7");
  const page = shop.open();
  page.track("a");
  await page.pass(1_000);

  assert.deepEqual(names(shop.received), ["a"]);
});

test("a browser that keeps nothing still sends, with consent too", async () => {
  const shop = new Shop();
  shop.store.isFull = true;
  const page = shop.open(undefined, { consent: "required" });
  page.track("a");
  page.tracker.consent(true);
  page.track("b");
  await page.pass(1_000);

  assert.deepEqual([names(shop.received), new Set(shop.received.map(message => message.anonymousId)).size], [["a", "b"], 1]);
});

test("a new address of the same page is a page call, with where it came from; a mere anchor is none", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.tracker.page(shop.now, "Home");
  for (const url of ["https://shop.example/#reviews", "https://shop.example/cart", "https://shop.example/cart", "https://shop.example/cart#/pay"]) {
    page.url = url;
    page.tracker.navigated();
  }
  await page.pass(1_000);

  assert.deepEqual(shop.received.map(message => [message.name, (message.properties as Record<string, unknown>).url, (message.properties as Record<string, unknown>).referrer]), [
    ["Home", "https://shop.example/", "https://search.example/"],
    [undefined, "https://shop.example/cart", "https://shop.example/"],
    [undefined, "https://shop.example/cart#/pay", "https://shop.example/cart"]]);
});

test("a page call of the application's own is not doubled", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.url = "https://shop.example/cart";
  page.tracker.page(shop.now, "Shop", "Cart", { items: 2 });
  page.tracker.navigated();
  await page.pass(1_000);

  const [sent] = shop.received;
  assert.deepEqual([shop.received.length, sent!.name, sent!.category, (sent!.properties as Record<string, unknown>).items], [1, "Cart", "Shop", 2]);
});

test("the campaign of the landing page holds for the visit", async () => {
  const shop = new Shop();
  const page = shop.open("https://shop.example/?utm_source=letter&utm_campaign=spring&utm_Content=top&utm_term=");
  const campaign = { source: "letter", name: "spring", content: "top" };
  page.url = "https://shop.example/cart";
  page.track("a");
  await page.pass(1_000);
  const next = shop.open("https://shop.example/pay", {}, page.visit);
  next.track("b");
  await next.pass(1_000);
  const another = shop.open();
  another.track("c");
  await another.pass(1_000);

  assert.deepEqual(shop.received.map(message => message.context.campaign), [campaign, campaign, undefined]);
});

test("somebody else at the same browser is not joined with the one before", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.tracker.identify(shop.now, "u-1");
  page.tracker.identify(shop.now, "u-1", { plan: "basic" });
  page.tracker.identify(shop.now, "u-2");
  page.tracker.reset();
  page.tracker.identify(shop.now, { plan: "none" });
  await page.pass(1_000);

  const [a, b, c, d] = shop.received;
  assert.equal(a!.anonymousId, b!.anonymousId);
  assert.equal(new Set([a, c, d].map(message => message!.anonymousId)).size, 3);
  assert.deepEqual(shop.received.map(message => message.userId), ["u-1", "u-1", "u-2", undefined]);
  assert.deepEqual(d!.traits, { plan: "none" });
});

test("an alias joins with who one was, and a group is named", async () => {
  const shop = new Shop();
  const page = shop.open();
  page.tracker.alias(shop.now, "u-1");
  page.tracker.identify(shop.now, "u-1");
  page.tracker.alias(shop.now, "u-2");
  page.tracker.group(shop.now, "acme", { employees: 3 });
  await page.pass(1_000);

  const [first, , second, group] = shop.received;
  assert.deepEqual([first!.userId, first!.previousId], ["u-1", first!.anonymousId]);
  assert.deepEqual([second!.userId, second!.previousId], ["u-2", "u-1"]);
  assert.deepEqual([group!.groupId, group!.traits], ["acme", { employees: 3 }]);
});
