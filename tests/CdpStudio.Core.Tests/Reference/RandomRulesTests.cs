using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Reference;

public sealed class RandomRulesTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Draw_ManyRules_FortyOfAHundredDividePeople(bool wholeLanguage)
    {
        var census = new RuleCensus();
        var (dividing, all) = (0, 0);
        for (var seed = 1; seed <= 10; seed++)
        {
            var workspace = RandomWorkspace.Draw(seed, 40, wholeLanguage ? RuleScope.Everything : RuleScope.Evaluated);
            var interpreter = new ReferenceInterpreter(workspace.Data.World, workspace.Data.Now);
            foreach (var rule in workspace.Rules)
            {
                census.Add(rule);
                all++;
                if (RandomWorkspace.Divides(interpreter.Members(rule).Count, interpreter.Everyone.Count)) dividing++;
            }
        }

        output.WriteLine(FormattableString.Invariant($"{dividing} of {all} rules have between 1 and 99 % members. {census}"));
        Assert.True(dividing * 100 >= all * 40, FormattableString.Invariant($"Only {dividing} of {all} rules divide people."));
    }
}
