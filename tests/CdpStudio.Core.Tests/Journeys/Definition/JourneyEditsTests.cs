using CdpStudio.Core.Journeys.Definition;

namespace CdpStudio.Core.Tests.Journeys.Definition;

public sealed class JourneyEditsTests
{
    // start → w → b (yes → end, no → m), m → end
    private static readonly JourneyDefinition s_journey = Read("""
        {"version":1,"steps":[{"id":"start","kind":"entry"},{"id":"w","kind":"wait"},{"id":"b","kind":"branch"},{"id":"m","kind":"email"},{"id":"end","kind":"exit"}],
         "edges":[{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"b"},{"from":"b","outcome":"yes","to":"end"},
                  {"from":"b","outcome":"no","to":"m"},{"from":"m","outcome":"next","to":"end"}]}
        """);

    [Fact]
    public void Apply_AnyEdits_KeepADefinitionThatCanBeDrawnAndAreTakenBackExactly() => RandomRuns.Each(dice =>
    {
        var before = RandomJourney.Any(dice);
        var now = before;
        var edits = new List<JourneyEdit>();
        for (var i = dice.Number(1, 12); i > 0; i--)
        {
            var edit = RandomJourney.Edit(dice, now);
            if (now.Apply([edit]) is not EditResult.Done done) continue;

            edits.Add(edit);
            now = done.Definition;
            // The reader refuses what breaks a rule of the shape.
            Assert.Equal(DefinitionWriter.Write(now), DefinitionWriter.Write(Read(DefinitionWriter.Write(now))));
        }

        var all = Assert.IsType<EditResult.Done>(before.Apply(edits));
        Assert.Equal(DefinitionWriter.Write(now), DefinitionWriter.Write(all.Definition));
        var back = Assert.IsType<EditResult.Done>(all.Definition.Apply(all.Undo));
        Assert.Equal(DefinitionWriter.Write(before), DefinitionWriter.Write(back.Definition));
        var again = Assert.IsType<EditResult.Done>(back.Definition.Apply(back.Undo));
        Assert.Equal(DefinitionWriter.Write(now), DefinitionWriter.Write(again.Definition));
    });

    [Fact]
    public void Write_AnyEdits_AreReadAlike() => RandomRuns.Each(dice =>
    {
        var journey = RandomJourney.Any(dice);
        IReadOnlyList<JourneyEdit> edits = [RandomJourney.Edit(dice, journey), RandomJourney.Edit(dice, journey)];

        using var json = System.Text.Json.JsonDocument.Parse(EditJson.Write(edits));
        var (read, _, detail) = EditJson.Read(json.RootElement, "");

        Assert.True(read is not null, detail);
        Assert.Equal(EditJson.Write(edits), EditJson.Write(read));
    });

    [Fact]
    public void RemoveStep_OnAWay_JoinsWhatLedToItToItsSuccessor()
    {
        var journey = Apply(new JourneyEdit.RemoveStep("w"));

        Assert.Null(journey.Find("w"));
        Assert.Equal("b", journey.Next("start", Outcome.Next));
    }

    [Fact]
    public void RemoveStep_ABranch_LeadsOnWhereYesLed()
    {
        var journey = Apply(new JourneyEdit.RemoveStep("b"));

        Assert.Equal("end", journey.Next("w", Outcome.Next));
        Assert.Equal("end", journey.Next("m", Outcome.Next));
    }

    [Fact]
    public void InsertStep_OnAnEdge_StandsBetween()
    {
        var journey = Apply(new JourneyEdit.InsertStep(new JourneyStep.Wait("new", "", null, null, "1d"), "b", Outcome.No));

        Assert.Equal("new", journey.Next("b", Outcome.No));
        Assert.Equal("m", journey.Next("new", Outcome.Next));
    }

    [Fact]
    public void InsertStep_AtALooseEnd_IsConnected()
    {
        var journey = Apply(new JourneyEdit.Disconnect("m", Outcome.Next), new JourneyEdit.InsertStep(new JourneyStep.Exit("out", "", null, null), "m", Outcome.Next));

        Assert.Equal("out", journey.Next("m", Outcome.Next));
    }

    [Fact]
    public void SetStep_OfAnotherKind_LosesTheEdgesOfOutcomesThatItLacks()
    {
        var journey = Apply(new JourneyEdit.SetStep(new JourneyStep.Wait("b", "", null, null, "1d")));

        Assert.DoesNotContain(journey.Edges, e => e.From == "b");
        Assert.Equal("b", journey.Next("w", Outcome.Next));
    }

    [Fact]
    public void Apply_OneRefusedEdit_ChangesNothingAndSaysWhich()
    {
        var refused = Assert.IsType<EditResult.Refused>(s_journey.Apply([new JourneyEdit.Move("w", 1, 1), new JourneyEdit.Connect("w", Outcome.Next, "start")]));

        Assert.Equal((1, "Nothing leads to an entry."), (refused.Edit, refused.Detail));
    }

    [Theory]
    [InlineData("", """{"op":"move","id":"w"}""")]
    [InlineData("/edits/0/op", """[{"op":"rename","id":"w"}]""")]
    [InlineData("/edits/0/id", """[{"op":"move"}]""")]
    [InlineData("/edits/0/step/kind", """[{"op":"setStep","step":{"id":"a"}}]""")]
    [InlineData("/edits/0/name", """[{"op":"removeStep","id":"a","name":"b"}]""")]
    public void Read_WhatIsNoEdit_IsRefusedWithItsPlace(string pointer, string json)
    {
        using var document = System.Text.Json.JsonDocument.Parse(json);

        var (edits, where, _) = EditJson.Read(document.RootElement, "/edits");

        Assert.Null(edits);
        Assert.Equal(pointer.Length == 0 ? "/edits" : pointer, where);
    }

    private static JourneyDefinition Apply(params JourneyEdit[] edits) => Assert.IsType<EditResult.Done>(s_journey.Apply(edits)).Definition;

    private static JourneyDefinition Read(string json) => Assert.IsType<DefinitionReading.Read>(DefinitionReader.Read(json)).Definition;
}
