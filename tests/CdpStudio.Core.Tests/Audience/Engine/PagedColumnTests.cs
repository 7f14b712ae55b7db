using CdpStudio.Core.Audience.Engine;

namespace CdpStudio.Core.Tests.Audience.Engine;

public sealed class PagedColumnTests
{
    [Fact]
    public void Freeze_RandomWrites_EveryViewKeepsItsMoment()
    {
        var random = new Random(3);
        var column = new PagedColumn<long>();
        var model = new long[5_000];
        var views = new List<(PagedView<long> View, long[] Model)>();
        for (var i = 0; i < 2_000; i++)
        {
            var (at, value) = (random.Next(model.Length), random.NextInt64());
            column[at] = value;
            model[at] = value;
            if (i % 97 == 0) views.Add((column.Freeze(), [.. model]));
        }

        Assert.All(views, v =>
        {
            var copied = new long[v.Model.Length - 1_500];
            v.View.CopyTo(1_500, copied);
            Assert.Equal(v.Model[1_500..], copied);
            Assert.Equal(v.Model[4_321], v.View[4_321]);
        });
    }

    [Fact]
    public void Freeze_NothingChanged_IsTheSameView()
    {
        var column = new PagedColumn<int> { [5] = 1 };
        var first = column.Freeze();

        column[5] = 1;

        Assert.Same(first, column.Freeze());
    }
}
