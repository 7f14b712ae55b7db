using System.Globalization;
using System.Runtime.CompilerServices;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Benchmarks.Peers;

/// <summary>The shop as facts, person by person. A person's profile has the number of the person plus one.</summary>
internal sealed class ShopLog(int people) : IFactLog, IAudienceCatalogue
{
    private static readonly SourceId s_source = new(1);

    private Fact? _newest;

    /// <summary>Unknown until it was read once.</summary>
    public long Last { get; private set; } = long.MaxValue;

    public Declarations Current { get; } = new(
        "Etc/UTC",
        new Dictionary<string, DataType> { ["signup"] = DataType.DateTime, ["birthday"] = DataType.DateTime },
        new Dictionary<string, DeclaredEvent>());

    public async IAsyncEnumerable<Fact> ReadAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        if (after > 0)
        {
            // Of a log that was read to its end only the end is asked for again.
            if (_newest?.Number > after) yield return _newest;
            yield break;
        }

        foreach (var fact in Facts(0, 0)) yield return fact;
    }

    /// <summary>As if it had been read.</summary>
    /// <param name="last">Its <see cref="Last"/> then.</param>
    public ShopLog AtItsEnd(long last)
    {
        var ofLastPerson = Facts(people - 1, 0).Count();
        foreach (var fact in Facts(people - 1, last - ofLastPerson)) GC.KeepAlive(fact);
        return this;
    }

    private IEnumerable<Fact> Facts(int firstPerson, long number)
    {
        var events = new ShopEvent[ShopPeople.MostEvents];
        for (var i = firstPerson; i < people; i++)
        {
            var person = ShopPeople.Person(i, events);
            var profile = new ProfileId(i + 1);
            foreach (var (name, value) in Attributes(person))
                yield return new Fact.Assertion(++number, person.Signup * 1000L, profile, s_source, name, value, person.Signup * 1000L);

            Identifier[] identifiers = [new(IdentifierNamespace.UserId, i.ToString(CultureInfo.InvariantCulture))];
            for (var e = 0; e < person.Events; e++)
            {
                _newest = Event(++number, i, events[e], identifiers);
                yield return _newest;
            }
        }

        Last = number;
    }

    public Task<IReadOnlyList<Fact.Cancellation>> CancellationsAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Cancellation>>([]);

    public Task<IReadOnlyList<Fact.Erasure>> ErasuresAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Fact.Erasure>>([]);

    public Task WaitAsync(long after, CancellationToken cancellationToken) => Task.Delay(Timeout.Infinite, cancellationToken);

    public static Fact.Event Event(long number, int person, ShopEvent one, IReadOnlyList<Identifier> identifiers) => new(
        number, one.Ts * 1000L, new ProfileId(person + 1), s_source, ShopPeople.EventNames[one.Type], one.Ts * 1000L, Properties(one), null, "m", identifiers);

    private static IEnumerable<(string Name, string Value)> Attributes(ShopPerson person)
    {
        yield return ("country", Code('c', person.Country));
        if (person.City > 0) yield return ("city", Code('t', person.City));
        if (person.BirthDay is { } day) yield return ("birthday", $"\"{DateOnly.FromDayNumber(719_162 + day).ToString("O", CultureInfo.InvariantCulture)}\"");
        yield return ("signup", person.Signup.ToString(CultureInfo.InvariantCulture));
        if (person.Domain > 0) yield return ("email_domain", Code('d', person.Domain));
        yield return ("plan", Code('p', person.Plan));
        yield return ("language", Code('l', person.Language));
        yield return ("consent_email", person.TakesMail ? "true" : "false");
        yield return ("loyalty", person.Loyalty.ToString(CultureInfo.InvariantCulture));
        yield return ("ltv", Money(person.ValueCents));
        if (person.Tier > 0) yield return ("tier", Code('t', person.Tier));
    }

    private static string Properties(ShopEvent one)
    {
        if (one.Category == 0) return "{}";
        if (one.Product == 0) return $$"""{"category":{{Code('c', one.Category)}}}""";
        if (!ShopPeople.HasAmount(one.Type)) return $$"""{"category":{{Code('c', one.Category)}},"product_id":{{Code('p', one.Product)}}}""";

        return $$"""{"category":{{Code('c', one.Category)}},"product_id":{{Code('p', one.Product)}},"amount":{{Money(one.Cents)}}}""";
    }

    private static string Code(char kind, int code) => string.Create(CultureInfo.InvariantCulture, $"\"{kind}{code}\"");

    private static string Money(int cents) => (cents / 100m).ToString(CultureInfo.InvariantCulture);
}
