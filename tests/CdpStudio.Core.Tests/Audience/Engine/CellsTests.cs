using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Audience.Engine;

/// <summary>Narrow forms against the cells that they were made from.</summary>
public sealed class CellsTests
{
    private static readonly long[] s_scales = [1, 100, 1000, 10_000, 10_000_000, 86_400_000];

    private readonly Dice _dice = new(RunSeed.Value);

    [Fact]
    public void Of_AnyCells_ReadBackAsTheyWere()
    {
        var forms = new HashSet<CellForm>();
        for (var round = 0; round < 400; round++)
        {
            var cells = Draw();
            var narrow = Cells.Of(cells);
            var start = _dice.Number(0, cells.Length + 1);
            var copied = new long[cells.Length - start + 3];
            narrow.CopyTo(start, copied);

            Assert.True(cells.Index().All(c => narrow[c.Index] == c.Item), $"seed {RunSeed.Value}, {narrow.Form}");
            Assert.Equal(cells[start..], copied[..^3]);
            Assert.All(copied[^3..], c => Assert.Equal(Cell.Missing, c));
            forms.Add(narrow.Form);
        }

        Assert.Equal(Enum.GetValues<CellForm>().Length, forms.Count);
    }

    [Theory]
    [InlineData(200, 1)]
    [InlineData(300, 2)]
    [InlineData(70_000, 4)]
    public void Of_FewDifferentNumbers_AreAsNarrowAsTheirSpread(int cents, int width)
    {
        var cells = Enumerable.Range(0, cents).Select(c => Cell.OfUnits(5_000_000 + (c * 100L))).ToArray();

        Assert.Equal(width, Cells.WidthOf(Cells.Of(cells).Form));
    }

    [Fact]
    public void Of_NumbersAtBothEndsOfWhatACellHolds_AreKept()
    {
        long[] cells = [Cell.OfUnits(-Cell.LargestInline), Cell.Missing, Cell.OfUnits(Cell.LargestInline)];

        Assert.Equal(cells, Enumerable.Range(0, 3).Select(i => Cells.Of(cells)[i]));
    }

    [Fact]
    public void Gather_RunsThroughBoth_TakesThemInOrder()
    {
        for (var round = 0; round < 200; round++)
        {
            var (first, second) = (Draw(), Draw());
            List<long> all = [.. first, .. second];
            List<Run> runs = [.. Enumerable.Range(0, _dice.Number(0, 9)).Select(_ => _dice.Number(0, all.Count)).Select(s => new Run(s, _dice.Number(1, all.Count - s + 1)))];
            var total = runs.Sum(r => r.Length);

            var gathered = Cells.Gather(Cells.Of(first), first.Length, Cells.Of(second), runs.ToArray(), total);

            Assert.Equal(runs.SelectMany(r => all.GetRange(r.Start, r.Length)), Enumerable.Range(0, total).Select(i => gathered[i]));
        }
    }

    [Fact]
    public void Mark_RangeOfNumbers_IsTheSameAsAskingEach()
    {
        var column = new TypedColumn(null, DataType.Number, WorkspaceZone.Utc);
        for (var round = 0; round < 400; round++)
        {
            var narrow = Cells.Of(Numbers(_dice.Pick(s_scales), _dice.Pick(10L, 200, 40_000, 1_000_000), _dice.Number(1, 400)));
            var (from, to) = (At(narrow) + _dice.Number(-1, 2), At(narrow) + _dice.Number(-1, 2));
            var test = new CellTest(column, new ValueTest(new Test.NumberBetween(from / 10_000m, to / 10_000m), 0, WorkspaceZone.Utc));
            var start = _dice.Number(0, narrow.Length);
            var count = _dice.Number(1, narrow.Length - start + 5);

            AssertSame(narrow, start, count, test);
        }

        long At(Cells cells) => Cell.Units(cells[_dice.Number(0, cells.Length)]) is var units && units == Cell.Units(Cell.Missing) ? 0 : units;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Mark_FewTexts_IsTheSameAsAskingEach(bool negated)
    {
        foreach (var different in new[] { 3, 200, 3_000, 70_000 })
        {
            var series = new Series("e", MergeLimits.Default);
            for (var i = 0; i < different; i++)
            {
                var waiting = series.Append(1, 0, i + 1);
                series.ColumnOf("x"u8).Set(waiting, ValueKind.Text, System.Text.Encoding.UTF8.GetBytes($"v{i}"));
            }

            var column = new TypedColumn(series.View().Column("X"), null, WorkspaceZone.Utc);
            var codes = Enumerable.Range(0, 500).Select(_ => (long)_dice.Number(0, different + 1)).ToArray();
            var test = new CellTest(column, new ValueTest(new Test.OneOf([new RuleValue.Text("V1"), new RuleValue.Text("v2")], negated), 0, WorkspaceZone.Utc));

            AssertSame(Cells.Of(codes), 7, 480, test);
        }
    }

    private static void AssertSame(Cells cells, int start, int count, CellTest test)
    {
        var bits = new ulong[(count + 63) >> 6];
        Array.Fill(bits, ulong.MaxValue);

        CellScan.Mark(cells, start, count, test, bits);

        for (var i = 0; i < bits.Length * 64; i++)
            Assert.True(((bits[i >> 6] >> i) & 1) != 0 == (i < count && test.Holds(cells[start + i])), $"{cells.Form}, cell {i} of {count}, seed {RunSeed.Value}");
    }

    private long[] Draw()
    {
        var length = _dice.Number(1, 300);
        return _dice.Number(0, 6) switch
        {
            0 => new long[length],
            1 => Codes(_dice.Pick(5, 250, 260, 65_000, 70_000, int.MaxValue), length),
            2 => [.. Codes(9, length), .. Numbers(100, 1000, length)],
            3 => Numbers(1, long.MaxValue / 4, length),
            _ => Numbers(_dice.Pick(s_scales), _dice.Pick(10L, 200, 260, 40_000, 1_000_000), length),
        };
    }

    private long[] Codes(int below, int length) => [.. Enumerable.Range(0, length).Select(_ => (long)_dice.Number(0, below))];

    private long[] Numbers(long scale, long below, int length)
    {
        var origin = _dice.Long(-1_000_000, 1_000_000);
        return [.. Enumerable.Range(0, length).Select(_ => _dice.Chance(10) ? Cell.Missing : Cell.OfUnits(origin + (scale * _dice.Long(0, below))))];
    }
}
