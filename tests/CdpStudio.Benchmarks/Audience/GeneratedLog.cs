using System.Globalization;
using System.Runtime.CompilerServices;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>A shop's facts, made while they are read: the same for the same sizes. Every person has a user id and an e-mail address.</summary>
internal sealed class GeneratedLog(int people, int events, DateTimeOffset now) : IFactLog
{
    private static readonly string[] s_types =
    [
        "Page Viewed", "Page Viewed", "Page Viewed", "Page Viewed", "Product Viewed", "Product Viewed", "Product Added", "Cart Viewed",
        "Checkout Started", "Order Completed", "Email Opened", "Signed In",
    ];

    private static readonly string[] s_countries = ["VN", "CN", "IR", "DE", "US", "FR", "GB", "JP", "BR", "IN"];

    public long Last => (3L * people) + events;

    public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var random = new Random(7);
        var (number, end) = (0L, now.ToUnixTimeMilliseconds());
        for (var person = 0; person < people && after == 0; person++)
        {
            var (user, mail) = (User(person), new Identifier(IdentifierNamespace.Email, $"person{person}@example.com"));
            var joined = end - random.NextInt64(2L * 365 * 86_400_000);
            yield return new Fact.Edge(
                ++number, joined, new IdentityNode(Node(person), user), new IdentityNode(new ProfileId((2L * person) + 2), mail), EdgeKind.Seen, joined, new SourceId(1), "m");
            yield return new Fact.Assertion(
                ++number, joined, Node(person), new SourceId(1), "country", $"\"{s_countries[random.Next(random.Next(1, 11))]}\"", joined);
            yield return new Fact.Assertion(
                ++number, joined, Node(person), new SourceId(1), "age", random.Next(14, 90).ToString(CultureInfo.InvariantCulture), joined);
        }

        for (var i = 0; i < events && after < Last; i++)
        {
            // Some people do much, most do little.
            var person = (int)(Math.Pow(random.NextDouble(), 3) * people);
            var at = end - (2L * 365 * 86_400_000 * (events - i) / events);
            yield return new Fact.Event(
                ++number, at, Node(person), new SourceId(1), s_types[random.Next(s_types.Length)], at, Properties(random), null, "m", [User(person)]);
        }

        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Cancellation>>([]);

    public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Erasure>>([]);

    public Task WaitAsync(long after, CancellationToken cancellationToken) =>
        after < Last ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellationToken);

    private static Identifier User(int person) => new(IdentifierNamespace.UserId, person.ToString(CultureInfo.InvariantCulture));

    private static ProfileId Node(int person) => new((2L * person) + 1);

    private static string Properties(Random random) => string.Create(
        CultureInfo.InvariantCulture,
        $$"""{"category":"c{{random.Next(50)}}","product_id":"p{{random.Next(20_000)}}","total":{{random.Next(100, 50_000) / 100m}},"quantity":{{random.Next(1, 9)}}}""");
}
