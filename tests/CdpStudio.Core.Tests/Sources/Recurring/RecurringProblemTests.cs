using CdpStudio.Core.Sources.Recurring;

namespace CdpStudio.Core.Tests.Sources.Recurring;

public sealed class RecurringProblemTests
{
    [Fact]
    public void Read_WordsOfEveryProblem_AreItsWithTheServersAnswer() => Assert.All(Enum.GetValues<RecurringProblem>(), problem =>
    {
        Assert.Equal((problem, 0), RecurringProblems.Read(new PlaceFailedException(problem).Message));
        Assert.Equal((problem, 0), RecurringProblems.Read(new FetchFailedException(problem).Message));
        Assert.Equal((problem, 503), RecurringProblems.Read(new FetchFailedException(problem, 503).Message));
    });

    // As version one wrote them.
    [Theory]
    [InlineData("The folder is not there.", RecurringProblem.FolderMissing, 0)]
    [InlineData("The server is busy or in trouble. (503)", RecurringProblem.ServerBusy, 503)]
    public void Read_WordsThatALookKept_IsItsProblem(string words, RecurringProblem problem, int status) =>
        Assert.Equal((problem, status), RecurringProblems.Read(words));

    [Theory]
    [InlineData("")]
    [InlineData("The disk is full.")]
    [InlineData("The server is busy or in trouble. (soon)")]
    [InlineData("The server is busy or in trouble. ()")]
    public void Read_OtherWords_IsNoProblemOfThese(string words) => Assert.Null(RecurringProblems.Read(words));
}
