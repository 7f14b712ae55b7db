import type { Journey } from "./document";
import type { Drawing } from "./layout";
import type { Layouter } from "./laying";

/** layout.worker.ts on a thread of its own, begun when it is first needed. */
export class Background implements Layouter {
  private readonly waiting = new Map<number, { done: (drawing: Drawing) => void; failed: () => void }>();
  private worker: Worker | null = null;
  private number = 0;

  lay(journey: Journey, mirrored: boolean): Promise<Drawing> {
    return new Promise((done, failed) => {
      const number = ++this.number;
      this.waiting.set(number, { done, failed });
      // What a layout needs and no more: settings stay here.
      const bare = { steps: journey.steps.map(({ id, kind }) => ({ id, kind })), edges: journey.edges };
      this.begun().postMessage({ number, journey: bare, mirrored });
    });
  }

  close(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  private begun(): Worker {
    if (this.worker) return this.worker;

    this.worker = new Worker(new URL("./journey-layout.js", import.meta.url), { type: "module" });
    this.worker.onmessage = (event: MessageEvent<{ number: number; drawing: Drawing }>) => {
      this.waiting.get(event.data.number)?.done(event.data.drawing);
      this.waiting.delete(event.data.number);
    };
    this.worker.onerror = () => {
      for (const one of this.waiting.values()) one.failed();
      this.waiting.clear();
      this.close();
    };
    return this.worker;
  }
}
