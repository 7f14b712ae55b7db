using System.Text;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Core.Tests.Ingestion;

/// <summary>Section 'HTTP ingestion' of the catalogue of bad input: refused, quarantined or brought into form, never an exception.</summary>
public sealed class BadInputTests
{
    public static TheoryData<string, string> MalformedBodies => new()
    {
        { "nothing", "" },
        { "null", "null" },
        { "a list", "[]" },
        { "text", "\"x\"" },
        { "a number", "5" },
        { "cut off", """{"userId":"u1","event":"x" """ },
        { "a comment", """{"userId":"u1",/* */"event":"x"}""" },
        { "a trailing comma", """{"userId":"u1","event":"x",}""" },
        { "two values", """{"userId":"u1","event":"x"}{}""" },
        { "NaN", """{"userId":"u1","event":"x","properties":{"a":NaN}}""" },
        { "2,000 levels", $$"""{"userId":"u1","event":"x","properties":{{Deep(2000)}} }""" },
    };

    [Theory]
    [MemberData(nameof(MalformedBodies))]
    public void Read_MalformedBody_IsRefusedAloneAndAsABatch(string what, string body)
    {
        Assert.NotEmpty(what);
        Assert.Equal(RefusalReason.MalformedJson, Refusal(CallType.Track, Encoding.UTF8.GetBytes(body)));
        Assert.Equal(RefusalReason.MalformedJson, Refusal(null, Encoding.UTF8.GetBytes(body)));
    }

