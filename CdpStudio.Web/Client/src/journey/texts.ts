/** The words of the page, from its resources; {0} is filled in. */
export interface Texts {
  (key: string, ...values: readonly string[]): string;
  /** name_one or name_other; languages without a singular have name_other alone. */
  plural(name: string, number: number): string;
}

export function textsOf(words: Readonly<Record<string, string>>): Texts {
  const say = (key: string, ...values: readonly string[]) =>
    (words[key] ?? key).replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? "");
  const plural = (name: string, number: number) =>
    say(number === 1 && words[`${name}_one`] ? `${name}_one` : `${name}_other`, String(number));
  return Object.assign(say, { plural });
}
