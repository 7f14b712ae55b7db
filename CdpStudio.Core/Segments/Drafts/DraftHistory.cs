using System.Collections.Immutable;

namespace CdpStudio.Core.Segments.Drafts;

/// <summary>A draft with everything that it was and, after undo, will be again. Without limit.</summary>
public sealed record DraftHistory
{
    private DraftHistory(RuleDraft present, ImmutableStack<RuleDraft> past, ImmutableStack<RuleDraft> future, string? typing) =>
        (Present, Past, Future, Typing) = (present, past, future, typing);

    public RuleDraft Present { get; }

    public bool CanUndo => !Past.IsEmpty;

    public bool CanRedo => !Future.IsEmpty;

    private ImmutableStack<RuleDraft> Past { get; }

    private ImmutableStack<RuleDraft> Future { get; }

    private string? Typing { get; }

    public static DraftHistory Of(RuleDraft draft) => new(draft, [], [], typing: null);

    /// <param name="typing">Names a field: changes of one field in a row are one step to undo. Null is always a step of its own.</param>
    public DraftHistory Do(RuleDraft next, string? typing = null)
    {
        if (ReferenceEquals(next, Present)) return this;

        var goesOn = typing is not null && typing == Typing;
        return new DraftHistory(next, goesOn ? Past : Past.Push(Present), [], typing);
    }

    public DraftHistory Undo()
    {
        if (Past.IsEmpty) return this;

        var rest = Past.Pop(out var before);
        return new DraftHistory(before, rest, Future.Push(Present), typing: null);
    }

    public DraftHistory Redo()
    {
        if (Future.IsEmpty) return this;

        var rest = Future.Pop(out var after);
        return new DraftHistory(after, Past.Push(Present), rest, typing: null);
    }
}
