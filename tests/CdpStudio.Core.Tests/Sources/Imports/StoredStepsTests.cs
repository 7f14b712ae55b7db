using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Tests.Sources.Imports;

public sealed class StoredStepsTests
{
    private static readonly CarriedIdentifiers s_ann = new([new Identifier(IdentifierNamespace.UserId, "7"), new Identifier(IdentifierNamespace.Email, "ann@mail.example")], IdentityRules.BuiltIn);

    [Theory]
    [InlineData("""{"is":"values","map":{"ann@mial.example":"ANN@mail.example"},"else":"keep"}""", null)]
    [InlineData("""{"is":"values","map":{"a":"ann@mail.example","b":"c"},"else":"keep"}""", """{"is":"values","map":{"b":"c"},"else":"keep"}""")]
    [InlineData("""{"is":"replace","find":"<ann@mail.example>","with":"x"}""", null)]
    [InlineData("""{"is":"default","value":"7"}""", null)]
    public void Without_AStepThatNamesThem_LosesThatAlone(string step, string? left)
    {
        var without = StoredSteps.Without(Mapping("identifier:email", step, """{"is":"trim"}"""), s_ann);

        Assert.Equal(left is null ? Mapping("identifier:email", """{"is":"trim"}""") : Mapping("identifier:email", left, """{"is":"trim"}"""), without);
        Assert.IsType<MappingReading.Read>(MappingJson.Read(without!));
    }

    [Fact]
    public void Without_AllStepsOfAColumn_IsAMappingStill() =>
        Assert.IsType<MappingReading.Read>(MappingJson.Read(StoredSteps.Without(Mapping("identifier:email", """{"is":"default","value":"ann@mail.example"}"""), s_ann)!));

    // The seventh day of the week is no customer's.
    [Theory]
    [InlineData("attribute:day", """{"is":"values","map":{"7":"Sunday"},"else":"keep"}""")]
    [InlineData("identifier:email", """{"is":"replace","find":"joann@mail.example","with":"x"}""")]
    public void Without_StepsThatNameNobodyOfThem_ChangesNothing(string to, string step) => Assert.Null(StoredSteps.Without(Mapping(to, step), s_ann));

    private static string Mapping(string to, params string[] steps) =>
        "{\"kind\":\"profiles\",\"columns\":[{\"from\":\"Key\",\"to\":\"identifier:user_id\"},{\"from\":\"Mail\",\"to\":\"" + to + "\",\"transform\":{\"version\":1,\"steps\":["
        + string.Join(',', steps) + "]}}]}";
}
