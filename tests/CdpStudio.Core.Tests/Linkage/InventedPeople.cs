using System.Globalization;
using CdpStudio.Core.Linkage;

namespace CdpStudio.Core.Tests.Linkage;

/// <summary>
/// People who never were, some of them written down several times with errors. Names are as uneven as real ones (Zipf), a sixth live
/// with others of their family at one address and telephone, a third of those with one mailbox, and every seed draws the same on every machine.
/// </summary>
/// <param name="seed">Of everything drawn.</param>
/// <param name="errors">How many of the fields of a copy are damaged, on average.</param>
internal sealed class InventedPeople(int seed, double errors)
{
    private const int GivenNames = 600;
    private const int FamilyNames = 4_000;
    private const int Towns = 800;
    private const int Streets = 5_000;
    private const string Letters = "abcdefghijklmnopqrstuvwxyz";

    private static readonly string[] s_starts = ["b", "br", "c", "d", "f", "g", "h", "j", "k", "kr", "l", "m", "n", "p", "r", "s", "st", "t", "v", "w", ""];
    private static readonly string[] s_middles = ["a", "e", "i", "o", "u", "ai", "ea", "ie"];
    private static readonly string[] s_ends = ["n", "r", "s", "l", "m", "tt", "ck", "nd", "", ""];
    private static readonly string[] s_hosts = ["gmail.com", "yahoo.com", "hotmail.com", "outlook.com", "web.de", "orange.fr"];

    private readonly Random _random = new(seed);

    public static IReadOnlyList<string> Headers { get; } =
        ["first_name", "last_name", "birth_date", "street_number", "street", "city", "postcode", "phone", "email"];

    /// <summary>The person of each record, by the record's id.</summary>
    public Dictionary<string, string> Truth { get; } = new(StringComparer.Ordinal);

    /// <param name="records">Originals and copies together.</param>
    /// <param name="mostCopies">Of one person.</param>
    /// <param name="copied">The share of the people who have copies.</param>
    public List<LinkageRecord> Make(int records, int mostCopies, double copied = 1 / 3.0)
    {
        var rows = new List<(string Person, string?[] Values)>();
        string?[]? relative = null;
        for (var person = 0; rows.Count < records; person++)
        {
            var original = Person(_random.Next(6) == 0 ? relative : null);
            relative = original;
            var name = person.ToString(CultureInfo.InvariantCulture);
            rows.Add((name, original));
            var copies = mostCopies > 0 && _random.NextDouble() < copied ? 1 + _random.Next(mostCopies) : 0;
            for (var copy = 0; copy < copies && rows.Count < records; copy++) rows.Add((name, Damaged(original)));
        }

        var mixed = rows.ToArray();
        _random.Shuffle(mixed);
        return
        [
            .. mixed.Select((row, i) =>
            {
                var id = i.ToString(CultureInfo.InvariantCulture);
                Truth.Add(id, row.Person);
                return new LinkageRecord(id, row.Values);
            }),
        ];
    }

    private string?[] Person(string?[]? relative)
    {
        var given = Word(1, Rank(GivenNames));
        var family = relative?[1] ?? Word(2, Rank(FamilyNames));
        var born = new DateOnly(1930, 1, 1).AddDays(_random.Next(80 * 365)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var town = Rank(Towns);
        var number = _random.Next(3) == 0 ? _random.Next(100, 1000) : _random.Next(1, 100);
        var email = _random.Next(4) switch
        {
            0 => null,
            1 => $"{given}.{family}@{s_hosts[_random.Next(s_hosts.Length)]}",
            2 => FormattableString.Invariant($"{given}{_random.Next(100)}@{Word(5, _random.Next(20_000))}.com"),
            _ => FormattableString.Invariant($"{given[0]}{family}{_random.Next(1000)}@{s_hosts[_random.Next(s_hosts.Length)]}"),
        };
        return
        [
            given,
            family,
            _random.Next(10) == 0 ? null : born,
            relative?[3] ?? number.ToString(CultureInfo.InvariantCulture),
            relative?[4] ?? $"{Word(3, _random.Next(Streets))} street",
            relative?[5] ?? Word(4, town),
            relative?[6] ?? FormattableString.Invariant($"{10_000 + (town * 97) + _random.Next(1 + (Towns / (town + 1)))}"),
            relative?[7] ?? (_random.Next(3) == 0 ? null : FormattableString.Invariant($"+44 {_random.NextInt64(2_000_000_000, 7_999_999_999)}")),
            relative is not null && _random.Next(3) == 0 ? relative[8] : email,
        ];
    }

    private string?[] Damaged(string?[] original)
    {
        var copy = original.ToArray();
        if (_random.NextDouble() < 0.05) (copy[0], copy[1]) = (copy[1], copy[0]);
        if (_random.NextDouble() < 0.05) (copy[3], copy[4], copy[5], copy[6]) = (Person(null)[3], Person(null)[4], Person(null)[5], Person(null)[6]);

        for (var field = 0; field < copy.Length; field++)
        {
            if (copy[field] is not { Length: > 1 } value || _random.NextDouble() >= errors / copy.Length) continue;

            copy[field] = _random.Next(10) switch
            {
                < 2 => null,
                2 when field == 0 => value[..1],
                2 or 3 when field == 2 => $"{value[..4]}-{value[8..]}-{value[5..7]}",
                2 when field == 8 => value[..^4],
                < 5 => Typo(Typo(value, field), field),
                _ => Typo(value, field),
            };
        }

        return copy;
    }

    private string Typo(string value, int field)
    {
        var at = _random.Next(value.Length);
        var other = field is 2 or 3 or 6 or 7 ? (char)('0' + _random.Next(10)) : Letters[_random.Next(Letters.Length)];
        return _random.Next(field == 2 ? 2 : 4) switch
        {
            0 => char.IsAsciiLetterOrDigit(value[at]) ? value[..at] + other + value[(at + 1)..] : value,
            1 => at + 1 < value.Length && char.IsAsciiLetterOrDigit(value[at]) && char.IsAsciiLetterOrDigit(value[at + 1])
                ? value[..at] + value[at + 1] + value[at] + value[(at + 2)..]
                : value,
            2 => value[..at] + other + value[at..],
            _ => value.Length > 2 ? value.Remove(at, 1) : value,
        };
    }

    // The n-th most frequent is drawn in proportion to 1/n.
    private int Rank(int below) => (int)Math.Exp(_random.NextDouble() * Math.Log(below + 1)) - 1;

    private static string Word(int kind, int number)
    {
        var draws = new Random((kind * 1_000_003) + number);
        var word = "";
        for (var syllable = 0; syllable < 2 || word.Length < 4; syllable++)
        {
            word += s_starts[draws.Next(s_starts.Length)] + s_middles[draws.Next(s_middles.Length)] + s_ends[draws.Next(s_ends.Length)];
        }

        return word;
    }
}
