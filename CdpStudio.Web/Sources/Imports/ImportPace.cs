using CdpStudio.Core.Sources.Imports;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>How fast an import goes, seen from a page: what it was like when the page began to look, and now.</summary>
/// <param name="Start">A time stamp of the clock.</param>
public sealed record ImportPace(long Start, ImportStatus First)
{
    public long Now { get; init; } = Start;

    public ImportStatus Newest { get; init; } = First;

    /// <summary>Null until there is something to judge by.</summary>
    public long? RowsPerSecond(TimeProvider clock)
    {
        var seconds = clock.GetElapsedTime(Start, Now).TotalSeconds;
        var rows = Newest.RowsRead - First.RowsRead;
        return seconds >= 1 && rows > 0 ? (long)(rows / seconds) : null;
    }

    /// <summary>Of the reading; storing runs just behind it.</summary>
    public TimeSpan? Left(TimeProvider clock)
    {
        var seconds = clock.GetElapsedTime(Start, Now).TotalSeconds;
        var bytes = Newest.BytesRead - First.BytesRead;
        var rest = Newest.Bytes - Newest.BytesRead;
        return seconds >= 1 && bytes > 0 && rest > 0 ? TimeSpan.FromSeconds(rest / (bytes / seconds)) : null;
    }
}
