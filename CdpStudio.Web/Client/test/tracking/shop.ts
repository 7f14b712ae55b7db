import type { Answer, Browser, Store } from "../../src/tracking/browser";
import { Tracker, type Options } from "../../src/tracking/tracker";

export type Sent = Record<string, unknown> & { messageId: string; type: string; context: Record<string, unknown> };

class Shelf implements Store {
  readonly texts = new Map<string, string>();
  isFull = false;

  keys = () => [...this.texts.keys()];
  get = (key: string) => this.texts.get(key) ?? null;
  remove = (key: string) => { this.texts.delete(key); };
  set = (key: string, value: string) => {
    if (this.isFull) return false;
    this.texts.set(key, value);
    return true;
  };
}

/** A shop's origin with a visitor, the product behind it, and a clock that is turned by hand. */
export class Shop {
  readonly store = new Shelf();
  readonly requests: { address: string; body: { writeKey: string; sentAt: string; batch: Sent[] } }[] = [];
  readonly warnings: string[] = [];
  /** At the clock: who looks without end holds up the page. */
  looks = 0;
  online = true;
  now = Date.parse("2026-05-01T10:00:00Z");
  answer: (body: string) => Answer | null = () => ({ status: 200, retryAfter: null });
  private made = 0;

  /** Every message that came, as often as it came. */
  get received(): Sent[] {
    return this.requests.flatMap(request => request.body.batch);
  }

  /** What the product keeps: each message once. */
  get kept(): Sent[] {
    return [...new Map(this.received.map(message => [message.messageId, message])).values()];
  }

  open(address = "https://shop.example/", options: Options = {}, visit = new Shelf()): Page {
    return new Page(this, address, options, visit);
  }

  take(address: string, body: string): void {
    this.requests.push({ address, body: JSON.parse(body) });
  }

  newId(): string {
    return `id-${++this.made}`;
  }
}

/** One page in one tab. */
export class Page implements Browser {
  readonly tracker: Tracker;
  readonly referrer = "https://search.example/";
  beaconsLeft = 10;
  private timers: { due: number; run: () => void }[] = [];
  private unanswered: (() => void)[] = [];
  private isGone = false;

  constructor(readonly shop: Shop, public url: string, options: Options, readonly visit: Shelf) {
    this.tracker = new Tracker(this, "key-1", "https://studio.example", options);
  }

  get store(): Store {
    return this.shop.store;
  }

  get online(): boolean {
    return this.shop.online;
  }

  now = () => {
    this.shop.looks++;
    return this.shop.now;
  };
  random = () => 0.5;
  newId = () => this.shop.newId();
  surroundings = () => ({ locale: "en" });
  warn = (words: string) => { this.shop.warnings.push(words); };

  place() {
    const { pathname, search } = new URL(this.url);
    return { path: pathname, referrer: this.referrer, search, title: `title of ${pathname}`, url: this.url };
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { due: this.shop.now + milliseconds, run };
    this.timers.push(timer);
    return () => { this.timers = this.timers.filter(other => other !== timer); };
  }

  /** A null answer: the server takes it, and the page never hears of it. */
  post(address: string, body: string): Promise<Answer> {
    if (!this.shop.online) return Promise.resolve({ status: 0, retryAfter: null });

    const answer = this.shop.answer(body);
    if (!answer || answer.status === 200) this.shop.take(address, body);
    return answer ? Promise.resolve(answer) : new Promise(resolve => this.unanswered.push(() => resolve({ status: 0, retryAfter: null })));
  }

  beacon(address: string, body: string): boolean {
    if (this.beaconsLeft-- <= 0) return false;
    if (this.shop.online && this.shop.answer(body)?.status === 200) this.shop.take(address, body);
    return true;
  }

  track(event: string): void {
    this.tracker.track(this.shop.now, event);
  }

  /** Lets time go by for this page, and what was asked be answered. */
  async pass(milliseconds: number): Promise<void> {
    const until = this.shop.now + milliseconds;
    for (;;) {
      await settled();
      const next = this.timers.filter(timer => timer.due <= until).sort((one, other) => one.due - other.due)[0];
      if (!next || this.isGone) break;

      this.timers = this.timers.filter(timer => timer !== next);
      this.shop.now = Math.max(this.shop.now, next.due);
      next.run();
    }
    this.shop.now = Math.max(this.shop.now, until);
  }

  /** Requests under way fail, as when the network goes. */
  async cut(): Promise<void> {
    for (const fail of this.unanswered.splice(0)) fail();
    await settled();
  }

  leave(): void {
    this.tracker.leave();
    this.isGone = true;
  }

  /** The browser is killed: nothing of the page runs any more. */
  crash(): void {
    this.isGone = true;
  }
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}
