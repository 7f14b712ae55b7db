import type { Step } from "./document";
import type { Texts } from "./texts";

/** What the page alone can say: names of segments by key, and rules as sentences by their JSON. */
export interface Wording { readonly segments: Readonly<Record<string, string>>; readonly rules: Readonly<Record<string, string>> }

const units: Record<string, string> = { s: "Seconds", m: "Minutes", h: "Hours", d: "Days", w: "Weeks", mo: "Months", y: "Years" };

/** What a step is called: its own name, or one made from its settings. */
export function titleOf(step: Step, wording: Wording, texts: Texts): string {
  return step.name?.trim() || made(step, wording, texts);
}

function made(step: Step, wording: Wording, texts: Texts): string {
  switch (step.kind) {
    case "entry":
      if (typeof step.segment === "string" && step.segment) return wording.segments[step.segment] ?? step.segment;
      if (typeof step.attribute === "string" && step.attribute) return step.attribute;
      return typeof step.event === "string" && step.event ? step.event : texts("EntryOpen");
    case "wait":
      return duration(typeof step.for === "string" ? step.for : "", texts) ?? texts("WaitOpen");
    case "branch":
      return (step.rule ? wording.rules[JSON.stringify(step.rule)] : undefined) ?? texts("BranchOpen");
    case "email":
      return (step.content as { subject?: string } | undefined)?.subject?.trim() || texts("EmailOpen");
    case "exit":
      return texts("ExitTitle");
  }
}

function duration(text: string, texts: Texts): string | null {
  const parts = /^(\d+)(s|mo?|h|d|w|y)$/.exec(text);
  const unit = parts && units[parts[2]!];
  return unit ? texts.plural(unit, Number(parts[1])) : null;
}
