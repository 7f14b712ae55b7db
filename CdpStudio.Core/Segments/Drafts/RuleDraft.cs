using System.Text.Json.Serialization;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>
/// A rule while it is drawn: a tree of lines under one group. Every edit is pure and returns another draft; an edit that makes
/// no sense (a line that is gone, the first line moved up) returns this one.
/// </summary>
/// <param name="NextId">Above every id in use.</param>
public sealed partial record RuleDraft(DraftLine.Group Root, int NextId)
{
    public static RuleDraft Empty { get; } = new(new DraftLine.Group(new LineId(0), GroupKind.All, 1, []), NextId: 1);

    /// <summary>All lines but the root, from top to bottom as they are seen.</summary>
    [JsonIgnore]
    public IEnumerable<DraftLine> Lines => Below(Root);

    public DraftLine? Find(LineId id) => id == Root.Id ? Root : Lines.FirstOrDefault(l => l.Id == id);

    /// <summary>The group that holds the line; null for the root and for a line that is gone.</summary>
    public DraftLine.Group? ParentOf(LineId id) =>
        Root.Lines.Any(l => l.Id == id) ? Root : Lines.OfType<DraftLine.Group>().FirstOrDefault(g => g.Lines.Any(l => l.Id == id));

    /// <param name="index">Place within the group; past its end means at its end.</param>
    /// <param name="make">Makes the line with the id that it is given.</param>
    public (RuleDraft Draft, LineId Line) Add(LineId group, int index, Func<LineId, DraftLine> make)
    {
        var id = new LineId(NextId);
        if (Find(group) is not DraftLine.Group into) return (this, group);

        return (Put(into with { Lines = Inserted(into.Lines, index, make(id)) }) with { NextId = NextId + 1 }, id);
    }

    /// <summary>Puts a line in the place of the one with its id. A group brings its lines along.</summary>
    public RuleDraft Change(DraftLine line) => Find(line.Id) is { } old && !old.Equals(line) ? Put(line) : this;

    public RuleDraft Remove(LineId id) =>
        ParentOf(id) is { } parent ? Put(parent with { Lines = [.. parent.Lines.Where(l => l.Id != id)] }) : this;

    /// <summary>The same line again below itself, under ids of its own.</summary>
    public (RuleDraft Draft, LineId Line) Duplicate(LineId id)
    {
        if (ParentOf(id) is not { } parent || Find(id) is not { } line) return (this, id);

        var next = NextId;
        var copy = Copied(line, ref next);
        var place = IndexOf(parent, id) + 1;
        return (Put(parent with { Lines = Inserted(parent.Lines, place, copy) }) with { NextId = next }, copy.Id);
    }

    /// <summary>Puts a new group around the line.</summary>
    public RuleDraft Wrap(LineId id, GroupKind kind)
    {
        if (ParentOf(id) is not { } parent || Find(id) is not { } line) return this;

        var group = new DraftLine.Group(new LineId(NextId), kind, 1, [line]);
        return Put(parent with { Lines = [.. parent.Lines.Select(l => l.Id == id ? group : l)] }) with { NextId = NextId + 1 };
    }

    /// <summary>Takes a group away and leaves its lines in its place.</summary>
    public RuleDraft Unwrap(LineId id) =>
        ParentOf(id) is { } parent && Find(id) is DraftLine.Group group
            ? Put(parent with { Lines = [.. parent.Lines.SelectMany(l => l.Id == id ? group.Lines : [l])] })
            : this;

    /// <summary>A filter's id, for the editor of an event line to make filters with.</summary>
    public (RuleDraft Draft, LineId Id) TakeId() => (this with { NextId = NextId + 1 }, new LineId(NextId));

    private RuleDraft Put(DraftLine line) => this with { Root = (DraftLine.Group)Replaced(Root, line) };

    private static DraftLine Replaced(DraftLine at, DraftLine line)
    {
        if (at.Id == line.Id) return line;
        if (at is not DraftLine.Group group) return at;

        return group with { Lines = [.. group.Lines.Select(l => Replaced(l, line))] };
    }

    private static DraftLine Copied(DraftLine line, ref int next)
    {
        var id = new LineId(next++);
        switch (line)
        {
            case DraftLine.Group group:
                var lines = new List<DraftLine>();
                foreach (var inner in group.Lines) lines.Add(Copied(inner, ref next));
                return group with { Id = id, Lines = lines };
            case DraftLine.Did did:
                var filters = new List<DraftFilter>();
                foreach (var filter in did.Where) filters.Add(filter with { Id = new LineId(next++) });
                return did with { Id = id, Where = filters };
            default:
                return line with { Id = id };
        }
    }

    private static IEnumerable<DraftLine> Below(DraftLine.Group group) =>
        group.Lines.SelectMany(l => l is DraftLine.Group inner ? [l, .. Below(inner)] : Enumerable.Repeat(l, 1));

    private static int IndexOf(DraftLine.Group group, LineId id) => group.Lines.TakeWhile(l => l.Id != id).Count();

    private static IReadOnlyList<DraftLine> Inserted(IReadOnlyList<DraftLine> lines, int index, DraftLine line)
    {
        var place = Math.Clamp(index, 0, lines.Count);
        return [.. lines.Take(place), line, .. lines.Skip(place)];
    }
}
