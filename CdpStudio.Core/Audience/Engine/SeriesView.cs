using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Audience.Engine;

internal enum SeriesKind
{
    Event,
    Attribute,
    Identifier,
}

/// <summary>
/// All entries of one event type, one attribute or one identifier namespace at one moment. Entries are counted through the sorted base
/// and on into the delta.
/// </summary>
/// <param name="Name">As first seen.</param>
/// <param name="ColumnsByKey">Places in <paramref name="Columns"/> by folded path.</param>
/// <param name="FirstTs">Of all entries, future ones included; <see cref="long.MaxValue"/> when there are none.</param>
/// <param name="LastTs">Likewise; <see cref="long.MinValue"/> when there are none.</param>
internal sealed record SeriesView(
    SeriesKind Kind,
    string Name,
    string Key,
    SeriesBase Base,
    DeltaView Delta,
    ColumnView[] Columns,
    IReadOnlyDictionary<string, int> ColumnsByKey,
    long FirstTs,
    long LastTs)
{
    public int Count => Base.Count + Delta.Count;

    public long TsOf(int index) => index < Base.Count ? Base.Ts[index] : Delta.TsOf(index - Base.Count);

    public long NumberOf(int index) => index < Base.Count ? Base.Number[index] : Delta.NumberOf(index - Base.Count);

    public int NodeOf(int index) => index < Base.Count ? Base.Node[index] : Delta.NodeOf(index - Base.Count);

    public int SourceOf(int index) => index < Base.Count ? Base.Source?[index] ?? 0 : Delta.SourceOf(index - Base.Count);

    // Told apart by identity: what views hold is large.
    public bool Equals(SeriesView? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    public ColumnView? Column(string key) => ColumnsByKey.TryGetValue(key, out var place) ? Columns[place] : null;
}
