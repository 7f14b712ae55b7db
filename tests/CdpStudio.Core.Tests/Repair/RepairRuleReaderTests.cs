using CdpStudio.Core.Repair;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Tests.Repair;

public sealed class RepairRuleReaderTests
{
    // What version one wrote is read for ever.
    private const string Saved =
        """
        {"version":1,"steps":[{"do":"rename","at":"properties.totl","to":"properties.total"},
         {"do":"retype","at":"timestamp","type":"datetime","format":"dd.MM.yyyy HH:mm","timeZone":"Europe/Berlin"},
         {"do":"retype","at":"properties.total","type":"number","format":"de-DE"},
         {"do":"default","at":"properties.currency","value":"EUR"},{"do":"default","at":"n","value":1.50},{"do":"drop","at":"properties.x"}]}
        """;

    [Fact]
    public void Read_WhatVersionOneWrote_IsTheSameRule()
    {
        var rule = Assert.IsType<RepairReading.Read>(RepairRuleReader.Read(Saved)).Rule;

        Assert.Equal(new RepairStep.Rename("properties.totl", "properties.total"), rule.Steps[0]);
        Assert.Equal("Europe/Berlin", Assert.IsType<CellFormat.DateTime>(Assert.IsType<RepairStep.Retype>(rule.Steps[1]).As).Zone!.Name);
        Assert.Equal("de-DE", Assert.IsType<CellFormat.Number>(Assert.IsType<RepairStep.Retype>(rule.Steps[2]).As).Culture!.Name);
        Assert.Equal([new RepairStep.Default("properties.currency", "\"EUR\""), new RepairStep.Default("n", "1.50"), new RepairStep.Drop("properties.x")], rule.Steps.Skip(3));
    }

    [Theory]
    [InlineData("""{"do":"retype","at":"l","type":"list"}""", ";")]
    [InlineData("""{"do":"retype","at":"l","type":"list","format":" "}""", " ")]
    public void Read_AListsSeparator_KeepsItsWhiteSpace(string step, string separator) => Assert.Equal(
        [new RepairStep.Retype("l", new CellFormat.List(separator))],
        Assert.IsType<RepairReading.Read>(RepairRuleReader.Read($$"""{"version":1,"steps":[{{step}}]}""")).Rule.Steps);

    [Theory]
    [InlineData("", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "/version")]
    [InlineData("""{"version":2,"steps":[]}""", "/version")]
    [InlineData("""{"version":1}""", "/steps")]
    [InlineData("""{"version":1,"steps":[]}""", "/steps")]
    [InlineData("""{"version":1,"steps":[{"at":"a"}]}""", "/steps/0/do")]
    [InlineData("""{"version":1,"steps":[{"do":"explode","at":"a"}]}""", "/steps/0/do")]
    [InlineData("""{"version":1,"steps":[{"do":"drop"}]}""", "/steps/0/at")]
    [InlineData("""{"version":1,"steps":[{"do":"drop","at":"a..b"}]}""", "/steps/0/at")]
    [InlineData("""{"version":1,"steps":[{"do":"drop","at":"a","to":"b"}]}""", "/steps/0/to")]
    [InlineData("""{"version":1,"steps":[{"do":"rename","at":"a","to":"a"}]}""", "/steps/0/to")]
    [InlineData("""{"version":1,"steps":[{"do":"rename","at":"a"}]}""", "/steps/0/to")]
    [InlineData("""{"version":1,"steps":[{"do":"default","at":"a","value":null}]}""", "/steps/0/value")]
    [InlineData("""{"version":1,"steps":[{"do":"default","at":"a","value":{}}]}""", "/steps/0/value")]
    [InlineData("""{"version":1,"steps":[{"do":"retype","at":"a"}]}""", "/steps/0/type")]
    [InlineData("""{"version":1,"steps":[{"do":"retype","at":"a","type":"money"}]}""", "/steps/0/type")]
    [InlineData("""{"version":1,"steps":[{"do":"retype","at":"a","type":"datetime","format":"dd"}]}""", "/steps/0/format")]
    [InlineData("""{"version":1,"steps":[{"do":"retype","at":"a","type":"list","format":""}]}""", "/steps/0/format")]
    [InlineData("""{"version":1,"steps":[{"do":"retype","at":"a","type":"list","format":"more than ten"}]}""", "/steps/0/format")]
    [InlineData("""{"version":1,"steps":[{"do":"retype","at":"a","type":"datetime","timeZone":"Mars"}]}""", "/steps/0/timeZone")]
    [InlineData("""{"version":1,"steps":[{"do":"drop","at":"a"},{"do":"drop","at":5}]}""", "/steps/1/at")]
    public void Read_WhatMakesNoSense_IsRefusedWithItsPlace(string json, string pointer) =>
        Assert.Equal(pointer, Assert.IsType<RepairReading.Refused>(RepairRuleReader.Read(json)).Pointer);
}
