using System.Globalization;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// People of whom most did a few things, some thousands and some tens of thousands, person by person. A person's profile has the number of the
/// person plus one.
/// </summary>
internal sealed class LongHistories(int people)
{
    public const int Few = 3;
    public const int Thousands = 2_000;
    public const int TensOfThousands = 50_000;

    private const int WithThousands = 1_000;
    private const int WithTensOfThousands = 50;
    private const long Day = 24L * 60 * 60 * 1_000;
    private const long Now = Peers.ShopPeople.Now * 1_000L;

    private static readonly SourceId s_source = new(1);
    private static readonly string[] s_events = ["Page Viewed", "Product Viewed", "Product Added", "Cart Viewed", "Order Completed", "Email Opened", "Signed In", "Search Made"];
    private static readonly string[] s_plans = ["\"free\"", "\"basic\"", "\"pro\""];

    /// <summary>Profiles with so many events, spread over all.</summary>
    public IReadOnlyList<long> With(int events) => events switch
    {
        Thousands => Spread(WithThousands, first: 1),
        TensOfThousands => Spread(WithTensOfThousands, first: 2),
        _ => throw new ArgumentOutOfRangeException(nameof(events)),
    };

    public IEnumerable<Fact> Facts()
    {
        var (many, most) = (With(Thousands).ToHashSet(), With(TensOfThousands).ToHashSet());
        var number = 0L;
        for (var profile = 1L; profile <= people; profile++)
        {
            var events = most.Contains(profile) ? TensOfThousands : many.Contains(profile) ? Thousands : Few;
            foreach (var fact in Of(profile, events)) yield return fact with { Number = ++number };
        }
    }

    private IEnumerable<Fact> Of(long profile, int events)
    {
        var (at, id) = (Now - (400 * Day), new ProfileId(profile));
        var text = profile.ToString(CultureInfo.InvariantCulture);
        yield return new Fact.Assertion(0, at, id, s_source, "name", $"\"Person {text}\"", at);
        yield return new Fact.Assertion(0, at, id, s_source, "email", $"\"person{text}@kilim.example\"", at);
        Identifier[] identifiers = [new(IdentifierNamespace.UserId, text)];
        for (var e = 0; e < events; e++)
        {
            var happened = Now - (365 * Day) + (e * (364 * Day) / events);
            // As often as prices and plans change: a change of an attribute for every hundred events.
            if (e % 100 == 0)
                yield return new Fact.Assertion(0, happened, id, s_source, "plan", s_plans[(profile + (e / 100)) % s_plans.Length], happened);
            yield return new Fact.Event(
                0, happened, id, s_source, s_events[(profile + (e * 7)) % s_events.Length], happened,
                string.Create(CultureInfo.InvariantCulture, $$"""{"category":"c{{e % 50}}","product_id":"p{{e % 2_000}}","amount":{{e % 200}}}"""), null, "m", identifiers);
        }
    }

    private List<long> Spread(int count, int first) => [.. Enumerable.Range(0, count).Select(i => (long)i * (people / count) + first)];
}
