using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience.Engine.Evaluation;

/// <summary>A window whose moments are the same for everybody, but for <see cref="Window.Since"/>.</summary>
internal sealed class RowWindow(Window window, AttributeReader? since, long now, WorkspaceZone zone)
{
    private readonly long? _length = (window as Window.Since)?.Within?.FixedMilliseconds;

    /// <summary>Null when each row has its own.</summary>
    public Moments? Fixed { get; } = since is null ? window.At(now, zone) : null;

    public Moments Of(RowReader reader) => Fixed ?? window.At(now, zone, since!.MomentAt(reader, now));

    /// <param name="beginning">The row's own; null when it has none.</param>
    public Moments From(long? beginning) => beginning is { } from && _length is { } length
        ? new Moments(from, Math.Min(from + length, now + 1))
        : window.At(now, zone, beginning);

    /// <summary>Where the rows of a block begin, when that stands next to each other; null when it has to be looked up row by row.</summary>
    public Beginnings? BeginningsOf(int block) => since?.MomentsOf(block, now) is { } moments ? moments : null;
}

/// <summary>The moments of an attribute by its present rows.</summary>
internal readonly struct Beginnings(SeriesBase sorted, Cells moments)
{
    /// <summary>Rows of a word that have the attribute.</summary>
    public ulong PresentIn(int word) => sorted.PresentIn(word);

    /// <param name="below">Rows of the word before the one asked about.</param>
    public long? Of(int word, ulong below)
    {
        var cell = moments[sorted.Rank[word] + System.Numerics.BitOperations.PopCount(sorted.Present[word] & below)];
        return cell == Cell.Missing ? null : Cell.Units(cell);
    }
}
