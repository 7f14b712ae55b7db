namespace CdpStudio.Core.Segments.Drafts;

/// <summary>What a draft says in the rule language.</summary>
/// <param name="Json">The finished lines; a line with a gap is left out, and so is a group without a finished line.</param>
/// <param name="Gaps">Fields that still need something, from top to bottom. Empty means <paramref name="Json"/> is the whole draft.</param>
public sealed record DraftText(string Json, IReadOnlyList<DraftGap> Gaps, IReadOnlyDictionary<string, LineId> Pointers)
{
    /// <summary>The line that a refusal's or warning's JSON pointer is about; the root when it is about none in particular.</summary>
    public LineId LineAt(string pointer)
    {
        for (var at = pointer; ; at = at[..at.LastIndexOf('/')])
        {
            if (Pointers.TryGetValue(at, out var line)) return line;
            if (at.Length == 0) return new LineId(0);
        }
    }
}

public sealed record DraftGap(LineId Line, DraftField Field, GapKind Kind);

public enum DraftField
{
    /// <summary>The attribute, event or segment.</summary>
    What,
    Value,
    Window,
    Measure,
    Filter,
    Count,
    Lines,
}

public enum GapKind
{
    Missing,
    NotANumber,
    NotADate,
    NotADuration,
    OutOfRange,
}
