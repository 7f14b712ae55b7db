using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Segments.Drafts;

namespace CdpStudio.Core.Tests.Journeys.Definition;

public sealed class StoredDefinitionTests
{
    // Written by version one. It is read for ever.
    private const string Saved =
        """{"version":1,"steps":[""" +
        """{"id":"b-1","kind":"branch","rule":{"event":"Order Completed","during":{"last":"2d"}}},""" +
        """{"id":"end","kind":"exit","name":"Schluß & Ende","x":10.5,"y":-20},""" +
        """{"id":"mail","kind":"email","name":"Hello","content":{"version":1,"subject":"Hi {{firstName|there}}","preheader":"","heading":"","text":"Line","button":{"text":"Buy","url":"https://shop.example"},"footer":""}},""" +
        """{"id":"start","kind":"entry","event":"Order Completed","where":[{"property":"total","op":"gt","value":50}],"again":"afterExit"},""" +
        """{"id":"w","kind":"wait","for":"2d"}],"edges":[""" +
        """{"from":"b-1","outcome":"no","to":"mail"},{"from":"b-1","outcome":"yes","to":"end"},{"from":"mail","outcome":"next","to":"end"},""" +
        """{"from":"start","outcome":"next","to":"w"},{"from":"w","outcome":"next","to":"b-1"}]}""";

    // As the first product that kept half-drawn rules wrote it. It is read for ever.
    private const string HalfDrawn =
        """{"root":{"is":"group","kind":"all","count":1,"lines":[""" +
        """{"is":"attribute","name":"country","test":{"type":"text","operator":"eq","operands":[""]},"id":{"value":1}},""" +
        """{"is":"did","event":"Bought","where":[{"is":"property","path":"total","test":{"type":"number","operator":"gt","operands":[""]},"id":{"value":3}}],"during":{"is":"last","length":"30d"},"measure":{"kind":"count","of":""},"test":{"type":"number","operator":"gte","operands":["1"]},"id":{"value":2}}],"id":{"value":0}},"nextId":4}""";

    [Fact]
    public void Read_AHalfDrawnRule_IsTheDraftThatWasDrawn()
    {
        var branch = Assert.IsType<JourneyStep.Branch>(Read($$"""{"version":1,"steps":[{"id":"b","kind":"branch","unfinished":{{HalfDrawn}}}],"edges":[]}""").Find("b"));

        var draft = RuleDraft.Unpack(branch.Unfinished!.ToJsonString())!;

        Assert.Equal(["country", "Bought"], draft.Lines.Select(l => l switch { DraftLine.Attribute a => a.Name, DraftLine.Did d => d.Event, _ => "" }));
        Assert.Equal([(1, DraftField.Value), (2, DraftField.Filter)], draft.Write().Gaps.Select(g => (g.Line.Value, g.Field)));
    }

    [Fact]
    public void Read_WhatVersionOneWrote_IsTheSameWhenWritten()
    {
        var definition = Read(Saved);

        Assert.Equal(Saved, DefinitionWriter.Write(definition));
        Assert.Equal(new JourneyStep.Wait("w", "", null, null, "2d"), definition.Find("w"));
        Assert.Equal("Hi {{firstName|there}}", Assert.IsType<JourneyStep.Email>(definition.Find("mail")).Content.Subject);
        var entry = Assert.IsType<JourneyStep.Entry>(definition.Find("start"));
        Assert.Equal(EntryAgain.AfterExit, entry.Again);
        Assert.Equal("Order Completed", Assert.IsType<EntryTrigger.Event>(entry.Trigger).Name);
        Assert.Equal("mail", definition.Next("b-1", Outcome.No));
    }

