using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Random data, segments over it, and rules about both: everything that one seed stands for.</summary>
public sealed class RandomWorkspace
{
    private RandomWorkspace(RandomData data, IReadOnlyList<Rule> rules)
    {
        Data = data;
        Rules = rules;
    }

    public RandomData Data { get; }

    public IReadOnlyList<Rule> Rules { get; }

    public static RandomWorkspace Draw(int seed, int rules, RuleScope scope, bool cancels = false, bool parts = false)
    {
        var data = RandomData.Draw(seed, cancels, parts);
        var dice = new Dice(seed);
        var segments = new Dictionary<string, Rule>();
        // Each may name those before it, so there is no cycle.
        for (var i = 1; i <= 3; i++)
        {
            segments[FormattableString.Invariant($"s{i}")] = new RandomRules(dice, data, scope).Draw();
            data = data.With(new Dictionary<string, Rule>(segments));
        }

        var draw = new RandomRules(dice, data, scope);
        var interpreter = new ReferenceInterpreter(data.World, data.Now);
        Rule DrawOne()
        {
            var rule = draw.Draw();
            return Divides(interpreter.Members(rule).Count, interpreter.Everyone.Count) ? rule : draw.Draw();
        }

        return new RandomWorkspace(data, [.. Enumerable.Range(0, rules).Select(_ => DrawOne())]);
    }

    /// <summary>Between 1 and 99 of a hundred belong: a rule that nobody or everybody passes tells little.</summary>
    public static bool Divides(int members, int everyone) => members * 100 >= everyone && members * 100 <= everyone * 99;
}
