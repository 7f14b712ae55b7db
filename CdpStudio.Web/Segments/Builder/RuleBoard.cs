using CdpStudio.Core.Kernel;
using CdpStudio.Core.Segments.Drafts;

namespace CdpStudio.Web.Segments.Builder;

/// <summary>
/// One rule that is being drawn: the draft with its history, the numbers that follow it, and where the focus goes next.
/// Knows nothing of rendering; edits are those of <see cref="RuleDraft"/>.
/// </summary>
public sealed class RuleBoard(LiveCounts live, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(150);

    private CancellationTokenSource? _asking;
    private int _seed = 1;

    /// <summary>Something changed that a page shows. Runs on any thread.</summary>
    public event Action? Changed;

    /// <summary>The draft changed, by an edit or by undo.</summary>
    public event Action? Edited;

    /// <summary>The engine failed in a way that nobody foresaw.</summary>
    public event Action<Exception>? Failed;

    public DraftHistory History { get; private set; } = DraftHistory.Of(RuleDraft.Empty);

    public RuleDraft Draft => History.Present;

    public DraftText Text { get; private set; } = RuleDraft.Empty.Write();

    /// <summary>Of the last draft that was counted; older than <see cref="Draft"/> while <see cref="IsCounting"/>.</summary>
    public LineCounts Counts { get; private set; } = LineCounts.None;

    public bool IsCounting { get; private set; }

    /// <summary>Shows what is missing in unfinished lines: after somebody wanted to save.</summary>
    public bool ShowsGaps { get; private set; }

    /// <summary>The line that takes the focus when it is drawn next; taken once.</summary>
    public LineId? FocusOn { get; private set; }

    /// <summary>The counting that runs now; a later edit cancels it.</summary>
    internal Task Asked { get; private set; } = Task.CompletedTask;

    /// <summary>The line that a mouse drags.</summary>
    public LineId? Dragged { get; set; }

    /// <param name="showsGaps">For a draft that was left unfinished: what is missing is shown from the start.</param>
    public void Open(RuleDraft draft, bool showsGaps = false)
    {
        History = DraftHistory.Of(draft);
        Text = draft.Write();
        ShowsGaps = showsGaps;
        Ask(TimeSpan.Zero);
    }

    /// <param name="typing">The field that is typed in: its changes are one step to undo, and wait for a pause before they are counted.</param>
    /// <param name="focus">The line that takes the focus.</param>
    public void Do(RuleDraft next, string? typing = null, LineId? focus = null)
    {
        if (ReferenceEquals(next, Draft)) return;

        Become(History.Do(next, typing), focus, typing is null ? TimeSpan.Zero : s_pause);
    }

    public void Change(DraftLine line, string? typing = null) => Do(Draft.Change(line), typing is null ? null : $"{line.Id.Value}/{typing}");

    /// <summary>Puts a new line at the end of a group, or below a line.</summary>
    public void Add(LineId at, NewLine kind)
    {
        var group = Draft.Find(at) as DraftLine.Group ?? Draft.ParentOf(at) ?? Draft.Root;
        var index = group.Id == at ? group.Lines.Count : group.Lines.TakeWhile(l => l.Id != at).Count() + 1;
        var (next, line) = Draft.Add(group.Id, index, id => Make(kind, id));
        Do(next, focus: line);
    }

    public void Duplicate(LineId id)
    {
        var (next, copy) = Draft.Duplicate(id);
        Do(next, focus: copy);
    }

    /// <summary>The focus goes to the line that takes its place, so that a keyboard never loses its way.</summary>
    public void Remove(LineId id)
    {
        var lines = Draft.Lines.ToList();
        var at = lines.FindIndex(l => l.Id == id);
        var next = Draft.Remove(id);
        var left = next.Lines.ToList();
        Do(next, focus: left.Count == 0 ? null : left[Math.Clamp(at, 0, left.Count - 1)].Id);
    }

    public void MoveUp(LineId id) => Do(Draft.MoveUp(id), focus: id);

    public void MoveDown(LineId id) => Do(Draft.MoveDown(id), focus: id);

    /// <summary>Drops the dragged line in the place of another, or into a group.</summary>
    public void Drop(LineId on)
    {
        if (Dragged is not { } dragged) return;

        Dragged = null;
        if (dragged == on || Draft.ParentOf(on) is not { } group) return;

        Do(Draft.MoveTo(dragged, group.Id, group.Lines.Where(l => l.Id != dragged).TakeWhile(l => l.Id != on).Count()), focus: dragged);
    }

    public void Undo() => Become(History.Undo(), focus: null, TimeSpan.Zero);

    public void Redo() => Become(History.Redo(), focus: null, TimeSpan.Zero);

    /// <summary>Whether the line that asks is to take the focus now.</summary>
    public bool TakeFocus(LineId line)
    {
        if (FocusOn != line) return false;

        FocusOn = null;
        return true;
    }

    /// <summary>Shows what is missing and leads to the first line that lacks something.</summary>
    public void PointAtGaps()
    {
        FocusOn = Text.Gaps.Count > 0 ? Text.Gaps[0].Line : null;
        ShowGaps();
    }

    public void ShowGaps()
    {
        ShowsGaps = true;
        Changed?.Invoke();
    }

    public DraftGap? GapOf(LineId line) => ShowsGaps ? Text.Gaps.FirstOrDefault(g => g.Line == line) : null;

    public void PickOthers()
    {
        _seed++;
        Ask(TimeSpan.Zero);
    }

    /// <summary>Counts again when the data moved.</summary>
    public void Refresh()
    {
        if (!IsCounting && live.Position != Counts.Position) Ask(TimeSpan.Zero);
    }

    public void Dispose()
    {
        _asking?.Cancel();
        _asking?.Dispose();
        _asking = null;
    }

    private static DraftLine Make(NewLine kind, LineId id) => kind switch
    {
        NewLine.Attribute => new DraftLine.Attribute(id, "", DraftTest.New(DataType.Text)),
        NewLine.Event => new DraftLine.Did(
            id, "", [], new DraftWindow.Always(), DraftMeasure.Count, new DraftTest(DataType.Number, DraftOperator.Gte, ["1"])),
        NewLine.Segment => new DraftLine.InSegment(id, ""),
        NewLine.Group => new DraftLine.Group(id, GroupKind.Any, 1, []),
        _ => throw new System.Diagnostics.UnreachableException(kind.ToString()),
    };

    private void Become(DraftHistory history, LineId? focus, TimeSpan pause)
    {
        if (ReferenceEquals(history, History)) return;

        History = history;
        Text = Draft.Write();
        FocusOn = focus;
        Edited?.Invoke();
        Ask(pause);
    }

    private void Ask(TimeSpan pause)
    {
        _asking?.Cancel();
        _asking?.Dispose();
        _asking = new CancellationTokenSource();
        IsCounting = true;
        Changed?.Invoke();
        Asked = AskAsync(pause, _asking.Token);
    }

    private async Task AskAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        try
        {
            if (pause > TimeSpan.Zero) await Task.Delay(pause, clock, cancellationToken);
            var counts = await live.AskAsync(Draft, _seed, cancellationToken);
            if (cancellationToken.IsCancellationRequested) return;

            Counts = counts;
            IsCounting = false;
            Changed?.Invoke();
        }
        catch (OperationCanceledException)
        {
            // The next change asks again.
        }
        catch (Exception e) when (Failed is not null)
        {
            // Nobody awaits the counting, so the page is told.
            Failed(e);
        }
    }
}

public enum NewLine
{
    Attribute,
    Event,
    Segment,
    Group,
}
