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

    [Theory]
    [InlineData("phone", "0901 234 567", "+84 901234567", true)]
    [InlineData("phone", "0084901234567", "۰۹۰۱۲۳۴۵۶۷", true)]
    [InlineData("phone", "0901234567", "+1 901 234 567", false)]
    [InlineData("phone", "12", "12", true)]
    [InlineData("phone", "12", "+8412", false)]
    [InlineData("openid", "aB", "ab", false)]
    [InlineData("openid", "e\u0301", "é", true)]
    [InlineData("work_mail", " A@x.org", "a@X.org", true)]
    [InlineData("whatsapp", "+49 (170) 123", "+49170123", true)]
    [InlineData("card", "aB", "ab", true)]
    [InlineData("card", "ab ", "ab", false)]
    public void Same_ValuesByTheirNormaliser(string @namespace, string one, string other, bool same)
    {
        var rules = new IdentityRules(
        [
            new NamespaceRule { Namespace = "phone", Country = "vn" }, new NamespaceRule { Namespace = "openid", Normaliser = Normaliser.Exact },
            new NamespaceRule { Namespace = "work_mail", Normaliser = Normaliser.Email }, new NamespaceRule { Namespace = "whatsapp", Normaliser = Normaliser.Phone },
            new NamespaceRule { Namespace = "card" },
        ]);

        Assert.Equal(same, rules.Same.Equals(new Identifier(@namespace, one), new Identifier(@namespace, other)));
        Assert.Equal(rules, IdentityRules.Read(rules.Text));
    }

    [Theory]
    [InlineData("email", Normaliser.Exact, null, RuleProblemKind.NormaliserIsFixed)]
    [InlineData("email", null, "VN", RuleProblemKind.NoSuchCountry)]
    [InlineData("phone", null, "ZZ", RuleProblemKind.NoSuchCountry)]
    [InlineData("card", Normaliser.Text, "VN", RuleProblemKind.NoSuchCountry)]
    [InlineData("card", (Normaliser)9, null, RuleProblemKind.NormaliserIsFixed)]
    [InlineData("card", Normaliser.Phone, "vn", null)]
    [InlineData("phone", null, "CN", null)]
    public void Of_NormaliserThatDoesNotFit_SaysSo(string name, Normaliser? normaliser, string? country, RuleProblemKind? expected) =>
        Assert.Equal(expected, RuleProblem.Of([new NamespaceRule { Namespace = name, Normaliser = normaliser, Country = country }])?.Kind);

    [Fact]
    public void IsBlocked_PatternOfACountrysNumbers_MeetsEveryWayOfWritingThem()
    {
        var rules = new IdentityRules([new NamespaceRule { Namespace = "phone", Country = "VN", Blocked = ["+8490*"] }]);

        Assert.True(rules.IsBlocked(new Identifier("phone", "0901234567")));
        Assert.False(rules.IsBlocked(new Identifier("phone", "0911234567")));
    }

    [Fact]
    public void Of_SameKindTwice_IsRefused() => Assert.Equal(
        RuleProblemKind.Twice, RuleProblem.Of([new NamespaceRule { Namespace = "email" }, new NamespaceRule { Namespace = "Email" }])!.Kind);
}
