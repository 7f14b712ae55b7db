using CdpStudio.Core.Linkage;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Linkage;

/// <summary>The same defaults on files that have little in common: what is accepted is right, and what is expected comes.</summary>
public sealed class InventedFileTests
{
    private const double LeastPrecision = 0.95;

    public static TheoryData<string> Names => [.. InventedFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Accept_AFileOfAnyKind_IsAsRightAsExpected(string name) => AssertRight(InventedFiles.All[name](1, 500));

    [FullTierFact]
    public void Accept_FilesOfEveryKindAndSize_AreAsRightAsExpected()
    {
        foreach (var make in InventedFiles.All.Values)
        {
            for (var seed = 2; seed <= 9; seed++) AssertRight(make(seed, 250 * seed));
        }
    }

    [FullTierFact]
    public void Accept_AHundredThousandRecords_IsAsRightAsExpected() => AssertRight(InventedFile.Make(seed: 1, records: 100_000, mostCopies: 3));

    [Fact]
    public void Accept_FilesWithOtherErrors_AreNotAllFoundEquallyWell()
    {
        var (exact, damaged) = (InventedFiles.All["exact copies"](1, 500), InventedFiles.All["half of all missing"](1, 500));

        Assert.True(Score(exact).Recall > Score(damaged).Recall + 0.1);
    }

    private static void AssertRight(InventedFile file)
    {
        var (accepted, precision, recall) = Score(file);

        // Two people of three records each who are taken for one are many pairs at once.
        var oneMistake = 6.0 / Math.Max(6, accepted.Pairs);
        Assert.InRange(precision, LeastPrecision, 1);
        Assert.InRange(1 - precision, 0, accepted.ExpectedFalse + oneMistake);
        Assert.InRange(1 - recall, 0, accepted.ExpectedMissed + 0.08 + oneMistake);
    }

    private static (Acceptance Accepted, double Precision, double Recall) Score(InventedFile file)
    {
        var table = file.ToTable();
        var accepted = LinkageModel.Learn(table).Match(table).Accept();
        var (precision, recall) = LinkageScore.Of(accepted, file.Truth);
        return (accepted, precision, recall);
    }
}
