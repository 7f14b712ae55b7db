namespace CdpStudio.Core.Tests.Architecture;

public sealed class SizeBudgetTests
{
    private static readonly (string Ending, int Lines)[] s_budgets = [(".razor.cs", 250), (".razor", 150), (".cs", 400)];

    private const int TestBudget = 600;

    // Files over budget today. The list may only get shorter.
    private static readonly string[] s_known = [];

    [Fact]
    public void SourceFiles_StayWithinTheirBudget()
    {
        var tooLong =
            from folder in new[] { "CdpStudio.Core", "CdpStudio.Connectors", "CdpStudio.Web" }
            from file in Source.Files(folder, ".cs", ".razor")
            let budget = s_budgets.First(b => file.EndsWith(b.Ending, StringComparison.Ordinal))
            where File.ReadLines(file).Count() > budget.Lines
            select Path.GetRelativePath(Source.Root, file);

        Assert.Equal(s_known, tooLong.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void TestFiles_StayWithinTheirBudget() =>
        Assert.Empty(
            from file in Source.Files("tests", ".cs")
            where File.ReadLines(file).Count() > TestBudget
            select Path.GetRelativePath(Source.Root, file));
}
