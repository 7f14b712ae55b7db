using System.Text.Json;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.IdentityResolution;

public sealed class IdentityRulesTests
{
    [Fact]
    public void Text_IsReadBack()
    {
        const string stored =
            """{"version":1,"namespaces":[{"namespace":"user_id","limit":1,"blocked":["test*"]},{"namespace":"email","limit":5,"period":"week","blocked":[]},{"namespace":"device_id","isShared":true,"blocked":[]}]}""";

        var rules = IdentityRules.Read(stored);

        Assert.Equal(["user_id", "email", "device_id", "anonymous_id", "phone"], rules.Namespaces.Select(n => n.Namespace));
        Assert.Equal((5, LimitPeriod.Week), (rules.RuleOf("EMAIL")!.Limit, rules.RuleOf("email")!.Period));
        Assert.True(rules.IsShared("device_id"));
        Assert.True(rules.IsBlocked(new Identifier("user_id", "Tester")));
        Assert.Equal(rules, IdentityRules.Read(rules.Text));
        Assert.Throws<JsonException>(() => IdentityRules.Read("""{"version":2,"namespaces":[]}"""));
    }

    [Theory]
    [InlineData("null", true)]
    [InlineData("0000", true)]
    [InlineData("guest-17", true)]
    [InlineData("GUEST-", true)]
    [InlineData("my guest", false)]
    [InlineData("ab", true)]
    [InlineData("abc", false)]
    public void IsBlocked_Patterns_AreHeldAgainstTheWholeValue(string value, bool blocked) =>
        Assert.Equal(blocked, new IdentityRules([new NamespaceRule { Namespace = "user_id", Blocked = ["guest-*", "??"] }]).IsBlocked(new Identifier("user_id", value)));

    [Fact]
    public void Usable_OnlyBlockedOnes_LeavesTheFirstToFileItUnder()
    {
        Identifier[] all = [new("user_id", "null"), new("anonymous_id", "none")];

        Assert.Equal([all[0]], IdentityRules.BuiltIn.Usable(all));
        Assert.Equal([new Identifier("email", "a@x.org")], IdentityRules.BuiltIn.Usable([all[0], new Identifier("email", "a@x.org")]));
    }

    [Theory]
    [InlineData("email", 0, LimitPeriod.Ever, false, null, RuleProblemKind.LimitOutOfRange)]
    [InlineData("email", 201, LimitPeriod.Ever, false, null, RuleProblemKind.LimitOutOfRange)]
    [InlineData("my kind", 1, LimitPeriod.Ever, false, null, RuleProblemKind.NoName)]
    [InlineData("email", 1, (LimitPeriod)3, false, null, RuleProblemKind.NoSuchPeriod)]
    [InlineData("email", 1, LimitPeriod.Ever, false, " ", RuleProblemKind.BadPattern)]
    [InlineData("email", 1, LimitPeriod.Ever, false, "*?*", RuleProblemKind.BlocksEverything)]
    [InlineData("user_id", 2, LimitPeriod.Ever, false, null, RuleProblemKind.UserIdIsFixed)]
    [InlineData("user_id", 1, LimitPeriod.Ever, true, null, RuleProblemKind.UserIdIsFixed)]
    public void Of_WrongRule_SaysWhatIsWrong(string name, int limit, LimitPeriod period, bool shared, string? blocked, RuleProblemKind expected)
    {
        var rule = new NamespaceRule { Namespace = name, Limit = limit, Period = period, IsShared = shared, Blocked = blocked is null ? [] : [blocked] };

        Assert.Equal(new RuleProblem(expected, name), RuleProblem.Of([rule]));
    }

    [Fact]
    public void Of_SameKindTwice_IsRefused() => Assert.Equal(
        RuleProblemKind.Twice, RuleProblem.Of([new NamespaceRule { Namespace = "email" }, new NamespaceRule { Namespace = "Email" }])!.Kind);
}
