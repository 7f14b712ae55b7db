using System.Runtime.CompilerServices;
using System.Text.Json;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>The facts of <see cref="NamedPeople"/>, made while they are read: three identifiers, a name or its parts, and orders.</summary>
internal sealed class NamedLog(int people, DateTimeOffset now) : IFactLog
{
    private static readonly string[] s_types = ["Order Completed", "Order Shipped"];

    public long Last { get; } = Enumerable.Range(0, people).Sum(p => NamedPeople.Of(p) is var person ? 2L + (person.IsWhole ? 1 : 2) + person.Orders : 0);

    public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (number, end) = (0L, now.ToUnixTimeMilliseconds());
        for (var i = 0; i < people && after == 0; i++)
        {
            var person = NamedPeople.Of(i);
            var (first, at) = ((3L * i) + 1, end - (1000L * (people - i)));
            var user = new IdentityNode(new ProfileId(first), new Identifier(IdentifierNamespace.UserId, person.User));
            var mail = new IdentityNode(new ProfileId(first + 1), new Identifier(IdentifierNamespace.Email, person.Email));
            var phone = new IdentityNode(new ProfileId(first + 2), new Identifier(IdentifierNamespace.Phone, person.Phone));
            yield return new Fact.Edge(++number, at, user, mail, EdgeKind.Seen, at, new SourceId(1), "m");
            yield return new Fact.Edge(++number, at, user, phone, EdgeKind.Seen, at, new SourceId(1), "m");
            if (person.IsWhole)
            {
                yield return Said("name", person.Name);
            }
            else
            {
                yield return Said("first_name", person.Given);
                yield return Said("last_name", person.Family);
            }

            for (var order = 0; order < person.Orders; order++)
            {
                var said = NamedPeople.OrderOf(i, order);
                var properties = $$"""{"order_id":{{(said[0] == 'K' ? JsonSerializer.Serialize(said) : said)}},"total":{{order + 10}}}""";
                yield return new Fact.Event(++number, at, user.Profile, new SourceId(1), s_types[order % 2], at, properties, null, "m", [user.Identifier]);
            }

            Fact.Assertion Said(string attribute, string value) =>
                new(++number, at, user.Profile, new SourceId(1), attribute, JsonSerializer.Serialize(value), at);
        }

        await Task.CompletedTask;
    }

    public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Cancellation>>([]);

    public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Erasure>>([]);

    public IAsyncEnumerable<Fact> ReadIdentityAsync(long last, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Nobody is erased here.");

    public Task WaitAsync(long after, CancellationToken cancellationToken) =>
        after < Last ? Task.CompletedTask : Task.Delay(Timeout.Infinite, cancellationToken);
}
