import type { Answer, Browser } from "./browser";
import type { Entry, Queue } from "./queue";

const gather = 1_000;
const full = 20;
const mostMessages = 100;

// Browsers carry at most 64 KB for a page that goes.
const mostBytes = 60_000;

const firstRetry = 1_000;
const lastRetry = 60_000;
const longestWait = 3_600_000;

/** Sends what the queue holds in batches, one at a time, again and again until the server has it. */
export class Sender {
  private sending: Promise<void> | null = null;
  private cancel: (() => void) | null = null;
  private failures = 0;
  private notBefore = 0;
  private isRefused = false;
  private isLeft = false;

  /** @param maySend asked before each batch: consent comes and goes. */
  constructor(
    private readonly browser: Browser,
    private readonly queue: Queue,
    private readonly host: string,
    private readonly writeKey: string,
    private readonly maySend: () => boolean,
  ) { }

  /** Something was added: it goes out soon, with what else comes until then. */
  soon(): void {
    if (this.isDone || this.sending) return;

    if (this.queue.length >= full && !this.failures) void this.flush();
    else if (!this.cancel) this.wait(gather);
  }

  /** Resolves when there is nothing left to send, or it can't be sent now. */
  flush(): Promise<void> {
    return this.sending ??= this.sendAll().finally(() => {
      this.sending = null;
      // Added after the last look and before this one. Where it waits already it must not look again at once, for ever.
      if (!this.cancel && this.maySend() && !this.isDone) this.wait(gather);
    });
  }

  /** The page goes, perhaps with a batch under way whose answer nobody will hear: all of it goes by beacon, and stays kept besides. */
  leave(): void {
    if (this.browser.online && this.maySend() && !this.isRefused) {
      const address = `${this.host}/beacon/v1/batch?writeKey=${encodeURIComponent(this.writeKey)}`;
      for (let from = 0; from < this.queue.length;) {
        const batch = this.queue.batch(from, mostMessages, mostBytes);
        if (!this.browser.beacon(address, this.body(batch))) break;

        for (const entry of batch) entry.beaconAt = this.browser.now();
        from += batch.length;
      }
    }
    this.isLeft = true;
    this.queue.leave();
  }

  comeBack(): void {
    this.isLeft = false;
    this.queue.comeBack();
    this.soon();
  }

  /** The network is back. */
  connected(): void {
    this.failures = 0;
    this.queue.adopt();
    void this.flush();
  }

  private async sendAll(): Promise<void> {
    this.stop();
    while (this.maySend() && !this.isDone) {
      const batch = this.queue.batch(0, mostMessages, mostBytes);
      const wait = this.notBefore - this.browser.now();
      if (wait > 0) return this.wait(wait);
      // Written anew while it waits: a page that lives keeps what is its own.
      this.queue.save();
      if (!this.browser.online) return this.fail(null);

      const answer = await this.browser.post(`${this.host}/v1/batch`, this.body(batch));
      if (!this.settle(answer, batch)) return;
    }
  }

  /** @returns whether to go on at once. */
  private settle({ status, retryAfter }: Answer, batch: readonly Entry[]): boolean {
    if (status === 0 || status === 408 || status === 429 || status >= 500) {
      this.fail(retryAfter);
      return false;
    }

    if (status >= 400 && status !== 400 && status !== 413) {
      // The key or the origin may be allowed again; this page asks no more, and the next one finds what is kept.
      this.isRefused = true;
      this.browser.warn(`the server answered ${status}: is the write key right, and may this page send?`);
      return false;
    }

    if (status >= 400) this.browser.warn(`the server can't take ${batch.length} messages, which are given up`);
    this.queue.drop(batch);
    this.failures = 0;
    return true;
  }

  private fail(retryAfter: number | null): void {
    // Not all browsers at once, when a server comes back.
    const delay = Math.min(lastRetry, firstRetry * 2 ** this.failures++) * (0.5 + this.browser.random() / 2);
    const asked = Math.min(longestWait, (retryAfter ?? 0) * 1_000);
    if (asked) this.notBefore = this.browser.now() + asked;
    this.wait(Math.max(delay, asked));
  }

  private wait(milliseconds: number): void {
    this.stop();
    this.cancel = this.browser.after(Math.min(milliseconds, 2 * lastRetry), () => {
      this.cancel = null;
      void this.flush();
    });
  }

  /** This page has nothing to send, or nobody who takes it. */
  private get isDone(): boolean {
    return this.isRefused || this.isLeft || this.queue.length === 0;
  }

  private stop(): void {
    this.cancel?.();
    this.cancel = null;
  }

  // The key in the body asks the browser for no preflight.
  private body(batch: readonly Entry[]): string {
    return `{"writeKey":${JSON.stringify(this.writeKey)},"sentAt":"${new Date(this.browser.now()).toISOString()}","batch":[${batch.map(entry => entry.json).join()}]}`;
  }
}
