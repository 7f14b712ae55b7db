using System.Text;
using System.Text.Json;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Ingestion.Parsing;

public sealed class DoubledNamesTests
{
    private const long Now = 1_767_225_600_000;

    private static readonly string[] s_names = ["a", "b", "A", "größe", "a.b", "n\0l", ""];

    [Fact]
    public void ParseOnce_AnyObject_HasTheLastOfEachNameAsANaiveReaderHasIt()
    {
        for (var round = 0; round < 3_000; round++)
        {
            var seed = RunSeed.Value + round;
            var dice = new Dice(seed);
            var written = new StringBuilder();
            var once = new StringBuilder();
            var doubled = Write(dice, written, once, 3);

            using var read = DoubledNames.ParseOnce(Encoding.UTF8.GetBytes(written.ToString()), out var found);

            Assert.True(doubled == (found is not null), $"seed {seed}: {written}");
            Assert.True(JsonElement.DeepEquals(JsonDocument.Parse(once.ToString()).RootElement, read.RootElement), $"seed {seed}: {written}");
        }
    }

    [Theory]
    [InlineData("""{"type":"track","userId":"u","userId":"v","event":"x"}""", "userId")]
    [InlineData("""{"type":"track","userId":"u","event":"x","properties":{"a":{"b":1,"\u0062":2}}}""", "properties.a.b")]
    [InlineData("""{"type":"track","userId":"u","event":"x","properties":{"items":[{"a":1},{"a":1,"a":1}]}}""", "properties.items.a")]
    [InlineData("""{"type":"track","userId":"u","event":"x","properties":{"a":1,"A":2}}""", null)]
    [InlineData("""{"type":"track","userId":"u","event":"x","properties":{"a":{"a":1}}}""", null)]
    public void Parse_NameThatStandsTwice_IsSaidByItsPath(string json, string? path)
    {
        var taken = Assert.IsType<ParsedMessage.Taken>(TrackingParser.Parse(Encoding.UTF8.GetBytes(json), TrackingEnvelope.Empty, Now));

        Assert.Equal(path is null ? [] : [(ViolationKind.DoubledName, path, path)], taken.Oddities.Select(o => (o.Kind, o.Example, o.Field!)));
    }

    [Fact]
    public void Parse_PropertyAndTraitTwice_AreTheLastOnes()
    {
        var track = Take("""{"type":"track","userId":"u","event":"x","properties":{"total":1,"total":1e400,"other":"ü"}}""");
        var identify = Take("""{"type":"identify","userId":"u","traits":{"plan":"free","plan":"pro"}}""");

        Assert.Equal("""{"total":1e400,"other":"ü"}""", track.Event!.Properties);
        Assert.Equal("""{"plan":"pro"}""", identify.Traits);
    }

    [Theory]
    [InlineData("""{"batch":[1],"batch":[{"type":"track","userId":"u","event":"x"}]}""", "batch")]
    [InlineData("""{"sentAt":"a","context":{"ip":"1","ip":"2"},"sentAt":"b","batch":[{"type":"track","userId":"u","event":"x"}]}""", "context.ip")]
    [InlineData("""{"sentAt":"a","sentAt":"b","context":{"ip":"1","ip":"2"},"batch":[{"type":"track","userId":"u","event":"x"}]}""", "sentAt")]
    [InlineData("""{"any":1,"any":2,"batch":[{"type":"track","userId":"u","event":"x"}]}""", null)]
    public void Read_RequestWithANameTwice_SaysSoOfEachOfItsMessages(string body, string? path)
    {
        Assert.Null(TrackingBody.Read(Encoding.UTF8.GetBytes(body), null, Now, out var read));
        var envelope = TrackingEnvelope.Read(read.Envelope);
        var message = Assert.IsType<ParsedMessage.Taken>(TrackingParser.Parse(read.Payloads[0].Json.AsMemory()[1..^1], envelope, Now));

        Assert.Equal(path is null ? [] : [path], message.Oddities.Select(o => o.Example));
        Assert.DoesNotContain("\"1\"", message.Message.Context ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Read_EnvelopeOfAnEarlierVersion_IsStillRead() =>
        Assert.Equal(
            new TrackingEnvelope(CallType.Track, "2026-01-02", """{"a":1}"""),
            TrackingEnvelope.Read([.. """{"type":"Track","sentAt":"2026-01-02","context":{"a":1}}"""u8]));

    [Theory]
    [InlineData("2026-03-01T12:00:00.000Z", null)]
    [InlineData("2026-03-02T12:00:00.000Z", null)]
    [InlineData("2026-03-02T12:00:00.001Z", ViolationKind.FarAhead)]
    [InlineData("1990-01-01T00:00:00.000Z", null)]
    [InlineData("1989-12-31T23:59:59.999Z", ViolationKind.LongAgo)]
    public void OfTime_IsOddBeyondADayAheadAndBefore1990(string time, ViolationKind? expected)
    {
        using var call = JsonDocument.Parse("""{"timestamp":null}""");

        var odd = Oddity.OfTime(call.RootElement, Moment(time), Moment("2026-03-01T12:00:00Z"));

        Assert.Equal(expected, odd?.Kind);
        Assert.Equal(expected is null ? null : "originalTimestamp", odd?.Field);
    }

    private static long Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static Message Take(string json) =>
        ((ParsedMessage.Taken)TrackingParser.Parse(Encoding.UTF8.GetBytes(json), TrackingEnvelope.Empty, Now)).Message;

    // Both texts of one object: as it is sent, and with the last of each name.
    private static bool Write(Dice dice, StringBuilder written, StringBuilder once, int depth)
    {
        var members = Enumerable.Range(0, dice.Number(0, 5)).Select(_ => (Name: dice.Pick(s_names), Written: new StringBuilder(), Once: new StringBuilder())).ToList();
        var doubled = members.Select(m => m.Name).Distinct().Count() < members.Count;
        foreach (var (_, memberWritten, memberOnce) in members) doubled |= WriteValue(dice, memberWritten, memberOnce, depth);

        written.Append('{').AppendJoin(',', members.Select(m => $"{Quoted(dice, m.Name)}:{m.Written}")).Append('}');
        once.Append('{').AppendJoin(',', members.GroupBy(m => m.Name).Select(g => $"{JsonSerializer.Serialize(g.Key)}:{g.Last().Once}")).Append('}');
        return doubled;
    }

    private static bool WriteValue(Dice dice, StringBuilder written, StringBuilder once, int depth)
    {
        if (depth > 0 && dice.Chance(30)) return Write(dice, written, once, depth - 1);
        if (depth > 0 && dice.Chance(20))
        {
            written.Append('[');
            once.Append('[');
            var doubled = Write(dice, written, once, depth - 1);
            written.Append(",5]");
            once.Append(",5]");
            return doubled;
        }

        var value = dice.Pick<string>(["1", "1e400", "\"ü\"", "null", "true", "\"\\u0000\""]);
        written.Append(value);
        once.Append(value);
        return false;
    }

    private static string Quoted(Dice dice, string name) =>
        dice.Chance(20) ? $"\"{string.Concat(name.Select(c => $"\\u{(int)c:x4}"))}\"" : JsonSerializer.Serialize(name);
}
