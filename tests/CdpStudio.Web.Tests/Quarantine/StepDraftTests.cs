using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Repair;
using CdpStudio.Web.Quarantine;

namespace CdpStudio.Web.Tests.Quarantine;

public sealed class StepDraftTests
{
    private static readonly StepDraft[] s_steps =
    [
        new("rename", "a", "b"),
        new("retype", "c"),
        new("retype", "d", Type: "number", Format: "de-DE"),
        new("retype", "e", Type: "datetime", Format: "dd.MM.yyyy", TimeZone: "Europe/Berlin"),
        new("retype", "l", Type: "list"),
        new("retype", "m", Type: "list", Format: " - "),
        new("default", "f", Value: "EUR"),
        new("default", "g", Type: "number", Value: "1.5"),
        new("default", "h", Type: "boolean", Value: "True"),
        new("drop", "i"),
    ];

    [Fact]
    public void Write_WhatIsWhole_IsARuleThatReadsBackTheSame()
    {
        var rule = StepDraft.Write(s_steps);

        Assert.Equal(s_steps.Length, Assert.IsType<RepairReading.Read>(RepairRuleReader.Read(rule)).Rule.Steps.Count);
        Assert.Equal(s_steps, StepDraft.Read(rule));
    }

    [Theory]
    [InlineData("rename", "", "", "/steps/0/at")]
    [InlineData("rename", "a", " ", "/steps/0/to")]
    [InlineData("default", "a", "", "/steps/0/value")]
    [InlineData("drop", "", "", "/steps/0/at")]
    public void Write_WhatIsNotWhole_IsRefusedAtItsField(string kind, string at, string to, string pointer) =>
        Assert.Equal(pointer, Assert.IsType<RepairReading.Refused>(RepairRuleReader.Read(StepDraft.Write([new(kind, at, to)]))).Pointer);

    [Theory]
    [InlineData("number", "many")]
    [InlineData("boolean", "perhaps")]
    public void Write_AValueOfAnotherType_IsRefusedAtTheValue(string type, string value) => Assert.Equal(
        "/steps/0/value", Assert.IsType<RepairReading.Refused>(RepairRuleReader.Read(StepDraft.Write([new("default", "a", Type: type, Value: value)]))).Pointer);

    [Fact]
    public void For_EveryReason_IsAStepThatTheEditorKnows() =>
        Assert.All(Enum.GetValues<RefusalReason>(), reason => Assert.Contains(StepDraft.For(reason).Do, StepDraft.Kinds));
}
