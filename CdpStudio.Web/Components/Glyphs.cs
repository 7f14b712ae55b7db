namespace CdpStudio.Web.Components;

/// <summary>One drawing of the icon set: strokes on a 16 by 16 grid.</summary>
/// <param name="Mirrors">It points along the line of writing, so right-to-left turns it round.</param>
/// <param name="Solid">A part that is filled rather than stroked.</param>
public sealed record Glyph(string Path, bool Mirrors = false, string? Solid = null);

/// <summary>The icon set. An icon never stands alone for a meaning: a word or an accessible name goes with it.</summary>
public static class Glyphs
{
    public static readonly Glyph Arrow = new("M3 8h10M9.5 4.5 13 8l-3.5 3.5", Mirrors: true);
    public static readonly Glyph Bag = new("M3.3 5.3h9.4l.6 8.2H2.7zM5.7 7V4.7a2.3 2.3 0 0 1 4.6 0V7");
    public static readonly Glyph Bell = new("M4 11V7a4 4 0 0 1 8 0v4l1.2 1H2.8zM6.8 13.7h2.4");
    public static readonly Glyph Bin = new("M3 4.5h10M6.2 4.3V2.8h3.6v1.5M4.3 4.5l.6 8.8h6.2l.6-8.8");
    public static readonly Glyph Branch = new("M8 2.5v3.3M8 5.8 3.8 9v4.5M8 5.8 12.2 9v4.5M2.2 12l1.6 1.6L5.4 12M10.6 12l1.6 1.6 1.6-1.6");
    public static readonly Glyph Calendar = new("M2.7 4h10.6v9.3H2.7zM2.7 7h10.6M5.5 2.5v2.7M10.5 2.5v2.7");
    public static readonly Glyph Cart = new("M2 3h1.7l1.5 7h6.6l1.4-5H4.2 M5.2 12.7a0.8 0.8 0 1 0 1.6 0a0.8 0.8 0 1 0 -1.6 0 M10.2 12.7a0.8 0.8 0 1 0 1.6 0a0.8 0.8 0 1 0 -1.6 0");
    public static readonly Glyph Catalogue = new("M2.5 3.2h4A1.5 1.5 0 0 1 8 4.7v8.6a1.6 1.6 0 0 0-1.5-1.1h-4zM13.5 3.2h-4A1.5 1.5 0 0 0 8 4.7v8.6a1.6 1.6 0 0 1 1.5-1.1h4z");
    public static readonly Glyph Chart = new("M2.5 13.5h11M4.5 11V7.5M8 11V3.5M11.5 11V6");
    public static readonly Glyph Chat = new("M2.5 3.3h11v7.7H7.5l-3 2.5V11h-2z");
    public static readonly Glyph Check = new("m3.3 8.4 3 3 6.4-6.6");
    public static readonly Glyph ChevronDown = new("m4.5 6.3 3.5 3.5 3.5-3.5");
    public static readonly Glyph ChevronUp = new("m4.5 9.7 3.5-3.5 3.5 3.5");
    public static readonly Glyph ChevronEnd = new("m6.3 4.5 3.5 3.5-3.5 3.5", Mirrors: true);
    public static readonly Glyph ChevronStart = new("M9.7 4.5 6.2 8l3.5 3.5", Mirrors: true);
    public static readonly Glyph Clock = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0 M8 4.8V8l2.2 1.5");
    public static readonly Glyph Close = new("m4.2 4.2 7.6 7.6M11.8 4.2l-7.6 7.6");
    public static readonly Glyph Code = new("m5.5 4.5-3 3.5 3 3.5M10.5 4.5l3 3.5-3 3.5");
    public static readonly Glyph Columns = new("M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10");
    public static readonly Glyph Copy = new("M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1");
    public static readonly Glyph Dashboard = new("M2.5 2.5h4.6v6H2.5zM9.4 2.5h4.1v3.2H9.4zM2.5 10.8h4.6v2.7H2.5zM9.4 8h4.1v5.5H9.4z");
    public static readonly Glyph Destination = new("M6.5 3.5h-4v10h10v-4M9.5 2.5h4v4M13.3 2.7 7.5 8.5", Mirrors: true);
    public static readonly Glyph Document = new("M3.8 2.5h5.4l3 3v8H3.8zM9 2.7v3h3M6 8.5h4M6 11h4", Mirrors: true);
    public static readonly Glyph Edit = new("m3 13 .6-2.8 7-7 2.2 2.2-7 7z");
    public static readonly Glyph Error = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0 M8 5v3.4M8 10.8v.1");
    public static readonly Glyph Exit = new("M6.5 3h-4v10h4M9.5 5l3 3-3 3M12.3 8H6", Mirrors: true);
    public static readonly Glyph Export = new("M8 9.5v-7M5 5.3l3-3 3 3M2.5 9.5v4h11v-4");
    public static readonly Glyph Eye = new("M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z M6.2 8a1.8 1.8 0 1 0 3.6 0a1.8 1.8 0 1 0 -3.6 0");
    public static readonly Glyph Fit = new("M2.7 6V2.7H6M10 2.7h3.3V6M13.3 10v3.3H10M6 13.3H2.7V10");
    public static readonly Glyph Flag = new("M4 13.7V2.8h8l-1.8 2.9L12 8.6H4");
    public static readonly Glyph Globe = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0 M2.5 8h11M8 2.5c3.3 3.5 3.3 7.5 0 11-3.3-3.5-3.3-7.5 0-11z");
    public static readonly Glyph Good = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0 M5.6 8.2l1.7 1.7 3.2-3.6");
    public static readonly Glyph Grip = new("M6 4.2v.1M10 4.2v.1M6 8v.1M10 8v.1M6 11.8v.1M10 11.8v.1");
    public static readonly Glyph Help = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0 M6.3 6.4a1.7 1.7 0 1 1 2.5 1.5c-.5.3-.8.6-.8 1.2M8 11.1v.1");
    public static readonly Glyph Home = new("M2.5 7.2 8 2.8l5.5 4.4v6H9.8V9.8H6.2v3.4H2.5z");
    public static readonly Glyph Identity = new("M2.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0 M6.5 8a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0");
    public static readonly Glyph Info = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0 M8 7.4v3.4M8 5.1v.1");
    public static readonly Glyph Journey = new("M2.4 4a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0 M10.4 12a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0 -3.2 0 M5.6 4H10a2 2 0 0 1 2 2v4.4");
    public static readonly Glyph List = new("M5.5 4h8M5.5 8h8M5.5 12h8M2.7 4v.1M2.7 8v.1M2.7 12v.1", Mirrors: true);
    public static readonly Glyph Up = new("M8 12.5v-9M4.2 7.3 8 3.5l3.8 3.8");
    public static readonly Glyph Lock = new("M3.7 7h8.6v6.3H3.7zM5.5 7V5a2.5 2.5 0 0 1 5 0v2");
    public static readonly Glyph Mail = new("M2.5 3.5h11v9h-11z M2.8 4.6l5.2 4 5.2-4");
    public static readonly Glyph Menu = new("M2.5 4.5h11M2.5 8h11M2.5 11.5h11");
    public static readonly Glyph Merge = new("M4 2.5v3L8 9v4.5M12 2.5v3L8 9");
    public static readonly Glyph Minus = new("M3.2 8h9.6");
    public static readonly Glyph More = new("M3.5 8h.1M8 8h.1M12.5 8h.1");
    public static readonly Glyph Note = new("M3 3h10v7l-3 3H3zM10 13v-3h3");
    public static readonly Glyph Number = new("M6 2.5 5 13.5M11 2.5l-1 11M2.8 6h11M2.2 10h11");
    public static readonly Glyph Pause = new("M5.5 3.5v9M10.5 3.5v9");
    public static readonly Glyph Person = new("M5.4 5.2a2.6 2.6 0 1 0 5.2 0a2.6 2.6 0 1 0 -5.2 0 M2.8 13.5c.3-2.7 2.4-4 5.2-4s4.9 1.3 5.2 4");
    public static readonly Glyph Phone = new("M5.6 2.8 4 3.3c-.8 4.7 4 9.5 8.7 8.7l.5-1.6-2.6-1.7-1.4 1.2C7.6 9.2 6.8 8.4 6.1 6.8l1.2-1.4z");
    public static readonly Glyph Play = new("M4.8 3.2 12.5 8l-7.7 4.8z");
    public static readonly Glyph Plus = new("M8 3.2v9.6M3.2 8h9.6");
    public static readonly Glyph Pointer = new("M2.5 2.5 6.8 13.5 8.6 9l4.9-1.7z");
    public static readonly Glyph Quarantine = new("M5.4 2.5h5.2l2.9 2.9v5.2l-2.9 2.9H5.4l-2.9-2.9V5.4zM8 5.3v3.2M8 10.7v.1");
    public static readonly Glyph Redo = new("m10.5 3 2.8 2.8-2.8 2.8M13.1 5.8H6.5a3.7 3.7 0 0 0 0 7.4H10", Mirrors: true);
    public static readonly Glyph Refused = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0 M6 6l4 4M10 6l-4 4");
    public static readonly Glyph Ring = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0");
    public static readonly Glyph Search = new("M2.8 7a4.2 4.2 0 1 0 8.4 0a4.2 4.2 0 1 0 -8.4 0 M10.2 10.2l3.3 3.3");
    public static readonly Glyph Segment = new("M2.5 3h11L9.3 8.2v4L6.7 13.5V8.2z");
    public static readonly Glyph Send = new("M13.5 2.5 7 9M13.5 2.5 9.4 13.5 7 9 2.5 6.6z", Mirrors: true);
    public static readonly Glyph Settings = new("M2.5 5h5.7M11.3 5h2.2M2.5 11h2.2M7.8 11h5.7 M8.3 5a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0 M4.7 11a1.5 1.5 0 1 0 3 0a1.5 1.5 0 1 0 -3 0");
    public static readonly Glyph Sort = new("M8 3v10M4.8 9.8 8 13l3.2-3.2");
    public static readonly Glyph Source = new("M8 2.5v7M5 6.7l3 3 3-3M2.5 10v3.5h11V10");
    public static readonly Glyph Table = new("M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.7h11M6.2 6.3V13");
    public static readonly Glyph Tag = new("M2.5 2.8v4.8l5.9 5.9 5.1-5.1-5.9-5.9H2.8zM5.4 5.4v.1");
    public static readonly Glyph Tasks = new("M2.5 8h2.2l1.8-4.5 3 9L11.3 8h2.2");
    public static readonly Glyph Text = new("M3 4.5V3h10v1.5M8 3v10M6.3 13h3.4");
    public static readonly Glyph Theme = new("M2.4 8a5.6 5.6 0 1 0 11.2 0a5.6 5.6 0 1 0 -11.2 0", Solid: "M8 2.4v11.2a5.6 5.6 0 0 0 0-11.2z");
    public static readonly Glyph Trend = new("M2.5 11.5 6 7.8l2.6 2.6 4.9-6M10.3 4.2h3.3v3.3");
    public static readonly Glyph Undo = new("M5.5 3 2.7 5.8l2.8 2.8M2.9 5.8h6.6a3.7 3.7 0 0 1 0 7.4H6", Mirrors: true);
    public static readonly Glyph Warning = new("M8 2.8 14 13H2zM8 6.7v2.8M8 11.2v.1");
}