    [Theory]
    [InlineData("""{"id":"e","kind":"entry","again":"never"}""")]
    [InlineData("""{"id":"e","kind":"entry","segment":"vips","present":true,"again":"always"}""")]
    [InlineData("""{"id":"e","kind":"entry","event":"","again":"never"}""")]
    [InlineData("""{"id":"e","kind":"entry","attribute":"","again":"never"}""")]
    [InlineData("""{"id":"e","kind":"entry","attribute":"plan","again":"always"}""")]
    [InlineData("""{"id":"e","kind":"entry","attribute":"plan","from":null,"to":"pro","again":"always"}""")]
    [InlineData("""{"id":"e","kind":"entry","attribute":"points","from":1.5,"again":"always"}""")]
    [InlineData("""{"id":"w","kind":"wait"}""")]
    [InlineData("""{"id":"b","kind":"branch"}""")]
    [InlineData("""{"id":"b","kind":"branch","unfinished":""" + HalfDrawn + "}")]
    [InlineData("""{"id":"b","kind":"branch","rule":{"all":[{"attribute":"plan","op":"exists"}]},"unfinished":""" + HalfDrawn + "}")]
    [InlineData("""{"id":"e","kind":"entry","event":"Bought","again":"never","unfinished":""" + HalfDrawn + "}")]
    public void Read_AHalfFinishedStep_IsReadAndWrittenAlike(string step)
    {
        var json = $$"""{"version":1,"steps":[{{step}}],"edges":[]}""";

        Assert.Equal(json, DefinitionWriter.Write(Read(json)));
    }

    [Fact]
    public void Read_AMailWithoutContent_IsEmpty() =>
        Assert.Equal(
            MessageContent.Empty,
            Assert.IsType<JourneyStep.Email>(Read("""{"version":1,"steps":[{"id":"m","kind":"email"}],"edges":[]}""").Find("m")).Content);

    [Fact]
    public void Read_InAnyOrder_IsOneDefinition()
    {
        var one = Read("""{"version":1,"steps":[{"id":"a","kind":"wait"},{"id":"b","kind":"exit"}],"edges":[{"from":"a","outcome":"next","to":"b"}]}""");
        var other = Read("""{"edges":[{"to":"b","from":"a","outcome":"next"}],"steps":[{"kind":"exit","id":"b"},{"kind":"wait","id":"a"}],"version":1}""");

        Assert.Equal(DefinitionWriter.Write(one), DefinitionWriter.Write(other));
    }

