namespace CdpStudio.Web.Components;

/// <summary>What a colour may say. It always comes with a word and an icon.</summary>
public enum Meaning
{
    Neutral,
    Good,
    Warning,
    Bad,
    Info,
}

internal static class Meanings
{
    extension(Meaning meaning)
    {
        public string Css => meaning switch
        {
            Meaning.Good => "good",
            Meaning.Warning => "warn",
            Meaning.Bad => "bad",
            Meaning.Info => "info",
            _ => "",
        };

        public Glyph Glyph => meaning switch
        {
            Meaning.Good => Glyphs.Good,
            Meaning.Warning => Glyphs.Warning,
            Meaning.Bad => Glyphs.Error,
            Meaning.Info => Glyphs.Info,
            _ => Glyphs.Ring,
        };
    }
}
