using System.Text.Json;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Ingestion.Plan;

public sealed class PlanJudgeTests
{
    private const long Now = 1_767_225_600_000;

    [Fact]
    public void Judge_AnyEvent_FindsWhatANaiveJudgeFindsAndDropsNothingElse()
    {
        for (var round = 0; round < 4_000; round++)
        {
            var seed = RunSeed.Value + round;
            var dice = new Dice(seed);
            var times = new RandomTimes(dice);
            var json = new RandomEvents(dice, new RandomValues(dice, times)).Properties();
            var declared = RandomPlan(dice);

            var (message, _, finding) = Judge(PlanOf(declared, times.Zone), Of(json));

            var expected = declared
                .Select(p => (p.Name, Kind: NaiveJudge(p, ReferenceValue.AtPath(ReferenceValue.Parse(json), p.Name), times.Zone), p.Expects!.OnViolation)) // always given below
                .Where(v => v.Kind is not null)
                .ToList();
            var says = $"seed {seed}: {json} against {JsonSerializer.Serialize(declared)}";
            if (expected.Exists(v => v.OnViolation == ViolationAction.Quarantine))
            {
                Assert.True(finding.Refusal?.Reason == RefusalReason.ViolatesPlan && finding.Violations.Count == 0, says);
                Assert.Contains(expected, v => v.OnViolation == ViolationAction.Quarantine && finding.Refusal!.Field == $"properties.{v.Name}");
                continue;
            }

            Assert.True(finding.Refusal is null, says);
            Assert.True(expected.Select(v => (v.Name, v.Kind)).ToHashSet().SetEquals(finding.Violations.Select(v => (v.Rule.Name, (ViolationKind?)v.Kind))), says);
            ExpectDropped(json, message.Event!.Properties, finding, says);
        }
    }

    [Theory]
    [InlineData("""{"age":"old"}""", "age WrongType")]
    [InlineData("""{"age":"41","plan":"FREE"}""", "")]
    [InlineData("""{"plan":"gold"}""", "plan NotAllowed")]
    [InlineData("""{"age":null,"plan":""}""", "")]
    [InlineData("""{"address":{"zip":[1,2]}}""", "address.zip WrongType")]
    [InlineData("""{"address.zip":{"a":1},"ADDRESS":{"ZIP":"x"}}""", "")]
    public void Judge_Traits_AreReadAsAttributesAre(string traits, string expected)
    {
        var plan = PlanOf(
            new DeclaredAttribute { Key = "AGE", Name = "age", Type = DataType.Number },
            new DeclaredAttribute { Key = "PLAN", Name = "plan", Allowed = ["free", "pro"] },
            new DeclaredAttribute { Key = "ADDRESS.ZIP", Name = "address.zip", Type = DataType.Text });

        var (_, _, finding) = Judge(plan, Says(traits));

        Assert.Equal(expected, string.Join(", ", finding.Violations.Select(v => $"{v.Rule.Name} {v.Kind}")));
    }

    [Theory]
    [InlineData("""{"plan":"free"}""", "email")]
    [InlineData("""{"email":" ","plan":"free"}""", "email")]
    [InlineData("""{"EMAIL":"a@b.example"}""", "")]
    [InlineData("""{"group_id":"g1","group":{"name":"Acme"}}""", "group.size")]
    [InlineData("""{"group_id":"g1","group":{"size":4}}""", "")]
    public void Judge_RequiredAttributes_AreAskedOfPeopleAndGroupsApart(string traits, string missing)
    {
        var plan = PlanOf(
            new DeclaredAttribute { Key = "EMAIL", Name = "email", Required = true },
            new DeclaredAttribute { Key = "GROUP.SIZE", Name = "group.size", Required = true });

        var (_, _, finding) = Judge(plan, Says(traits));

        Assert.Equal(missing, string.Join(", ", finding.Violations.Select(v => v.Rule.Name)));
        Assert.All(finding.Violations, v => Assert.Equal((ViolationKind.Missing, false), (v.Kind, v.Drops)));
    }

    [Fact]
    public void Judge_DroppedAttribute_IsNotSaidAndOthersAre()
    {
        var plan = PlanOf(new DeclaredAttribute { Key = "AGE", Name = "age", Type = DataType.Number, OnViolation = ViolationAction.Drop });

        var (_, traits, finding) = Judge(plan, Says("""{"Age":"old","plan":"free"}"""));

        Assert.Equal(["plan"], traits.Select(t => t.Name));
        Assert.Equal("old", Assert.Single(finding.Violations).Example);
    }

    [Theory]
    [InlineData("group.size", """{"group_id":"g","group":{"size":"x"}}""", false, "traits.size")]
    [InlineData("group.size", """{"group_id":"g","group":{"size":"x"}}""", true, "traits.group.size")]
    [InlineData("age", """{"age":"x"}""", false, "traits.age")]
    public void Judge_QuarantinedAttribute_NamesTheMemberOfTheMessage(string name, string traits, bool mapped, string field)
    {
        var plan = PlanOf(new DeclaredAttribute { Key = StudioText.Key(name), Name = name, Type = DataType.Number, OnViolation = ViolationAction.Quarantine });

        var (_, _, finding) = Judge(plan, Says(traits), mapped);

        Assert.Equal(field, finding.Refusal!.Field);
    }

