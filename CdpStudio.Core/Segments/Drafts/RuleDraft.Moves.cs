namespace CdpStudio.Core.Segments.Drafts;

public sealed partial record RuleDraft
{
    /// <summary>One step towards the top as it is seen: past the line above, into the group above, or out of its own group.</summary>
    public RuleDraft MoveUp(LineId id)
    {
        if (ParentOf(id) is not { } parent) return this;

        var index = IndexOf(parent, id);
        if (index == 0) return MoveOut(id, parent, after: false);

        return parent.Lines[index - 1] is DraftLine.Group above ? MoveTo(id, above.Id, above.Lines.Count) : MoveTo(id, parent.Id, index - 1);
    }

    /// <summary>The way back from <see cref="MoveUp"/>.</summary>
    public RuleDraft MoveDown(LineId id)
    {
        if (ParentOf(id) is not { } parent) return this;

        var index = IndexOf(parent, id);
        if (index == parent.Lines.Count - 1) return MoveOut(id, parent, after: true);

        return parent.Lines[index + 1] is DraftLine.Group below ? MoveTo(id, below.Id, 0) : MoveTo(id, parent.Id, index + 1);
    }

    /// <param name="index">Place among the group's lines once the moved line is taken out.</param>
    public RuleDraft MoveTo(LineId id, LineId group, int index)
    {
        if (Find(id) is not { } line || ParentOf(id) is null) return this;
        if (Find(group) is not DraftLine.Group || Contains(line, group)) return this;

        var without = Remove(id);
        var into = (DraftLine.Group)without.Find(group)!; // It is not inside the line, so it is still there.
        return without.Put(into with { Lines = Inserted(into.Lines, index, line) });
    }

    private RuleDraft MoveOut(LineId id, DraftLine.Group parent, bool after) =>
        ParentOf(parent.Id) is { } above ? MoveTo(id, above.Id, IndexOf(above, parent.Id) + (after ? 1 : 0)) : this;

    private static bool Contains(DraftLine line, LineId id) =>
        line.Id == id || (line is DraftLine.Group group && Below(group).Any(l => l.Id == id));
}
