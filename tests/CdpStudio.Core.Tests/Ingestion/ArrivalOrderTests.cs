using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;
using FsCheck;
using FsCheck.Fluent;

namespace CdpStudio.Core.Tests.Ingestion;

/// <summary>The final profiles do not depend on the order in which messages arrive, nor on how they are cut into requests.</summary>
public sealed class ArrivalOrderTests
{
    private static readonly string[] s_calls =
    [
        """{"type":"track","messageId":"1","anonymousId":"a1","event":"Seen","timestamp":"2026-01-01T00:00:00Z","properties":{"n":1}}""",
        """{"type":"identify","messageId":"2","userId":"u1","anonymousId":"a1","timestamp":"2026-01-02T00:00:00Z","traits":{"email":"x@y.org","plan":"free","address":{"city":"Köln"}}}""",
        """{"type":"track","messageId":"3","userId":"u1","event":"Paid","timestamp":"2026-01-03T00:00:00Z","properties":{"n":2}}""",
        """{"type":"identify","messageId":"4","userId":"u2","anonymousId":"a1","timestamp":"2026-01-04T00:00:00Z","traits":{"email":"X@Y.org","plan":"pro"}}""",
        """{"type":"identify","messageId":"5","userId":"u1","timestamp":"2026-01-05T00:00:00Z","traits":{"plan":null,"address":null}}""",
        """{"type":"identify","messageId":"6","anonymousId":"a2","timestamp":"2026-01-01T12:00:00Z","traits":{"email":"x@y.org","address":{"city":"Bonn"}}}""",
    ];

    [Fact]
    public async Task Process_AllOrdersOfSixCalls_GiveTheSameProfiles()
    {
        var expected = await ProfilesAsync([s_calls], messagesPerRequest: 1);

        var actual = await ProfilesAsync(Permutations(s_calls), messagesPerRequest: 6);

        Assert.Equal(720, actual.Count);
        Assert.All(actual, profiles => Assert.Equal(expected[0], profiles));
    }

    [Fact]
    public void Process_RandomCallsInTwoOrders_GiveTheSameProfiles()
    {
        var call =
            from user in Gen.Elements("", "u1", "u2", "u3")
            from anonymous in Gen.Elements("a1", "a2")
            from email in Gen.Elements("", "e1@x.org", "e2@x.org")
            from day in Gen.Choose(1, 9)
            from plan in Gen.Elements("null", "\"free\"", "\"pro\"")
            select (user, anonymous, email, day, plan);
        var orders =
            from size in Gen.Choose(2, 12)
            from calls in call.ArrayOf(size)
            let messages = calls.Select((c, i) => Identify(i, c.user, c.anonymous, c.email, c.day, c.plan)).ToArray()
            from shuffled in Gen.Shuffle(messages)
            from cut in Gen.Choose(1, 5)
            select (messages, shuffled, cut);

        Prop.ForAll(orders.ToArbitrary(), order =>
        {
            var first = ProfilesAsync([order.messages], order.cut).GetAwaiter().GetResult();
            var second = ProfilesAsync([order.shuffled], 1).GetAwaiter().GetResult();
            Assert.Equal(first, second);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));
    }

    // Every call has a time of its own: of two values with one time the last to arrive holds, and that does depend on the order.
    private static string Identify(int number, string user, string anonymous, string email, int day, string plan)
    {
        var time = new DateTime(2026, 1, day, 0, 0, number, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        var traits = email.Length > 0 ? $$"""{"email":"{{email}}","plan":{{plan}}}""" : $$"""{"plan":{{plan}}}""";
        var userId = user.Length > 0 ? $"\"{user}\"" : "null";
        return $$"""{"type":"identify","messageId":"{{number}}","userId":{{userId}},"anonymousId":"{{anonymous}}","timestamp":"{{time}}","traits":{{traits}}}""";
    }

    // One database for all orders, each behind a prefix of its own, because making databases would take minutes.
    private static async Task<List<string>> ProfilesAsync(IEnumerable<IReadOnlyList<string>> orders, int messagesPerRequest)
    {
        await using var rig = await IngestionRig.StartAsync();
        var prefixes = new List<string>();
        foreach (var order in orders)
        {
            var prefix = $"{prefixes.Count}-";
            prefixes.Add(prefix);
            foreach (var request in order.Chunk(messagesPerRequest))
                Assert.Null(await rig.PostAsync(null, $$"""{"batch":[{{string.Join(',', request.Select(m => Prefixed(m, prefix)))}}]}"""));
        }

        await rig.ProcessAsync();
        var profiles = await rig.ProfilesAsync();
        return [.. prefixes.Select(prefix => profiles.Describe(prefix))];
    }

    private static string Prefixed(string message, string prefix)
    {
        foreach (var member in (ReadOnlySpan<string>)["messageId", "userId", "anonymousId", "email"])
            message = message.Replace($"\"{member}\":\"", $"\"{member}\":\"{prefix}", StringComparison.Ordinal);
        return message;
    }

    private static IEnumerable<IReadOnlyList<string>> Permutations(IReadOnlyList<string> items) =>
        items.Count <= 1
            ? [items]
            : items.SelectMany((item, i) => Permutations([.. items.Where((_, j) => j != i)]).Select(rest => (IReadOnlyList<string>)[item, .. rest]));
}
