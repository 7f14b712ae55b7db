using System.Diagnostics;
using CdpStudio.Core.Facts;

namespace CdpStudio.Core.Audience.Snapshots;

/// <summary>
/// Enough of a fact to tell it from the one that another log has in its place. Logs only grow: where two have the same fact, they
/// are the same up to there.
/// </summary>
internal sealed record FactMark(long Number, long RecordedAt, long Profile, long Timestamp, string MessageId)
{
    public static FactMark Of(Fact fact) => fact switch
    {
        Fact.Event e => new(e.Number, e.RecordedAt, e.Profile.Value, e.Timestamp, e.MessageId),
        Fact.Assertion a => new(a.Number, a.RecordedAt, a.Profile.Value, a.ValidFrom, a.Name),
        Fact.Edge e => new(e.Number, e.RecordedAt, e.A.Profile.Value, e.Timestamp, e.MessageId),
        Fact.Cut c => new(c.Number, c.RecordedAt, c.A.Value, c.B.Value, nameof(Fact.Cut)),
        Fact.Fence f => new(f.Number, f.RecordedAt, f.A.Value, f.B.Value, nameof(Fact.Fence)),
        Fact.Cancellation c => new(c.Number, c.RecordedAt, c.First, c.Last, c.Reason),
        Fact.Erasure e => new(e.Number, e.RecordedAt, e.Profiles[0].Value, e.Profiles.Count, nameof(Fact.Erasure)),
        _ => throw new UnreachableException(fact.GetType().Name),
    };

    public static FactMark Load(BinaryReader reader) =>
        new(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), reader.ReadString());

    public void Save(BinaryWriter writer)
    {
        writer.Write(Number);
        writer.Write(RecordedAt);
        writer.Write(Profile);
        writer.Write(Timestamp);
        writer.Write(MessageId);
    }
}
