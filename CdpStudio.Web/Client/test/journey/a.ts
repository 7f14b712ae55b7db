import { fresh, type Edge, type Journey, type Kind, type Outcome } from "../../src/journey/document";

/** A journey from 'entry:start wait:w' and 'start>w b.yes>m'. */
export function journey(steps: string, edges = ""): Journey {
  return {
    steps: steps.split(" ").filter(Boolean).map(text => {
      const [kind, id] = text.split(":") as [Kind, string];
      return fresh(kind, id, null);
    }),
    edges: edges.split(" ").filter(Boolean).map(edge),
  };
}

export function edge(text: string): Edge {
  const [, from, outcome, to] = /^(.+?)(?:\.(\w+))?>(.+)$/.exec(text)!;
  return { from: from!, outcome: (outcome ?? "next") as Outcome, to: to! };
}

/** The edges as text, in a fixed order. */
export function drawn({ edges }: Journey): string {
  return edges.map(({ from, outcome, to }) => `${from}${outcome === "next" ? "" : `.${outcome}`}>${to}`).sort().join(" ");
}
