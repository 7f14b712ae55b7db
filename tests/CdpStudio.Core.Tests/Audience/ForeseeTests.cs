using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>Now is noon of 15 June 2026.</summary>
public sealed class ForeseeTests
{
    private static readonly Story s_story = new Story()
        .Declare("birthday", DataType.DateTime).Declare("renews", DataType.DateTime)
        .Has("ann", "birthday", "\"1990-06-20\"").Has("ann", "renews", "\"2026-06-15T18:00:00Z\"").Has("ann", "plan", "\"free\"", "2026-05-01T08:00:00Z")
        .Has("ann", "points", "420").Has("ann", "home", "\"10.80,106.69\"")
        .Did("ann", "Ordered", "2026-06-01T10:00:00Z", """{"total":170}""").Did("ann", "Ordered", "2026-06-10T10:00:00Z", """{"total":250}""")
        .Did("ann", "Browsed", "2026-06-15T09:00:00Z").Did("ann", "Ordered", "2026-06-20T10:00:00Z", """{"total":1}""")
        .Segment("fresh", """{"event":"Browsed","during":{"last":"4h"}}""");

    [Theory]
    [InlineData("""{"event":"Ordered","during":{"last":"30d"},"value":2,"op":"gte"}""", true, "2026-07-10T10:00:00Z")]
    [InlineData("""{"event":"Ordered","during":{"last":"1mo"},"value":3,"op":"gte"}""", false, "2026-06-20T10:00:00Z")]
    [InlineData("""{"event":"Browsed","during":{"between":["2d","1d"]}}""", false, "2026-06-16T09:00:00Z")]
    [InlineData("""{"event":"Browsed","during":{"calendar":"today"}}""", true, "2026-06-16T00:00:00Z")]
    [InlineData("""{"event":"Browsed","during":{"calendar":"lastMonth"}}""", false, "2026-07-01T00:00:00Z")]
    [InlineData("""{"event":"Ordered","during":{"from":"2026-01-01"}}""", true, null)]
    [InlineData("""{"event":"Browsed","measure":"last","op":"moreThanAgo","value":"7d"}""", false, "2026-06-22T09:00:00Z")]
    [InlineData("""{"attribute":"renews","op":"inNext","value":"6h"}""", true, "2026-06-15T18:00:00Z")]
    [InlineData("""{"attribute":"renews","op":"inLast","value":"1d"}""", false, "2026-06-15T18:00:00Z")]
    [InlineData("""{"attribute":"birthday","op":"anniversary","value":{"from":0,"to":1}}""", false, "2026-06-19T00:00:00Z")]
    [InlineData("""{"attribute":"plan","op":"eq","value":"free","for":"60d"}""", false, "2026-06-30T08:00:00Z")]
    [InlineData("""{"attribute":"plan","changed":{"last":"60d"}}""", true, "2026-06-30T08:00:00Z")]
    [InlineData("""{"attribute":"points","op":"gte","value":500}""", false, null)]
    [InlineData("""{"sequence":[{"event":"Browsed"},{"event":"Ordered","absent":true,"within":"1d"}]}""", false, "2026-06-16T09:00:00Z")]
    [InlineData("""{"regularly":{"event":"Ordered"},"periods":1,"ofLast":1,"period":"week"}""", true, "2026-06-29T00:00:00Z")]
    [InlineData("""{"all":[{"event":"Browsed","during":{"last":"1h"}},{"attribute":"renews","op":"inNext","value":"6h"}]}""", false, null)]
    [InlineData("""{"not":{"event":"Browsed","during":{"last":"4h"}}}""", false, "2026-06-15T13:00:00Z")]
    [InlineData("""{"segment":"fresh"}""", true, "2026-06-15T13:00:00Z")]
    public async Task Foresee_OneRule_SaysWhenItFlips(string rule, bool holds, string? flipsAt)
    {
        var explained = await AskAsync(rule);

        Assert.Equal((holds, flipsAt), (explained.Holds, explained.FlipsAt?.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("""{"event":"Ordered","value":3,"op":"gte"}""", "2", """{"op":"gte","value":3}""", "1")]
    [InlineData("""{"event":"Ordered","measure":"sum","of":"total","value":500,"op":"gte"}""", "420", """{"op":"gte","value":500}""", "80")]
    [InlineData("""{"event":"Ordered","measure":"count","value":1,"op":"lt"}""", "2", """{"op":"lt","value":1}""", "-1")]
    [InlineData("""{"attribute":"points","op":"between","value":[500,600]}""", "420", """{"op":"between","value":[500,600]}""", "80")]
    [InlineData("""{"attribute":"plan","op":"eq","value":"pro"}""", "\"free\"", """{"op":"eq","value":"pro"}""", null)]
    [InlineData("""{"attribute":"plan","op":"eq","value":"free","for":"60d"}""", "\"free\"", """{"op":"eq","value":"free","for":"60d"}""", null)]
    [InlineData("""{"attribute":"country","op":"exists"}""", null, """{"op":"exists"}""", null)]
    [InlineData("""{"sequence":[{"event":"Ordered"},{"event":"Browsed"},{"event":"Paid"}]}""", "2", """{"op":"gte","value":3}""", "1")]
    [InlineData("""{"regularly":{"event":"Ordered"},"periods":3,"ofLast":3,"period":"week"}""", "2", """{"op":"gte","value":3}""", "1")]
    [InlineData("""{"event":"Paid","pick":"last","having":[{"property":"total","op":"exists"}]}""", "0", """{"op":"gte","value":1}""", "1")]
    [InlineData("""{"geo":"home","within":{"lat":10.77,"lon":106.69,"km":2}}""", "3.3359", """{"op":"lte","value":2}""", "-1.3359")]
    public async Task Explain_LeafThatDoesNotHold_SaysHowNear(string rule, string? seen, string wanted, string? by)
    {
        var shortfall = (await AskAsync(rule)).Shortfall;

        Assert.Equal((seen, wanted, by), (shortfall!.Seen, shortfall.Wanted, shortfall.By is { } missing ? StudioNumber.ToText(missing) : null));
    }

    [Theory]
    [InlineData("""{"all":[{"event":"Ordered"},{"event":"Paid"}]}""", "/all/1")]
    [InlineData("""{"all":[{"event":"Sold"},{"event":"Paid"}]}""", "")]
    [InlineData("""{"any":[{"event":"Sold"},{"all":[{"event":"Paid"},{"not":{"event":"Ordered"}}]}]}""", "/any/0")]
    [InlineData("""{"all":[{"not":{"event":"Ordered"}},{"event":"Browsed"}]}""", "/all/0/not")]
    [InlineData("""{"atLeast":2,"of":[{"event":"Ordered"},{"event":"Paid"},{"event":"Sold"}]}""", "/of/1 /of/2")]
    public async Task Explain_No_NamesTheLeavesThatDecide(string rule, string nearest)
    {
        var explained = await AskAsync(rule);

        Assert.False(explained.Holds);
        Assert.Equal(nearest, string.Join(' ', Leaves(explained).Where(l => l.Decides).Select(l => l.Node)));
    }

    [Fact]
    public async Task Foresee_CallerHasGone_IsCancelled()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => AskAsync("""{"event":"Browsed","during":{"last":"4h"}}""", gone.Token));
    }

    private static IEnumerable<NodeExplanation> Leaves(NodeExplanation node) => node.Children.Count == 0 ? [node] : node.Children.SelectMany(Leaves);

    private static async Task<NodeExplanation> AskAsync(string rule, CancellationToken cancellationToken = default)
    {
        var ann = s_story.World.Facts.OfType<Core.Facts.Fact.Event>().First().Profile;
        var engine = await InMemoryEngine.StartAsync(s_story.World, s_story.Now);
        return (await engine.ForeseeAsync(new AudienceQuery(RuleText.Read(rule, s_story.World)), ann, cancellationToken))!;
    }
}
