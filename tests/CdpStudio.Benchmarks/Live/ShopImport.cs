using System.Globalization;
using CdpStudio.Benchmarks.Peers;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Benchmarks.Live;

/// <summary>
/// The shop's people and events as committed facts in the database of a product that is not running. By HTTP twenty million events would
/// take hours and end in the same rows.
/// </summary>
internal static class ShopImport
{
    private const int FactsPerWrite = 50_000;

    /// <param name="directory">Where the product keeps its database, which has its tables and no facts.</param>
    /// <returns>How many facts there are now.</returns>
    public static Task<long> RunAsync(string directory, int people) =>
        RunAsync(directory, new ShopLog(people).ReadAsync(0, CancellationToken.None), profile => profile.Value - 1);

    /// <param name="facts">Events and assertions, person by person in rising order.</param>
    /// <param name="userOf">The person's user id.</param>
    public static async Task<long> RunAsync(string directory, IAsyncEnumerable<Fact> facts, Func<ProfileId, long> userOf)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Directory"] = directory })
            .Build();
        await using var services = new ServiceCollection().AddLogging().AddPersistence(configuration).AddFacts().BuildServiceProvider();
        await using var lease = await services.GetRequiredService<ProcessorLeases>().TryTakeAsync(CancellationToken.None)
            ?? throw new InvalidOperationException("The product still runs.");

        var queue = services.GetRequiredService<IWriteQueue>();
        var (made, writing, born) = (new List<Fact>(FactsPerWrite), Task.FromResult(0L), 0L);
        await foreach (var fact in facts)
        {
            made.Add(fact);
            if (made.Count == FactsPerWrite) await WriteAsync();
        }

        await WriteAsync();
        return await writing;

        // The next facts are made meanwhile.
        async Task WriteAsync()
        {
            await writing;
            var chunk = made;
            writing = Task.Run(() => queue.WriteAsync(WritePriority.Background, (db, token) => AppendAsync(db, chunk, token), CancellationToken.None));
            made = new List<Fact>(FactsPerWrite);
        }

        async Task<long> AppendAsync(StudioDbContext db, List<Fact> chunk, CancellationToken cancellationToken)
        {
            var transaction = await ProcessorTransaction.BeginAsync(db, lease, cancellationToken);
            foreach (var fact in chunk)
            {
                var profile = fact is Fact.Event e ? e.Profile : ((Fact.Assertion)fact).Profile;
                if (profile.Value > born) Name(transaction, profile, fact.RecordedAt);
                transaction.Add(n => fact with { Number = n });
            }

            await transaction.EndAsync(cancellationToken);
            return transaction.Last;
        }

        // What the processor writes when it meets an identifier for the first time.
        void Name(ProcessorTransaction transaction, ProfileId profile, long at)
        {
            born = profile.Value;
            if (transaction.NewProfile() != profile) throw new InvalidOperationException("Somebody is in the database already.");
            var node = new IdentityNode(profile, new Identifier(IdentifierNamespace.UserId, userOf(profile).ToString(CultureInfo.InvariantCulture)));
            transaction.Add(n => new Fact.Edge(n, at, node, node, EdgeKind.Seen, at, new SourceId(1), "m"));
        }
    }
}
