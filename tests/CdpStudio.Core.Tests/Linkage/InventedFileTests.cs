using CdpStudio.Core.Linkage;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Linkage;

/// <summary>The same defaults on files that have little in common: what is accepted is right, and what is expected comes.</summary>
public sealed class InventedFileTests
{
    private const double LeastPrecision = 0.95;

    // Relatives of one name break the independence that the expectation rests on: it is too low by up to this.
    private const double MostUnexpectedFalse = 0.015;
    private const double MostUnexpectedMissed = 0.08;

    public static TheoryData<string> Names => [.. InventedFiles.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Accept_AFileOfAnyKind_IsAsRightAsExpected(string name) => AssertRight(name, InventedFiles.All[name](1, 500));

    [FullTierFact]
    public void Accept_FilesOfEveryKindAndSize_AreAsRightAsExpected()
    {
        foreach (var (name, make) in InventedFiles.All)
        {
            for (var seed = 2; seed <= 5; seed++) AssertRight($"{name}, seed {seed}", make(seed, 250 * seed));
        }
    }

    [FullTierFact]
    public void Accept_AHundredThousandRecords_IsAsRightAsExpected() =>
        AssertRight("a hundred thousand", InventedFile.Make(seed: 1, records: 100_000, mostCopies: 3));

    [Fact]
    public void Accept_FilesWithOtherErrors_AreNotAllFoundEquallyWell()
    {
        var (exact, damaged) = (InventedFiles.All["exact copies"](1, 500), InventedFiles.All["half of all missing"](1, 500));

        Assert.True(Score(exact).Recall > Score(damaged).Recall + 0.1);
    }

    private static void AssertRight(string name, InventedFile file)
    {
        var (accepted, precision, recall) = Score(file);

        // Two people of three records each who are taken for one are many pairs at once.
        var oneMistake = 6.0 / Math.Max(6, accepted.Pairs);
        Assert.True(
            precision >= LeastPrecision
            && 1 - precision <= accepted.ExpectedFalse + MostUnexpectedFalse + oneMistake
            && 1 - recall <= accepted.ExpectedMissed + MostUnexpectedMissed + oneMistake,
            FormattableString.Invariant(
                $"{name}: {accepted.Pairs} pairs, precision {precision:0.000}, expected false {accepted.ExpectedFalse:0.000}, recall {recall:0.000}, expected missed {accepted.ExpectedMissed:0.000}"));
    }

    private static (Acceptance Accepted, double Precision, double Recall) Score(InventedFile file)
    {
        var table = file.ToTable();
        var accepted = LinkageModel.Learn(table).Match(table).Accept();
        var (precision, recall) = LinkageScore.Of(accepted, file.Truth);
        return (accepted, precision, recall);
    }
}
