using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Sources.Imports.Rows;

public sealed class RowOccurrencesTests
{
    [Fact]
    public void Count_RandomRows_SaysHowOftenEachCame()
    {
        var (occurrences, dice, model) = (new RowOccurrences(), new Dice(RunSeed.Value), new Dictionary<UInt128, int>());
        // Low halves of all sorts: as they are drawn, and close to each other and to nothing.
        var rows = Enumerable.Range(0, 6_000).Select(i => new UInt128(1, dice.Chance(50) ? (ulong)i : (ulong)dice.Long(long.MinValue, long.MaxValue))).Distinct().ToList();
        rows.Remove(new UInt128(1, 1));
        for (var i = 0; i < 20_000; i++)
        {
            var row = dice.Pick(rows);
            model[row] = model.GetValueOrDefault(row) + 1;

            Assert.Equal(model[row], occurrences.Count(row));
        }
    }
}
