using Bunit;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Sources;
using CdpStudio.Web.Tests.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Sources;

/// <summary>What a source's page and its row in the list say of drift.</summary>
public sealed class HealthCardTests : BunitContext, IClassFixture<StudioApp>
{
    public HealthCardTests(StudioApp app)
    {
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        JSInterop.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Card_OfASourceWithDrift_SaysWhatIsMissingAndWhatIsNew()
    {
        var card = Card(Health() with
        {
            Missing = [new MissingField("Order Completed", "Email", 1_000, 1)],
            New =
            [
                new NewField("Order Completed", "coupon", 340, 1_000), new NewField(null, "tier", 12, 300), new NewField("Refunded", null, 2, 2),
                new NewField("Order Completed", "tax", 1, 1),
            ],
        });

        Assert.Contains("“Email” is missing", card.Find(".note.warn").TextContent, StringComparison.Ordinal);
        Assert.Equal(
            [
                "property “coupon” of “Order Completed”, in 340 of 1,000 events", "attribute “tier”, in 12 of 300 messages about people",
                "event “Refunded”, 2 times", "property “tax” of “Order Completed”, in 1 of 1 event",
            ],
            card.FindAll(".note.info li").Select(l => l.TextContent));
    }

    [Theory]
    [InlineData(10, 10, "property “n9” of “Paid”, in 5 of 9 events")]
    [InlineData(11, 11, "and 1 more")]
    [InlineData(500, 11, "and 490 more")]
    public void Card_OfManyNewNames_ShowsTheFirstTenAndHowManyMore(int names, int lines, string last)
    {
        var card = Card(Health() with { New = [.. Enumerable.Range(0, names).Select(i => new NewField("Paid", $"n{i}", 5, 9))] });

        var shown = card.FindAll(".note.info li");
        Assert.Equal((lines, last), (shown.Count, shown[^1].TextContent));
    }

    [Fact]
    public void Card_OfASourceWithoutDrift_HasNoNote() => Assert.Empty(Card(Health()).FindAll(".note"));

    [Theory]
    [InlineData(0, 0, "")]
    [InlineData(1, 0, "1 value missing")]
    [InlineData(0, 3, "3 new today")]
    [InlineData(2, 1, "2 values missing|1 new today")]
    public void Chips_OfDrift_CountWhatIsMissingAndWhatIsNew(int missing, int added, string chips)
    {
        var health = Health() with
        {
            Missing = [.. Enumerable.Range(0, missing).Select(i => new MissingField(null, $"m{i}", 20, 1))],
            New = [.. Enumerable.Range(0, added).Select(i => new NewField(null, $"n{i}", 1, 20))],
        };

        Assert.Equal(chips, string.Join('|', Render<DriftChips>(p => p.Add(c => c.Health, health)).FindAll(".chip").Select(c => c.TextContent)));
        Assert.Equal(missing > 0, health.NeedsALook);
    }

    private IRenderedComponent<HealthCard> Card(SourceHealth health) => Render<HealthCard>(p => p.Add(c => c.Health, health));

    private static SourceHealth Health()
    {
        var source = new Source { Id = new SourceId(7), Name = "Shop", Kind = SourceKind.Http, AllowedOrigins = "", CreatedAt = DateTimeOffset.UnixEpoch };
        return new SourceHealth(new SourceRow(source, new SourceCounts(0, 0, 0, 0, 0, 0, 0), 0, null), new long[24], null, 0, 0, null, [], [], 0, null);
    }
}