    [Theory]
    [InlineData("", "not json")]
    [InlineData("", "[]")]
    [InlineData("/version", """{"steps":[],"edges":[]}""")]
    [InlineData("/version", """{"version":2,"steps":[],"edges":[]}""")]
    [InlineData("/notes", """{"version":1,"steps":[],"edges":[],"notes":1}""")]
    [InlineData("/steps", """{"version":1,"steps":{},"edges":[]}""")]
    [InlineData("/steps/0/kind", """{"version":1,"steps":[{"id":"a","kind":"webhook"}],"edges":[]}""")]
    [InlineData("/steps/0/id", """{"version":1,"steps":[{"id":"A b","kind":"exit"}],"edges":[]}""")]
    [InlineData("/steps/0/id", """{"version":1,"steps":[{"id":"01234567890123456789012345678901234567890","kind":"exit"}],"edges":[]}""")]
    [InlineData("/steps/1", """{"version":1,"steps":[{"id":"a","kind":"exit"},{"id":"a","kind":"wait"}],"edges":[]}""")]
    [InlineData("/steps/0/for", """{"version":1,"steps":[{"id":"a","kind":"exit","for":"2d"}],"edges":[]}""")]
    [InlineData("/steps/0/for", """{"version":1,"steps":[{"id":"a","kind":"wait","for":2}],"edges":[]}""")]
    [InlineData("/steps/0/x", """{"version":1,"steps":[{"id":"a","kind":"exit","x":"1"}],"edges":[]}""")]
    [InlineData("/steps/0/x", """{"version":1,"steps":[{"id":"a","kind":"exit","x":1e300}],"edges":[]}""")]
    [InlineData("/steps/0/event", """{"version":1,"steps":[{"id":"a","kind":"entry","event":"E","segment":"s"}],"edges":[]}""")]
    [InlineData("/steps/0/where", """{"version":1,"steps":[{"id":"a","kind":"entry","segment":"s","where":[]}],"edges":[]}""")]
    [InlineData("/steps/0/present", """{"version":1,"steps":[{"id":"a","kind":"entry","event":"E","present":true}],"edges":[]}""")]
    [InlineData("/steps/0/again", """{"version":1,"steps":[{"id":"a","kind":"entry","again":"sometimes"}],"edges":[]}""")]
    [InlineData("/steps/0/content", """{"version":1,"steps":[{"id":"a","kind":"email","content":{"version":2}}],"edges":[]}""")]
    [InlineData("/steps/0/content/button", """{"version":1,"steps":[{"id":"a","kind":"email","content":{"version":1,"button":{}}}],"edges":[]}""")]
    [InlineData("/steps/0/unfinished", """{"version":1,"steps":[{"id":"a","kind":"wait","unfinished":{}}],"edges":[]}""")]
    [InlineData("/steps/0/unfinished", """{"version":1,"steps":[{"id":"a","kind":"branch","unfinished":{}}],"edges":[]}""")]
    [InlineData("/steps/0/unfinished", """{"version":1,"steps":[{"id":"a","kind":"branch","unfinished":{"root":{"is":"group","kind":"all","count":1,"lines":[{"is":"weather"}],"id":{"value":0}},"nextId":1}}],"edges":[]}""")]
    [InlineData("/steps/0/unfinished", """{"version":1,"steps":[{"id":"a","kind":"branch","unfinished":{"root":{"is":"group","kind":"all","count":1,"lines":[{"is":"attribute","name":"a","test":{"type":"text","operator":"eq","operands":[]},"id":{"value":1}}],"id":{"value":0}},"nextId":2}}],"edges":[]}""")]
    [InlineData("/steps/0/unfinished", """{"version":1,"steps":[{"id":"a","kind":"branch","unfinished":{"root":{"is":"group","kind":"all","count":1,"lines":[{"is":"code","json":"{","id":{"value":1}}],"id":{"value":0}},"nextId":2}}],"edges":[]}""")]
    [InlineData("/edges/0/from", """{"version":1,"steps":[{"id":"a","kind":"exit"}],"edges":[{"from":"z","outcome":"next","to":"a"}]}""")]
    [InlineData("/edges/0/to", """{"version":1,"steps":[{"id":"a","kind":"wait"}],"edges":[{"from":"a","outcome":"next","to":"z"}]}""")]
    [InlineData("/edges/0/to", """{"version":1,"steps":[{"id":"a","kind":"wait"},{"id":"e","kind":"entry"}],"edges":[{"from":"a","outcome":"next","to":"e"}]}""")]
    [InlineData("/edges/0/outcome", """{"version":1,"steps":[{"id":"a","kind":"wait"}],"edges":[{"from":"a","outcome":"yes","to":"a"}]}""")]
    [InlineData("/edges/1", """{"version":1,"steps":[{"id":"a","kind":"wait"}],"edges":[{"from":"a","outcome":"next","to":"a"},{"from":"a","outcome":"next","to":"a"}]}""")]
    public void Read_WhatCannotBeDrawn_IsRefusedWithItsPlace(string pointer, string json)
    {
        var refused = Assert.IsType<DefinitionReading.Refused>(DefinitionReader.Read(json));

        Assert.Equal(pointer, refused.Pointer);
    }

    [Fact]
    public void Read_ARuleDeeperThanAnyLanguage_IsRefused()
    {
        var rule = string.Concat(Enumerable.Repeat("""{"not":""", 600)) + "{}" + new string('}', 600);

        Assert.IsType<DefinitionReading.Refused>(DefinitionReader.Read($$"""{"version":1,"steps":[{"id":"b","kind":"branch","rule":{{rule}}}],"edges":[]}"""));
    }

    private static JourneyDefinition Read(string json) => Assert.IsType<DefinitionReading.Read>(DefinitionReader.Read(json)).Definition;
}
