using System.Text.Json.Serialization;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>Names a line or filter while it is edited. Given once in a draft; moving and undoing keep it.</summary>
public readonly record struct LineId(int Value);

/// <summary>
/// One line of a rule as it is being drawn. Unlike a rule it may be unfinished: blank text is a field not filled in yet.
/// A kind of node gets a case here once it has an editor; until then it is kept <see cref="AsCode"/>. Drafts are stored, so the
/// discriminators are added to and never renamed.
/// </summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Group), "group")]
[JsonDerivedType(typeof(Everyone), "everyone")]
[JsonDerivedType(typeof(Attribute), "attribute")]
[JsonDerivedType(typeof(Did), "did")]
[JsonDerivedType(typeof(InSegment), "segment")]
[JsonDerivedType(typeof(AsCode), "code")]
public abstract record DraftLine
{
    private DraftLine(LineId id) => Id = id;

    public LineId Id { get; init; }

    /// <param name="Count">How many of the lines, for <see cref="GroupKind.AtLeast"/> alone.</param>
    public sealed record Group(LineId Id, GroupKind Kind, int Count, IReadOnlyList<DraftLine> Lines) : DraftLine(Id);

    public sealed record Everyone(LineId Id) : DraftLine(Id);

    public sealed record Attribute(LineId Id, string Name, DraftTest Test) : DraftLine(Id);

    public sealed record Did(
        LineId Id, string Event, IReadOnlyList<DraftFilter> Where, DraftWindow During, DraftMeasure Measure, DraftTest Test) : DraftLine(Id);

    public sealed record InSegment(LineId Id, string Key) : DraftLine(Id);

    /// <summary>A node without an editor, as it was written. It can be moved, copied, wrapped and removed like any other.</summary>
    public sealed record AsCode(LineId Id, string Json) : DraftLine(Id);
}

public enum GroupKind
{
    All,
    Any,
    None,
    AtLeast,
}

/// <summary>What one event must have.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Property), "property")]
[JsonDerivedType(typeof(AsCode), "code")]
public abstract record DraftFilter
{
    private DraftFilter(LineId id) => Id = id;

    public LineId Id { get; init; }

    /// <param name="Path">A dotted path, or one of <c>$hour $weekday $dayOfMonth $month</c>.</param>
    public sealed record Property(LineId Id, string Path, DraftTest Test) : DraftFilter(Id);

    public sealed record AsCode(LineId Id, string Json) : DraftFilter(Id);
}

/// <param name="Of">The property measured; blank where <paramref name="Kind"/> needs none.</param>
public sealed record DraftMeasure(MeasureKind Kind, string Of = "")
{
    public static DraftMeasure Count { get; } = new(MeasureKind.Count);
}

/// <summary>In the order in which they are offered; the language writes them in camel case.</summary>
public enum MeasureKind
{
    Count,
    Sum,
    Avg,
    Min,
    Max,
    Distinct,
    Days,
    First,
    Last,
    FirstValue,
    LastValue,
    MostFrequent,
}
