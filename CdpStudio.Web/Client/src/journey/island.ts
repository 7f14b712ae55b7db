import { settled, type Step } from "./document";
import { Desk } from "./desk";
import { HttpDrafts, StoragePocket, type Problem } from "./http";
import { Saver } from "./saver";
import type { Numbers, Setup, Walk } from "./setup";
import { textsOf, type Texts } from "./texts";
import { titleOf, type Wording } from "./titles";

/** Everything behind the canvas: the document, its way to the server, and what the page said beside it. The view listens to it. */
export class Island {
  readonly texts: Texts;
  private readonly heard = new Set<() => void>();
  private readonly saver: Saver;
  private sentences: Record<string, string> = {};
  private work: Desk | null = null;

  /** Grows with everything that is drawn. */
  revision = 0;
  failed = false;
  numbers: Numbers | null = null;
  walk: Walk | null = null;
  problems: readonly Problem[] = [];

  /** Of the last change that came from the page. */
  stamp = 0;
  private pages = "";

  /** The step that takes the focus when it is drawn next. */
  focusNext: string | null = null;

  constructor(readonly setup: Setup, private readonly root: HTMLElement) {
    this.texts = textsOf(setup.words);
    const drafts = new HttpDrafts(setup.id, problems => {
      this.problems = problems;
      this.changed();
    });
    const clock = { after: (milliseconds: number, run: () => void) => { const timer = setTimeout(run, milliseconds); return () => clearTimeout(timer); } };
    this.saver = new Saver(drafts, new StoragePocket(setup.id), clock, () => this.changed());
  }

  /** Null until the draft was read. */
  get desk(): Desk | null {
    return this.work;
  }

  get saving(): Saver["state"] {
    return this.saver.state;
  }

  async open(): Promise<void> {
    try {
      this.work = new Desk(await this.saver.open());
    } catch {
      this.failed = true;
      this.changed();
      return;
    }
    this.work.listen(() => {
      this.saver.draw(this.work!.journey);
      this.changed();
    });
    this.changed();
  }

  listen(heard: () => void): () => void {
    this.heard.add(heard);
    return () => this.heard.delete(heard);
  }

  title(step: Step): string {
    return titleOf(step, this.wording, this.texts);
  }

  marks(step: string): { errors: number; warnings: number } {
    const own = this.problems.filter(problem => problem.step === step);
    return { errors: own.filter(problem => problem.severity === "error").length, warnings: own.filter(problem => problem.severity === "warning").length };
  }

  /** A rule as a sentence, known from now on whatever is undone. */
  say(sentences: Readonly<Record<string, string>>): void {
    for (const step of this.work?.journey.steps ?? []) {
      const sentence = sentences[step.id];
      if (step.rule && sentence) this.sentences = { ...this.sentences, [JSON.stringify(step.rule)]: sentence };
    }
    this.changed();
  }

  show(shown: { numbers?: Numbers | null; walk?: Walk | null }): void {
    if (shown.numbers !== undefined) this.numbers = shown.numbers;
    if (shown.walk !== undefined) this.walk = shown.walk;
    this.changed();
  }

  /** @param stamp how many changes the page has sent, so that it knows an answer to an older one. */
  change(step: Step, typing: string | null, stamp: number): void {
    this.stamp = stamp;
    const before = this.work?.journey.steps.find(other => other.id === step.id);
    this.pages = JSON.stringify(settled({ ...step, x: before?.x, y: before?.y }));
    this.work?.change(settled(step), typing);
  }

  /** It is as the page changed it last. */
  isFromPage(step: Step): boolean {
    return JSON.stringify(step) === this.pages;
  }

  /** The chosen step's JSON, as bytes: a stream may be longer than an event. */
  get chosen(): Uint8Array {
    return new TextEncoder().encode(this.work?.focus ? JSON.stringify(this.work.focus) : "");
  }

  /** Chooses a step and brings it into sight; null chooses none, and the focus goes back to the one that was. */
  go(step: string | null): void {
    this.focusNext = step ?? this.work?.focus?.id ?? null;
    this.work?.choose(step === null ? [] : [step]);
    this.changed();
  }

  /** @returns the version that the server has when all that was drawn is saved; -1 when it is not. */
  async flush(): Promise<number> {
    await this.saver.flush();
    for (let tries = 0; tries < 50 && (this.saving.kind === "saving" || this.saving.kind === "waiting"); tries++) {
      await new Promise(resolve => setTimeout(resolve, 100));
      await this.saver.flush();
    }
    return this.saving.kind === "saved" ? this.saver.saved : -1;
  }

  takeMine(): void {
    this.saver.takeMine();
  }

  takeTheirs(): void {
    this.work?.replace(this.saver.takeTheirs());
  }

  /** Asks the page for the settings of the chosen step. */
  askForSettings(): void {
    this.root.dispatchEvent(new CustomEvent("journeysettings", { bubbles: true, detail: {} }));
  }

  tellPage(type: string, detail: unknown): void {
    this.root.dispatchEvent(new CustomEvent(type, { bubbles: true, detail }));
  }

  readonly leave = (): void => {
    void this.saver.flush(true);
  };

  close(): void {
    void this.saver.flush();
    this.saver.close();
    this.heard.clear();
  }

  private get wording(): Wording {
    return { segments: this.setup.segments, rules: this.sentences };
  }

  private changed(): void {
    this.revision++;
    for (const heard of this.heard) heard();
  }
}
