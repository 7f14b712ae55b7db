using System.Globalization;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// People who are met twice, as committed facts of two years: first in a browser, with a user id, and later, in another order, with an
/// address. Two edges, three values and six events each, so that a person's facts lie all over the tables.
/// </summary>
internal static class PastPeopleLog
{
    private const int PeoplePerWrite = 8_000;

    public static readonly DateTimeOffset Begin = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset End = new(2025, 12, 31, 0, 0, 0, TimeSpan.Zero);

    /// <param name="directory">Where the product keeps its database, which has its tables and no facts.</param>
    /// <returns>How many facts there are now.</returns>
    public static async Task<long> WriteAsync(string directory, int people)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = directory })
            .Build();
        await using var services = new ServiceCollection().AddLogging().AddPersistence(configuration).AddFacts().BuildServiceProvider();
        await using var lease = await services.GetRequiredService<ProcessorLeases>().TryTakeAsync(CancellationToken.None)
            ?? throw new InvalidOperationException("The product still runs.");

        var queue = services.GetRequiredService<IWriteQueue>();
        var random = new Random(7);
        var again = Enumerable.Range(0, people).ToArray();
        random.Shuffle(again);
        var last = 0L;
        foreach (var (order, visit) in new[] { (Enumerable.Range(0, people).ToArray(), 0), (again, 1) })
        {
            foreach (var (index, some) in order.Chunk(PeoplePerWrite).Index())
            {
                var at = MomentOf(((visit * people) + (index * PeoplePerWrite)) / (2.0 * people));
                last = await queue.WriteAsync(
                    WritePriority.Background,
                    async (db, token) =>
                    {
                        var transaction = await ProcessorTransaction.BeginAsync(db, lease, token);
                        foreach (var person in some) Visit(transaction, person, people, visit, at);
                        await transaction.EndAsync(token);
                        return transaction.Last;
                    },
                    CancellationToken.None);
            }
        }

        return last;
    }

    /// <param name="share">From 0, the beginning, to 1.</param>
    public static long MomentOf(double share) => (Begin + ((End - Begin) * share)).ToUnixTimeMilliseconds();

    /// <summary>The number that a person is shown by.</summary>
    public static ProfileId NumberOf(int person) => new((2L * person) + 1);

    private static void Visit(ProcessorTransaction transaction, int person, int people, int visit, long at)
    {
        var user = new IdentityNode(NumberOf(person), new Identifier(IdentifierNamespace.UserId, Text(person)));
        var other = visit == 0
            ? new IdentityNode(new ProfileId((2L * person) + 2), new Identifier(IdentifierNamespace.AnonymousId, $"browser-{Text(person)}"))
            : new IdentityNode(transaction.NewProfile(), new Identifier(IdentifierNamespace.Email, $"person{Text(person)}@example.com"));
        if (visit == 0 && (transaction.NewProfile(), transaction.NewProfile()) != (user.Profile, other.Profile))
            throw new InvalidOperationException("Somebody is in the database already.");

        transaction.Add(n => new Fact.Edge(n, at, user, other, EdgeKind.Seen, at, new SourceId(1), "m"));
        transaction.Add(n => new Fact.Assertion(n, at, user.Profile, new SourceId(1), "plan", visit == 0 ? "\"free\"" : "\"pro\"", at));
        if (visit == 0) transaction.Add(n => new Fact.Assertion(n, at, user.Profile, new SourceId(1), "age", Text(14 + (person % 70)), at));
        for (var i = 0; i < 3; i++)
        {
            transaction.Add(n => new Fact.Event(
                n, at, (i == 0 ? other : user).Profile, new SourceId(1), i == 2 ? "Order Completed" : "Page Viewed", at,
                $$"""{"category":"c{{Text(person % 50)}}","product_id":"p{{Text(people % 20_000)}}","quantity":{{Text(i + 1)}}}""", null, "m", [i == 0 ? other.Identifier : user.Identifier]));
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
