using CdpStudio.Core.Ingestion.Fields;

namespace CdpStudio.Core.Tests.Ingestion.Fields;

public sealed class EarlierFieldsTests
{
    private const int Today = 100;

    [Fact]
    public void NewIn_OfAKnownSource_IsWhatNoDayHadTheMostFrequentFirst()
    {
        var earlier = Earlier(
            (Today - 30, Of(("Paid", 10, "total"), (null, 25, "email"))),
            (Today - 1, Of(("Paid", 10, "colour"), ("Seldom", 2, "a"))));

        var found = New(
            earlier,
            Of(("Paid", 3, "total coupon"), ("Paid", 5, "colour"), ("paid", 1, "COUPON tax"), (null, 6, "email tier"), ("Refunded", 7, "reason note"), ("Seldom", 9, "b")));

        Assert.Equal(
            [new NewField("Refunded", null, 7, 7), new NewField(null, "tier", 6, 6), new NewField("Paid", "coupon", 4, 9), new NewField("Paid", "tax", 1, 9)],
            found);
    }

    [Fact]
    public void NewIn_FirstWordsAboutPeople_AreEachAttribute()
    {
        var earlier = Earlier((Today - 5, Of(("Paid", 20, "total"))));

        Assert.Equal([new NewField(null, "email", 2, 2), new NewField(null, "name", 2, 2)], New(earlier, Of((null, 2, "name email"))));
    }

    [Theory]
    [InlineData(3, 20, "coupon")]
    [InlineData(90, 20, "coupon")]
    [InlineData(2, 20, "")]
    [InlineData(3, 19, "")]
    public void NewIn_OfASourceThatIsHardlyKnown_IsNothing(int daysAgo, int messages, string expected)
    {
        var found = New(Earlier((Today - daysAgo, Of(("Paid", messages, "total")))), Of(("Paid", 40, "total coupon")));

        Assert.Equal(expected, string.Join(", ", found.Select(f => f.Name)));
    }

    [Fact]
    public void NewIn_OfASourceWithoutEarlierDays_IsNothing() => Assert.Empty(New(new EarlierFields(), Of(("Paid", 40, "total"))));

    [Fact]
    public void NewIn_AfterADayOfTooManyNames_IsNothing()
    {
        var full = new FieldCounts();
        for (var i = 0; i <= FieldCounts.MaxNames; i++) full.Add("Paid", [$"n{i}"]);

        Assert.Empty(New(Earlier((Today - 40, full), (Today - 1, Of(("Paid", 40, "total")))), Of(("Paid", 40, "coupon"))));
    }

    [Fact]
    public void Lacks_NamesInOtherSpellings_IsNothing()
    {
        var earlier = Earlier((Today - 5, Of(("Ausgefu\u0308hrt", 20, "gro\u0308\u00dfe Total"))));

        Assert.False(earlier.Lacks(Of(("AUSGEF\u00dcHRT", 1, "gr\u00f6\u00dfe TOTAL"))));
        Assert.False(earlier.Lacks(new FieldCounts()));
        Assert.True(earlier.Lacks(Of(("Ausgefu\u0308hrt", 1, "total tax"))));
        Assert.True(earlier.Lacks(Of(("Refunded", 1, ""))));
    }

    private static EarlierFields Earlier(params (int Day, FieldCounts Counts)[] days)
    {
        var earlier = new EarlierFields();
        foreach (var (day, counts) in days) earlier.Add(day, counts);
        return earlier;
    }

    /// <summary>Further days are read only of what lacks something, so nothing may be new without that.</summary>
    private static IReadOnlyList<NewField> New(EarlierFields earlier, FieldCounts today)
    {
        var found = earlier.NewIn(today, Today);
        Assert.True(earlier.Lacks(today) || found.Count == 0);
        return found;
    }

    private static FieldCounts Of(params (string? Event, int Messages, string Names)[] kinds)
    {
        var counts = new FieldCounts();
        foreach (var (happened, messages, names) in kinds)
        {
            for (var i = 0; i < messages; i++) counts.Add(happened, names.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        return counts;
    }
}