    [Theory]
    [InlineData("""{"batch":[]}""")]
    [InlineData("""{"batch":{}}""")]
    [InlineData("""{"batch":null}""")]
    [InlineData("""{"userId":"u1","event":"x"}""")]
    public void Read_BatchWithoutMessages_IsRefused(string body) =>
        Assert.Equal(RefusalReason.MalformedJson, Refusal(null, Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Read_BytesThatAreNotUtf8_AreRefused()
    {
        const string body = """{"userId":"zoë","event":"x"}""";

        Assert.Equal(RefusalReason.MalformedJson, Refusal(CallType.Track, Encoding.Latin1.GetBytes(body)));
        Assert.Equal(RefusalReason.MalformedJson, Refusal(CallType.Track, Encoding.Unicode.GetBytes(body)));
        Assert.Null(Refusal(CallType.Track, [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(body)]));
    }

    [Theory]
    [InlineData(CallType.Identify)]
    [InlineData(CallType.Group)]
    public void Read_TraitWhoseNameIsTooLong_IsRefusedNotQuarantinedLater(CallType type) =>
        Assert.Equal(RefusalReason.BadName, Refusal(type, Encoding.UTF8.GetBytes($$"""{"userId":"u","groupId":"g","traits":{"{{new string('k', 401)}}":1} }""")));

    public static TheoryData<string, RefusalReason?> Calls => new()
    {
        { """{"type":"track","event":"x"}""", RefusalReason.NoIdentifier },
        { """{"type":"track","event":"x","userId":null,"anonymousId":""}""", RefusalReason.NoIdentifier },
        { """{"type":"track","event":"x","userId":"  \t"}""", RefusalReason.NoIdentifier },
        { """{"type":"track","event":"x","userId":12345}""", null },
        { """{"type":"track","event":"x","userId":true}""", RefusalReason.BadIdentifier },
        { """{"type":"track","event":"x","userId":{"id":1}}""", RefusalReason.BadIdentifier },
        { """{"type":"track","event":"x","userId":["u1"]}""", RefusalReason.BadIdentifier },
        { $$"""{"type":"track","event":"x","userId":"{{new string('u', 10_000)}}"}""", RefusalReason.BadIdentifier },
        { """{"type":"track","event":"x","userId":"a\u0000b"}""", RefusalReason.BadIdentifier },
        { """{"type":"track","event":"x","userId":"\ud800"}""", RefusalReason.BrokenText },
        { """{"type":"track","event":"x","userId":"u","properties":{"a\udc00":1}}""", RefusalReason.BrokenText },
        { """{"type":"track","event":"x","userId":"u","properties":{"a":"\ud83d\ude00 \\ud800"}}""", null },
        { """{"event":"x","userId":"u"}""", RefusalReason.UnknownType },
        { """{"type":7,"event":"x","userId":"u"}""", RefusalReason.UnknownType },
        { """{"type":"trackk","event":"x","userId":"u"}""", RefusalReason.UnknownType },
        { """{"type":"TRACK","event":"x","userId":"u"}""", null },
        { """{"type":"track","userId":"u"}""", RefusalReason.BadEventName },
        { """{"type":"track","userId":"u","event":" "}""", RefusalReason.BadEventName },
        { """{"type":"track","userId":"u","event":5}""", RefusalReason.BadEventName },
        { $$"""{"type":"track","userId":"u","event":"{{new string('e', 500)}}"}""", RefusalReason.BadEventName },
        { """{"type":"track","userId":"u","event":"\u202e🛒"}""", null },
        { """{"type":"track","userId":"u","event":"x","properties":[1]}""", RefusalReason.BadProperties },
        { """{"type":"track","userId":"u","event":"x","properties":null}""", null },
        { """{"type":"track","userId":"u","event":"x","properties":{"n":1e400,"m":-0,"b":9007199254740993,"nul":"\u0000"}}""", null },
        { """{"type":"track","userId":"u","event":"x","properties":{"__proto__":1,"constructor":2,"$where":3,"a.b":4,"":5}}""", null },
        { """{"type":"track","userId":"u","userId":"v","event":"x"}""", null },
        { """{"type":"identify","userId":"u","traits":["a"]}""", RefusalReason.BadTraits },
        { """{"type":"identify","userId":"u","traits":"a"}""", RefusalReason.BadTraits },
        { """{"type":"identify","userId":"u","traits":{"email":"not an address","phone":"call me"}}""", null },
        { $$"""{"type":"identify","userId":"u","traits":{"{{new string('k', 10_000)}}":1} }""", RefusalReason.BadName },
        { """{"type":"track","userId":"u","event":"x","messageId":{"a":1}}""", RefusalReason.BadMessageId },
        { $$"""{"type":"track","userId":"u","event":"x","messageId":"{{new string('m', 101)}}"}""", RefusalReason.BadMessageId },
        { """{"type":"track","userId":"u","event":"x","messageId":""}""", null },
        { """{"type":"track","userId":"u","event":"x","timestamp":"yesterday"}""", RefusalReason.BadTimestamp },
        { """{"type":"track","userId":"u","event":"x","timestamp":"2026-02-30T00:00:00Z"}""", RefusalReason.BadTimestamp },
        { """{"type":"track","userId":"u","event":"x","timestamp":"2026-01-01T24:00:00Z"}""", RefusalReason.BadTimestamp },
        { """{"type":"track","userId":"u","event":"x","timestamp":"2016-12-31T23:59:60Z"}""", RefusalReason.BadTimestamp },
        { """{"type":"track","userId":"u","event":"x","timestamp":true}""", RefusalReason.BadTimestamp },
        { """{"type":"track","userId":"u","event":"x","timestamp":"0001-01-01T00:00:00Z"}""", null },
        { """{"type":"track","userId":"u","event":"x","timestamp":"9999-12-31T23:59:59Z"}""", null },
        { """{"type":"group","userId":"u"}""", RefusalReason.NoGroup },
        { """{"type":"alias","userId":"u"}""", RefusalReason.NoPreviousId },
        { """{"type":"alias","userId":"u","previousId":"u"}""", null },
        { """{"type":"track","userId":"u","event":"x","context":5,"integrations":"all"}""", null },
        { $$"""{"type":"track","userId":"u","event":"x","context":{"page":"{{new string('p', 30_000)}}"} }""", null },
        { $$"""{"type":"track","userId":"u","event":"x","properties":{{Deep(70)}} }""", RefusalReason.TooDeep },
        { $$"""{"type":"track","userId":"u","event":"x","properties":{"p":"{{new string('p', 36 * 1024)}}"} }""", RefusalReason.TooLarge },
        { "17", RefusalReason.NotAnObject },
        { "null", RefusalReason.NotAnObject },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Process_CallInABatch_IsTakenOrQuarantinedWithTheReason(string call, RefusalReason? expected)
    {
        await using var rig = await IngestionRig.StartAsync();
        await rig.TakeBatchAsync("""{"type":"track","userId":"good","event":"x"}""", call, """{"type":"track","userId":"good","event":"y"}""");

        await rig.ProcessAsync();

        var quarantined = await rig.QuarantinedAsync();
        Assert.Equal(expected is { } reason ? [reason] : [], quarantined.Select(q => q.Reason));
        Assert.All(quarantined, q => Assert.Equal(call, Encoding.UTF8.GetString(q.Payload)));
        Assert.Equal(2, (await rig.ProfilesAsync()).Events(new(1)).Count(e => e.Name is "x" or "y"));
        var counts = await rig.CountsAsync();
        Assert.Equal(counts.Accepted, counts.Stored + counts.Duplicate + counts.Quarantined);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z", "2026-01-02T03:04:05.000Z")]
    [InlineData("2026-01-02T03:04:05.6789+01:00", "2026-01-02T02:04:05.678Z")]
    [InlineData("2026-01-02 03:04", "2026-01-02T03:04:00.000Z")]
    [InlineData("2026-01-02", "2026-01-02T00:00:00.000Z")]
    [InlineData("1767323045000", "2026-01-02T03:04:05.000Z")]
    [InlineData("1767323045", "2026-01-02T03:04:05.000Z")]
    public async Task Process_TimestampInAnyAllowedForm_IsUtcMilliseconds(string written, string expected)
    {
        await using var rig = await IngestionRig.StartAsync();
        var value = written.All(char.IsDigit) ? written : $"\"{written}\"";

        await rig.TakeAsync(CallType.Track, $$"""{"userId":"u","event":"x","timestamp":{{value}}}""");
        await rig.ProcessAsync();

        Assert.Equal(Moment(expected), (await rig.FactsAsync()).OfType<Fact.Event>().Single().Timestamp);
    }

    [Theory]
    // The client's clock is an hour slow: sent two seconds after it happened, received at 12:00.
    [InlineData(""" "originalTimestamp":"2026-03-01T10:59:58Z","sentAt":"2026-03-01T11:00:00Z" """, "2026-03-01T11:59:58.000Z")]
    [InlineData(""" "timestamp":"2026-03-01T10:59:58Z","originalTimestamp":"2026-03-01T10:59:58Z","sentAt":"2026-03-01T11:00:00Z" """, "2026-03-01T11:59:58.000Z")]
    // Ten years wrong, either way.
    [InlineData(""" "originalTimestamp":"2016-03-01T10:59:58Z","sentAt":"2016-03-01T11:00:00Z" """, "2026-03-01T11:59:58.000Z")]
    [InlineData(""" "originalTimestamp":"2036-03-01T10:59:58Z","sentAt":"2036-03-01T11:00:00Z" """, "2026-03-01T11:59:58.000Z")]
    // A stated time that the clock did not say stays.
    [InlineData(""" "timestamp":"2019-12-31T23:59:59Z","originalTimestamp":"2026-03-01T10:59:58Z","sentAt":"2026-03-01T11:00:00Z" """, "2019-12-31T23:59:59.000Z")]
    // Only one of the two: nothing to correct by.
    [InlineData(""" "timestamp":"2026-02-01T00:00:00Z","sentAt":"2026-03-01T11:00:00Z" """, "2026-02-01T00:00:00.000Z")]
    [InlineData(""" "originalTimestamp":"2026-03-01T10:59:58Z" """, "2026-03-01T10:59:58.000Z")]
    // Sent before it happened: it lies ahead.
    [InlineData(""" "originalTimestamp":"2026-03-01T11:00:02Z","sentAt":"2026-03-01T11:00:00Z" """, "2026-03-01T12:00:02.000Z")]
    // None at all: when it came. In the future: kept.
    [InlineData(""" "context":{} """, "2026-03-01T12:00:00.000Z")]
    [InlineData(""" "timestamp":"2030-01-01T00:00:00Z" """, "2030-01-01T00:00:00.000Z")]
    public async Task Process_FourClocks_GiveTheTimeItHappened(string clocks, string expected)
    {
        await using var rig = await IngestionRig.StartAsync();

        await rig.TakeAsync(CallType.Track, $$"""{"userId":"u","event":"x",{{clocks}}}""");
        await rig.ProcessAsync();

        Assert.Equal(Moment(expected), (await rig.FactsAsync()).OfType<Fact.Event>().Single().Timestamp);
    }

    private static long Moment(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();

    private static RefusalReason? Refusal(CallType? type, byte[] body) => TrackingBody.Read(body, type, 0, out _)?.Reason;

    private static string Deep(int levels) => string.Concat(Enumerable.Repeat("{\"a\":", levels)) + "1" + new string('}', levels);
}
