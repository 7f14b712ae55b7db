using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Linkage;

namespace CdpStudio.Core.Tests.Duplicates;

/// <summary>Which pairs are joined without a look, and what is stored of why.</summary>
public sealed class AutomaticPairsTests
{
    private static readonly HashSet<TwoPeople> s_nobody = [];

    [Fact]
    public void Choose_AClusterOfThree_JoinsItByItsTwoMostProbablePairs() =>
        Assert.Equal([Two(1, 2), Two(2, 3)], AutomaticPairs.Choose([Two(1, 2), Two(2, 3), Two(1, 3)], [[1, 2, 3]], s_nobody));

    [Fact]
    public void Choose_APairOfTwoClustersOrOfNone_LeavesIt() =>
        Assert.Equal([Two(1, 2)], AutomaticPairs.Choose([Two(1, 2), Two(2, 3), Two(5, 6)], [[1, 2], [3, 4]], s_nobody));

    [Fact]
    public void Choose_PeopleWhoWereDecidedToBeTwo_NeverMeetThroughAThird() =>
        Assert.Equal([Two(1, 2)], AutomaticPairs.Choose([Two(1, 2), Two(2, 3)], [[1, 2, 3]], new HashSet<TwoPeople> { Two(1, 3) }));

    // As version one wrote it.
    [Fact]
    public void Evidence_OfVersionOne_ReadsAndIsWrittenAsItWas()
    {
        const string Stored =
            """{"prior":-12.5,"steps":[{"field":"email","agreement":"same","weight":9,"frequency":1.5},{"agreement":"inOrder","weight":0.5,"frequency":0}],"circle":"family","circleWeight":-2,"version":1}""";

        var evidence = PairEvidence.Read(Stored);

        Assert.Equal((-12.5, Circle.Family, -2.0), (evidence.Prior, evidence.Circle, evidence.CircleWeight));
        Assert.Equal([new EvidenceStep("email", Agreement.Same, 9, 1.5), new EvidenceStep(null, Agreement.InOrder, 0.5, 0)], evidence.Steps);
        Assert.Equal(Stored, evidence.ToJson());
    }

    [Fact]
    public void Findings_OfVersionOne_Read()
    {
        var findings = DuplicateFindings.Read(
            """{"at":"2026-01-02T03:04:05+00:00","people":10,"leftOut":1,"empty":2,"fields":["email"],"pairs":3,"morePairs":0,"joined":1,"errors":[{"threshold":0.9,"pairs":3,"wrong":0.1,"missed":0.2}],"version":1}""");

        Assert.Equal((10, 1, 2, 3, 0, 1), (findings.People, findings.LeftOut, findings.Empty, findings.Pairs, findings.MorePairs, findings.Joined));
        Assert.Equal([new ExpectedError(0.9, 3, 0.1, 0.2)], findings.Errors);
    }

    [Theory]
    [InlineData(12.345678901234567, 7)]
    [InlineData(-3.5, 1)]
    [InlineData(1_800_000_000_000, 9)]
    public void Place_Written_ReadsAsItWas(double key, long id)
    {
        Assert.True(PairPlace.TryParse(new PairPlace(key, id).ToString(), out var place));

        Assert.Equal(new PairPlace(key, id), place);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("x_7")]
    [InlineData("NaN_7")]
    [InlineData("1_-7")]
    public void Place_OfAnythingElse_IsNone(string? text) => Assert.False(PairPlace.TryParse(text, out _));

    private static TwoPeople Two(long low, long high) => new(new(low), new(high));
}
