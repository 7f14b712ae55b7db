/** What the address of a landing page says of the campaign that led there; null when it says nothing. */
export function campaignOf(search: string): Record<string, string> | null {
  const campaign: Record<string, string> = {};
  new URLSearchParams(search).forEach((value, name) => {
    const part = /^utm_(.+)$/i.exec(name)?.[1]?.toLowerCase();
    if (part && value) campaign[part === "campaign" ? "name" : part] = value;
  });
  return Object.keys(campaign).length ? campaign : null;
}
