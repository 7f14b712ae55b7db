using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Web.Segments.Builder;

namespace CdpStudio.Web.Journeys.Outline;

/// <summary>What became of a draft that was sent to be saved.</summary>
public abstract record DraftAnswer
{
    private DraftAnswer()
    {
    }

    public sealed record Saved(int Version) : DraftAnswer;

    /// <summary>Somebody else saved in between.</summary>
    public sealed record Clash(JourneyDefinition Theirs, int Version, string By) : DraftAnswer;

    public sealed record Refused(string Reason) : DraftAnswer;
}

/// <param name="Name">Of a text, such as <c>Add</c>.</param>
/// <param name="Step">What it was done to.</param>
public sealed record OutlineDeed(string Name, string Step);

/// <summary>Writes a draft without the canvas: the same edits, undo and redo with names, saved a moment after the last change.</summary>
public sealed class OutlinePen : IJourneyPen, IDisposable
{
    private readonly Func<int, JourneyDefinition, CancellationToken, Task<DraftAnswer>> _save;
    private readonly DraftKeeper _keeper;
    private readonly Stack<Past> _done = new();
    private readonly Stack<Past> _undone = new();
    private JourneyDefinition _saved;

    /// <param name="save">Takes the version that was seen and the draft that takes its place.</param>
    public OutlinePen(JourneyDefinition definition, int version, Func<int, JourneyDefinition, CancellationToken, Task<DraftAnswer>> save)
    {
        (Present, _saved, Version, _save) = (definition, definition, version, save);
        _keeper = new DraftKeeper(KeepAsync);
        _keeper.Changed += () => Changed?.Invoke();
    }

    /// <summary>Runs on any thread.</summary>
    public event Action? Changed;

    public JourneyDefinition Present { get; private set; }

    /// <summary>The version that the database is known to have.</summary>
    public int Version { get; private set; }

    public KeepState Keeping => _keeper.State;

    public bool IsSaved => IsSame(_saved, Present);

    /// <summary>Set while two drafts stand against each other; nothing is saved until one is taken.</summary>
    public DraftAnswer.Clash? Clash { get; private set; }

    /// <summary>Why the draft is not taken; null when it is.</summary>
    public string? Refusal { get; private set; }

    public OutlineDeed? Undoable => _done.TryPeek(out var past) ? past.Deed : null;

    public OutlineDeed? Redoable => _undone.TryPeek(out var past) ? past.Deed : null;

    public ValueTask ChangeAsync(JourneyStep step, string? typing)
    {
        Do([new JourneyEdit.SetStep(step)], new OutlineDeed("Change", step.Id), typing is null ? null : $"{step.Id}/{typing}");
        return ValueTask.CompletedTask;
    }

    public ValueTask RemoveAsync(string step)
    {
        Do([new JourneyEdit.RemoveStep(step)], new OutlineDeed("Remove", step));
        return ValueTask.CompletedTask;
    }

    public ValueTask ConnectAsync(string from, string outcome, string? to)
    {
        Do([to is null ? new JourneyEdit.Disconnect(from, outcome) : new JourneyEdit.Connect(from, outcome, to)], new OutlineDeed(to is null ? "Disconnect" : "Connect", from));
        return ValueTask.CompletedTask;
    }

    /// <param name="from">Null puts it on its own.</param>
    public void Add(JourneyStep step, string? from, string? outcome) =>
        Do([from is null || outcome is null ? new JourneyEdit.SetStep(step) : new JourneyEdit.InsertStep(step, from, outcome)], new OutlineDeed("Add", step.Id));

    public void Move(JourneyDefinition moved, string step) => Become(moved, new OutlineDeed("Move", step), typing: null);

    public ValueTask UndoAsync() => Step(_done, _undone, past => past.Before);

    public ValueTask RedoAsync() => Step(_undone, _done, past => past.After);

    public async ValueTask<int?> SettleAsync()
    {
        await _keeper.StopAsync();
        await KeepAsync(CancellationToken.None);
        return Clash is null && Refusal is null ? Version : null;
    }

    /// <summary>After a clash: what was drawn here replaces the other's.</summary>
    public void TakeMine() => Settle(clash => _saved = clash.Theirs);

    /// <summary>After a clash: what was drawn here is given up, but can be brought back by undo.</summary>
    public void TakeTheirs() => Settle(clash =>
    {
        _saved = clash.Theirs;
        Become(clash.Theirs, new OutlineDeed("Replace", ""), typing: null);
    });

    public void Dispose() => _keeper.Dispose();

    private void Settle(Action<DraftAnswer.Clash> take)
    {
        if (Clash is not { } clash) return;

        (Clash, Version) = (null, clash.Version);
        take(clash);
        _keeper.Ask();
        Changed?.Invoke();
    }

    private void Do(IReadOnlyList<JourneyEdit> edits, OutlineDeed deed, string? typing = null)
    {
        if (Present.Apply(edits) is EditResult.Done done) Become(done.Definition, deed, typing);
    }

    private void Become(JourneyDefinition next, OutlineDeed deed, string? typing)
    {
        var before = Present;
        if (IsSame(before, next)) return;

        if (typing is not null && _undone.Count == 0 && _done.TryPeek(out var last) && last.Typing == typing)
        {
            _done.Pop();
            before = last.Before;
        }

        _done.Push(new Past(before, next, deed, typing));
        _undone.Clear();
        Show(next);
    }

    private ValueTask Step(Stack<Past> from, Stack<Past> to, Func<Past, JourneyDefinition> state)
    {
        if (from.TryPop(out var past))
        {
            to.Push(past with { Typing = null });
            Show(state(past));
        }

        return ValueTask.CompletedTask;
    }

    private void Show(JourneyDefinition next)
    {
        Present = next;
        Refusal = null;
        if (Clash is null) _keeper.Ask();
        Changed?.Invoke();
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var sent = Present;
        if (IsSame(_saved, sent) || Clash is not null) return;

        switch (await _save(Version, sent, cancellationToken))
        {
            case DraftAnswer.Saved saved:
                (Version, _saved) = (saved.Version, sent);
                break;
            case DraftAnswer.Clash clash:
                Clash = clash;
                break;
            case DraftAnswer.Refused refused:
                Refusal = refused.Reason;
                break;
        }
    }

    // Rules and filters are JSON, which compares by reference.
    private static bool IsSame(JourneyDefinition one, JourneyDefinition other) => DefinitionWriter.Write(one) == DefinitionWriter.Write(other);

    private sealed record Past(JourneyDefinition Before, JourneyDefinition After, OutlineDeed Deed, string? Typing);
}
