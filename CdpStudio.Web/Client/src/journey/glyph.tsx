import { useIsland } from "./context";

export function Glyph({ name, small }: { name: string; small?: boolean }) {
  const { setup } = useIsland();
  return <svg className={small ? "j-glyph small" : "j-glyph"} viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d={setup.glyphs[name] ?? ""} /></svg>;
}
