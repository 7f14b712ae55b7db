using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Facts;

/// <summary>How facts lie in the database: one append-only table per kind, keyed by the fact's number.</summary>
internal abstract class FactRow
{
    public required long Number { get; init; }

    public required long RecordedAt { get; init; }
}

internal sealed class EventRow : FactRow
{
    public required ProfileId Profile { get; init; }

    public required SourceId Source { get; init; }

    public required string Name { get; init; }

    public required long Timestamp { get; init; }

    public required string Properties { get; init; }

    public string? Context { get; init; }

    public required string MessageId { get; init; }

    /// <summary>See <see cref="IdentifierText"/>.</summary>
    public required string Identifiers { get; init; }
}

internal sealed class AssertionRow : FactRow
{
    public required ProfileId Profile { get; init; }

    public required SourceId Source { get; init; }

    public required string Name { get; init; }

    public string? Value { get; init; }

    public required long ValidFrom { get; init; }
}

internal sealed class EdgeRow : FactRow
{
    public required ProfileId ProfileA { get; init; }

    public required string NamespaceA { get; init; }

    public required string ValueA { get; init; }

    public required ProfileId ProfileB { get; init; }

    public required string NamespaceB { get; init; }

    public required string ValueB { get; init; }

    public required EdgeKind Kind { get; init; }

    public required long Timestamp { get; init; }

    public required SourceId Source { get; init; }

    public required string MessageId { get; init; }
}

internal sealed class CutRow : FactRow
{
    public required ProfileId ProfileA { get; init; }

    public required ProfileId ProfileB { get; init; }
}

internal sealed class FenceRow : FactRow
{
    public required ProfileId ProfileA { get; init; }

    public required ProfileId ProfileB { get; init; }
}

internal sealed class CancellationRow : FactRow
{
    public required long First { get; init; }

    public required long Last { get; init; }

    public required string Reason { get; init; }
}

internal sealed class ErasureRow : FactRow
{
    /// <summary>Numbers in the invariant form, with blanks between them.</summary>
    public required string Profiles { get; init; }
}
