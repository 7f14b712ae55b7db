using System.Globalization;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments.Drafts;

namespace CdpStudio.Core.Tests.Segments.Drafts;

/// <summary>Drafts by random edits, finished and unfinished; the same for the same seed.</summary>
internal sealed class RandomDraft(int seed, bool finished)
{
    private static readonly DataType[] s_types = Enum.GetValues<DataType>();

    private readonly Random _random = new(seed);

    public RuleDraft Next(int edits = 12)
    {
        var draft = RuleDraft.Empty;
        for (var i = 0; i < edits; i++) draft = Edit(draft);

        return finished ? Filled(draft) : draft;
    }

    public RuleDraft Edit(RuleDraft draft)
    {
        var line = One([draft.Root, .. draft.Lines]).Id;
        var group = One([draft.Root, .. draft.Lines.OfType<DraftLine.Group>()]).Id;
        return _random.Next(10) switch
        {
            0 => draft.MoveUp(line),
            1 => draft.MoveDown(line),
            2 => draft.Remove(line),
            3 => draft.Duplicate(line).Draft,
            4 => draft.Wrap(line, One(Enum.GetValues<GroupKind>())),
            5 => draft.Unwrap(line),
            6 => draft.Change(draft.Find(line) is DraftLine.Group old ? old with { Kind = One(Enum.GetValues<GroupKind>()) } : Line(line)),
            _ => draft.Add(group, _random.Next(4), Line).Draft,
        };
    }

    public DraftLine Line(LineId id) => _random.Next(6) switch
    {
        0 => new DraftLine.Everyone(id),
        1 => new DraftLine.InSegment(id, Name()),
        2 => new DraftLine.AsCode(id, """{"reachable":"email"}"""),
        3 => new DraftLine.Attribute(id, Name(), Test(One(s_types))),
        _ => Did(id),
    };

    private DraftLine.Did Did(LineId id)
    {
        var kind = One(Enum.GetValues<MeasureKind>());
        DraftFilter[] where = [new DraftFilter.Property(new LineId(id.Value + 1000), Name(), Test(One(s_types)))];
        return new DraftLine.Did(
            id, Name(), _random.Next(2) == 0 ? where : [], Window(), new DraftMeasure(kind, kind.TakesProperty() ? Name() : ""), Test(kind.Gives()));
    }

    private DraftWindow Window() => _random.Next(6) switch
    {
        0 => new DraftWindow.Last(Duration()),
        1 => new DraftWindow.Range(Date(), finished ? "" : Date()),
        2 => new DraftWindow.Ago(Duration(), Duration()),
        3 => new DraftWindow.Calendar(One(Enum.GetValues<CalendarRange>())),
        4 => new DraftWindow.Since(Name(), _random.Next(2) == 0 ? "" : Duration()),
        _ => new DraftWindow.Always(),
    };

    private DraftTest Test(DataType type)
    {
        var op = One(type.Operators());
        return new DraftTest(type, op, op.Shape(type) switch
        {
            OperandShape.None => [],
            OperandShape.One => [Operand(type)],
            OperandShape.Many => [.. Enumerable.Range(0, _random.Next(finished ? 1 : 0, 3)).Select(_ => Operand(type))],
            OperandShape.Range => [Operand(type), Operand(type)],
            OperandShape.Duration => [Duration()],
            _ => ["-3", "7"],
        });
    }

    private string Operand(DataType type) => type switch
    {
        DataType.Number => Maybe(_random.Next(-50, 50).ToString(CultureInfo.InvariantCulture) + ".25"),
        DataType.DateTime => Date(),
        _ => Name(),
    };

    private string Name() => Maybe(One(["country", "Đơn hàng", "orders.total", "a\"b\\c", "خرید"]));

    private string Date() => Maybe(One(["2026-01-31", "2026-01-31T08:30", "2026-01-31T08:30:00Z"]));

    private string Duration() => DraftDuration.Text(Maybe(One(["1", "30"])), One(Enum.GetValues<DurationUnit>()));

    private string Maybe(string text) => !finished && _random.Next(5) == 0 ? "" : text;

    private T One<T>(IReadOnlyList<T> some) => some[_random.Next(some.Count)];

    private RuleDraft Filled(RuleDraft draft)
    {
        foreach (var group in draft.Lines.OfType<DraftLine.Group>().Append(draft.Root).Reverse().ToList())
        {
            if (group.Lines.Count == 0) draft = draft.Add(group.Id, 0, Line).Draft;
            var now = (DraftLine.Group)draft.Find(group.Id)!;
            draft = draft.Change(now with { Count = 1 });
        }

        return draft;
    }
}
