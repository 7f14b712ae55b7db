using System.Text.Json.Serialization;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>When events count, as it stands in the fields. Dates and durations are the language's text, blank while not filled in.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Always), "always")]
[JsonDerivedType(typeof(Last), "last")]
[JsonDerivedType(typeof(Range), "range")]
[JsonDerivedType(typeof(Ago), "ago")]
[JsonDerivedType(typeof(Calendar), "calendar")]
[JsonDerivedType(typeof(Since), "since")]
public abstract record DraftWindow
{
    private DraftWindow()
    {
    }

    public sealed record Always : DraftWindow;

    public sealed record Last(string Length) : DraftWindow;

    /// <summary>One of the two may stay blank.</summary>
    public sealed record Range(string From, string To) : DraftWindow;

    public sealed record Ago(string Older, string Newer) : DraftWindow;

    public sealed record Calendar(CalendarRange Period) : DraftWindow;

    /// <param name="Within">Blank has no end.</param>
    public sealed record Since(string Attribute, string Within) : DraftWindow;
}