    [Fact]
    public void Judge_PersonalOrLongValues_AreNoExamplesInFull()
    {
        var letters = string.Concat(Enumerable.Repeat("a\U0001F600", 5_000));
        var plan = PlanOf(
        [
            new DeclaredProperty { Name = "phone", Type = DataType.Number, Pii = true },
            new DeclaredProperty { Name = "note", Type = DataType.Number },
        ]);

        var (_, _, finding) = Judge(plan, Of($$"""{"phone":"secret","note":"{{letters}}"}"""));

        Assert.Null(finding.Violations.Single(v => v.Rule.Name == "phone").Example);
        var example = finding.Violations.Single(v => v.Rule.Name == "note").Example!;
        Assert.InRange(example.Length, 90, 101);
        Assert.True(StudioText.IsWellFormed(example));
    }

    private static void ExpectDropped(string before, string after, PlanFinding finding, string says)
    {
        var dropped = finding.Violations.Where(v => v.Drops).Select(v => v.Rule.Name).ToList();
        if (dropped.Count == 0)
        {
            Assert.True(before == after, says);
            return;
        }

        var (had, has) = (ReferenceValue.Parse(before), ReferenceValue.Parse(after));
        foreach (var path in dropped) Assert.True(ReferenceValue.AtPath(has, path).IsMissing, $"{says}: {path} in {after}");
        foreach (var path in RandomEvents.Paths.Where(p => !dropped.Exists(d => AreRelated(d, p))))
            Assert.True(ReferenceValue.Same(ReferenceValue.AtPath(had, path), ReferenceValue.AtPath(has, path)), $"{says}: {path} in {after}");
    }

    private static bool AreRelated(string a, string b) => ReferenceText.StartsWith(a + ".", b + ".") || ReferenceText.StartsWith(b + ".", a + ".");

    private static List<DeclaredProperty> RandomPlan(Dice dice) =>
    [
        .. dice.Some(RandomEvents.Paths, 6)
            .DistinctBy(p => StudioText.Key(p))
            .Select(path =>
            {
                DataType? type = dice.Chance(25) ? null : dice.Pick(Enum.GetValues<DataType>());
                IReadOnlyList<string> allowed = dice.Chance(30)
                    ? type switch
                    {
                        DataType.Number => ["5", "12.50", "-3"],
                        DataType.Boolean => ["TRUE"],
                        DataType.DateTime => ["2024-01-05", "1700000000"],
                        _ => ["red", "BLUE", "5", "true", "12.5"],
                    }
                    : [];
                var action = dice.Chance(5) ? ViolationAction.Quarantine : dice.Pick(ViolationAction.Mark, ViolationAction.Drop);
                return new DeclaredProperty { Name = path, Type = type, Expects = new Expectation(dice.Chance(30), allowed, action) };
            }),
    ];

    private static ViolationKind? NaiveJudge(DeclaredProperty declared, ReferenceValue value, string zone)
    {
        if (value.IsMissing) return declared.Expects!.Required ? ViolationKind.Missing : null;

        var clock = new ReferenceClock(zone, Now);
        var read = declared.Type is { } type ? ReferenceConversion.As(type, value, clock) : value;
        if (read.IsMissing) return ViolationKind.WrongType;
        if (declared.Expects!.Allowed.Count == 0) return null;

        return ReferenceValue.Flat(read).All(element => declared.Expects.Allowed.Any(text => Equals(element, text))) ? null : ViolationKind.NotAllowed;

        bool Equals(ReferenceValue element, string text) => declared.Type is null or DataType.List or DataType.Text
            ? ReferenceConversion.As(DataType.Text, element, clock) is ReferenceValue.Text plain && ReferenceText.Same(plain.Value, text)
            : ReferenceValue.Same(element, ReferenceConversion.As(declared.Type.Value, new ReferenceValue.Text(text), clock));
    }

    private static (Message Message, IReadOnlyList<TraitList.Trait> Traits, PlanFinding Finding) Judge(TrackingPlan plan, Message message, bool mapped = false)
    {
        IReadOnlyList<TraitList.Trait> traits = [];
        if (message.Traits is { } said) Assert.Null(TraitList.Read(said, out traits));
        return PlanJudge.Judge(plan, message, traits, mapped);
    }

    private static Message Of(string properties) => new("k", [new Identifier("user_id", "u")], Now, new MessageEvent("order COMPLETED", properties), null, null, null, null);

    private static Message Says(string traits) => new("k", [new Identifier("user_id", "u")], Now, null, traits, null, null, null);

    private static TrackingPlan PlanOf(List<DeclaredProperty> properties, string zone = "Europe/Berlin") => new(
        new CatalogueContent(
            new Dictionary<string, DeclaredAttribute>(),
            new Dictionary<string, DeclaredEvent> { ["ORDER COMPLETED"] = new() { Key = "ORDER COMPLETED", Name = "Order Completed", Properties = properties } }),
        ZoneNamed(zone));

    private static TrackingPlan PlanOf(params DeclaredAttribute[] attributes) =>
        new(new CatalogueContent(attributes.ToDictionary(a => a.Key), new Dictionary<string, DeclaredEvent>()), WorkspaceZone.Utc);

    private static WorkspaceZone ZoneNamed(string name) => WorkspaceZone.TryFind(name, out var zone) ? zone : throw new InvalidOperationException(name);
}
