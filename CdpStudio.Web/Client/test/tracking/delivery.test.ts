import assert from "node:assert/strict";
import { test } from "node:test";
import { random, seed } from "../journey/random";
import { Shop, type Page } from "./shop";

const rounds = 300;
const steps = 60;

test(`whatever tabs, networks and servers do, every call arrives once (seed ${seed})`, async () => {
  for (let round = 0; round < rounds; round++) {
    const next = random(seed + round);
    const shop = new Shop();
    const expected: string[] = [];
    let pages: Page[] = [shop.open()];

    for (let step = 0; step < steps; step++) {
      const page = pages[Math.floor(next() * pages.length)]!;
      const roll = next();
      if (roll < 0.4) {
        expected.push(`e${expected.length}`);
        page.track(expected.at(-1)!);
      } else if (roll < 0.6) {
        await page.pass(Math.floor(next() * 4_000));
      } else if (roll < 0.68) {
        // Answers, is busy, asks for a while, or takes it and its answer gets lost.
        const answers = [{ status: 200, retryAfter: null }, { status: 503, retryAfter: null }, { status: 429, retryAfter: 5 }, { status: 0, retryAfter: null }, null];
        shop.answer = () => answers[Math.floor(next() * answers.length)]!;
      } else if (roll < 0.73) {
        shop.online = !shop.online;
        if (shop.online) for (const open of pages) open.tracker.connected();
      } else if (roll < 0.78) {
        await page.cut();
      } else if (roll < 0.82) {
        page.tracker.hidden();
      } else if (roll < 0.87 && pages.length < 3) {
        pages.push(shop.open());
      } else if (roll < 0.95) {
        page.beaconsLeft = Math.floor(next() * 3);
        if (next() < 0.6) page.leave();
        else page.crash();
        pages = pages.filter(open => open !== page);
        if (!pages.length) pages.push(shop.open());
      } else {
        page.tracker.leave();
        page.tracker.comeBack();
      }
    }

    // All is well again, and somebody comes back later.
    [shop.online, shop.answer] = [true, () => ({ status: 200, retryAfter: null })];
    for (const page of pages) {
      await page.cut();
      await page.pass(300_000);
      page.leave();
    }
    shop.now += 400_000;
    await shop.open().pass(120_000);

    const kept = shop.kept.map(message => String(message.event));
    assert.deepEqual([...kept].sort(), [...expected].sort(), `round ${round}`);
    const texts = new Map<string, string>();
    for (const message of shop.received) {
      const before = texts.get(message.messageId);
      assert.ok(!before || before === JSON.stringify(message), "what is sent again is the same");
      texts.set(message.messageId, JSON.stringify(message));
    }
    assert.equal(shop.store.keys().filter(key => key.startsWith("cdp.queue.")).length, 0);
  }
});
