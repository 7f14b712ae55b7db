import type { Browser, Place } from "./browser";
import { campaignOf } from "./campaign";
import { isMembers, membersIn, type Members } from "./members";
import { Queue } from "./queue";
import { Sender } from "./sender";

export interface Options {
  /** Where the product answers; by default where the script came from. */
  readonly host?: string;
  /** "required": nothing is stored or sent until consent(true). */
  readonly consent?: "required";
  /** false: no page call when a single-page application changes its address. */
  readonly navigation?: boolean;
}

export const version = "1.0.0";

const idKey = "cdp.id";
const consentKey = "cdp.consent";
const outKey = "cdp.out";
const campaignKey = "cdp.campaign";
const queueKeys = "cdp.queue.";

/** What a page calls: makes messages, and decides whether they may be kept and sent. */
export class Tracker {
  private readonly queue: Queue;
  private readonly sender: Sender;
  private readonly needsConsent: boolean;
  // What could not be stored holds for this page alone.
  private isGranted = false;
  private isDenied = false;
  private isOut = false;
  private ids: { a: string; u?: string };
  private campaign: Members | null;
  private at: string;
  private referrer: string;

  constructor(private readonly browser: Browser, writeKey: string, host: string, options: Options) {
    const mayKeep = () => this.mayKeep();
    this.needsConsent = options.consent === "required";
    this.queue = new Queue(browser.store, `${queueKeys}${writeKey}.`, browser.newId(), () => browser.now(), mayKeep);
    this.sender = new Sender(browser, this.queue, (options.host ?? host).replace(/\/+$/, ""), writeKey, mayKeep);
    this.ids = { a: browser.newId() };

    const { referrer, search } = browser.place();
    this.campaign = campaignOf(search);
    this.at = this.address();
    this.referrer = referrer;
    if (mayKeep()) this.open();
  }

  identify(time: number, userId?: unknown, traits?: unknown): void {
    const user = isMembers(userId) ? null : textOf(userId);
    const ids = this.read();
    // Somebody else at the same browser: what is done from now on is not joined with the one before.
    if (user && ids.u && ids.u !== user) this.ids = { a: this.browser.newId() };
    if (user) this.write({ ...this.ids, u: user });
    this.send(time, { type: "identify", traits: isMembers(userId) ? userId : traits ?? {} });
  }

  track(time: number, event: unknown, properties?: unknown): void {
    this.send(time, { type: "track", event: textOf(event), properties: properties ?? {} });
  }

  /** page(), page(properties), page(name, properties), page(category, name, properties) */
  page(time: number, ...given: unknown[]): void {
    const [name, category] = given.filter(part => typeof part === "string").reverse();
    this.moved();
    this.send(time, {
      type: "page",
      ...(name === undefined ? {} : { name }),
      ...(category === undefined ? {} : { category }),
      properties: { ...this.place(), ...given.find(isMembers) },
    });
  }

  group(time: number, groupId: unknown, traits?: unknown): void {
    this.send(time, { type: "group", groupId: textOf(groupId), traits: traits ?? {} });
  }

  alias(time: number, userId: unknown, previousId?: unknown): void {
    const { a, u } = this.read();
    this.send(time, { type: "alias", userId: textOf(userId), previousId: textOf(previousId) ?? u ?? a });
  }

  /** Somebody signed out: who comes next is nobody known. */
  reset(): void {
    this.write({ a: this.browser.newId() });
  }

  consent(isGiven: boolean): void {
    this.isDenied = !isGiven;
    this.isGranted = isGiven && this.needsConsent && !this.browser.store.set(consentKey, "yes");
    if (!isGiven) this.forget();
    else if (this.mayKeep()) this.open();
  }

  optOut(): void {
    this.forget();
    this.isOut = !this.browser.store.set(outKey, "yes");
  }

  optIn(): void {
    this.browser.store.remove(outKey);
    this.isOut = false;
    if (this.mayKeep()) this.open();
  }

  flush(): Promise<void> {
    return this.sender.flush();
  }

  /** The address of the page may be another one now. */
  navigated(): void {
    if (this.address() !== this.at) this.page(this.browser.now());
  }

  hidden(): void {
    void this.sender.flush();
  }

  leave(): void {
    this.sender.leave();
  }

  comeBack(): void {
    this.sender.comeBack();
  }

  connected(): void {
    if (this.mayKeep()) this.sender.connected();
  }

  /** Nothing is stored and nothing is sent without it. Other pages of the origin may have changed it. */
  private mayKeep(): boolean {
    return !this.isClosed && (!this.needsConsent || this.isGranted || this.browser.store.get(consentKey) !== null);
  }

  /** What is called now is for nobody, then or later. */
  private get isClosed(): boolean {
    return this.isDenied || this.isOut || this.browser.store.get(outKey) !== null;
  }

  /** From here on things may be kept: what was in memory alone, and what other pages left. */
  private open(): void {
    this.write(this.read());
    const { visit } = this.browser;
    if (this.campaign) visit.set(campaignKey, JSON.stringify(this.campaign));
    else this.campaign = membersIn(visit.get(campaignKey));
    this.queue.adopt();
    this.queue.save();
    if (this.queue.length) this.sender.soon();
  }

  private forget(): void {
    const { store, visit } = this.browser;
    this.queue.clear();
    this.ids = { a: this.browser.newId() };
    // That somebody wants to be left alone is all that is remembered of them.
    for (const key of [idKey, consentKey, ...store.keys().filter(key => key.startsWith(queueKeys))]) store.remove(key);
    visit.remove(campaignKey);
  }

  private read(): { a: string; u?: string } {
    const kept = this.mayKeep() ? membersIn(this.browser.store.get(idKey)) : null;
    if (typeof kept?.a === "string") this.ids = { a: kept.a, ...(typeof kept.u === "string" ? { u: kept.u } : {}) };
    return this.ids;
  }

  private write(ids: { a: string; u?: string }): void {
    this.ids = ids;
    if (this.mayKeep()) this.browser.store.set(idKey, JSON.stringify(ids));
  }

  private address(): string {
    const { url } = this.browser.place();
    const [path = "", hash = ""] = url.split("#");
    // Some applications keep their pages behind the hash; others only scroll by it.
    return /^[/!]/.test(hash) ? url : path;
  }

  private moved(): void {
    const now = this.address();
    if (now === this.at) return;

    this.referrer = this.at;
    this.at = now;
    const campaign = campaignOf(this.browser.place().search);
    if (!campaign) return;

    this.campaign = campaign;
    if (this.mayKeep()) this.browser.visit.set(campaignKey, JSON.stringify(campaign));
  }

  private place(): Place {
    return { ...this.browser.place(), referrer: this.referrer };
  }

  private send(time: number, call: Members): void {
    if (this.isClosed) return;

    const { a, u } = this.read();
    const json = JSON.stringify({
      messageId: this.browser.newId(),
      anonymousId: a,
      ...(u === undefined ? {} : { userId: u }),
      originalTimestamp: new Date(time).toISOString(),
      ...call,
      context: {
        library: { name: "cdp.js", version },
        page: this.place(),
        ...(this.campaign ? { campaign: this.campaign } : {}),
        ...this.browser.surroundings(),
      },
    });
    if (!this.queue.add(json)) return this.browser.warn(`a ${String(call.type)} call is too large to be sent`);

    if (this.mayKeep()) this.sender.soon();
  }
}

function textOf(value: unknown): string | undefined {
  return value === undefined || value === null || value === "" ? undefined : String(value);
}
