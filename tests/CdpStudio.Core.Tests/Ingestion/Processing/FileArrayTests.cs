using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Ingestion.Processing;

public sealed class FileArrayTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"cdpstudio-array-{Guid.NewGuid():N}");

    [Fact]
    public void Set_AnywhereInAnyOrder_IsReadBackOneByOneAndInOnePiece()
    {
        var dice = new Dice(RunSeed.Value);
        for (var round = 0; round < 20; round++)
        {
            using var array = new FileArray<long>(_folder);
            var (model, length) = (new Dictionary<int, long>(), dice.Pick(10, 1_023, 1_024, 1_025, 20_000));
            for (var i = 0; i < 300; i++)
            {
                var (at, value) = (dice.Number(0, length), dice.Chance(30) ? 0 : dice.Long(long.MinValue, long.MaxValue));
                array[at] = model[at] = value;
                Assert.Equal(value, array[at]);
            }

            for (var i = 0; i < length + 3_000; i++) Assert.Equal(model.GetValueOrDefault(i), array[i]);
            for (var i = 0; i < 20; i++)
            {
                var (from, part) = (dice.Number(0, length), new long[dice.Number(1, 3_000)]);
                array.CopyTo(from, part);
                Assert.Equal(Enumerable.Range(from, part.Length).Select(at => model.GetValueOrDefault(at)), part);
            }
        }

        Assert.Empty(Directory.GetFiles(_folder));
    }

    [Fact]
    public void Set_OfOnePage_MakesNoFile()
    {
        using var array = new FileArray<int>(_folder);
        array[1_023] = 7;
        array[5_000_000] = 0;

        Assert.Equal(7, array[1_023]);
        Assert.Equal(0, array[5_000_000]);
        Assert.False(Directory.Exists(_folder));
    }

    [Fact]
    public void Set_WhereNoFileCanBeMade_SaysSoAndKeepsWhatItHas()
    {
        File.WriteAllText(_folder, "");
        using var array = new FileArray<int>(_folder);
        array[1_023] = 7;

        Assert.Throws<SessionInDoubtException>(() => array[1_024] = 8);
        Assert.Equal(7, array[1_023]);
        File.Delete(_folder);
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }
}
