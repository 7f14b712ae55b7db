using System.Globalization;
using System.Text;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>One person as a search box may find them: looked at whole, each question anew.</summary>
internal sealed class NaiveSearch
{
    private static readonly string[] s_nameAttributes = ["name", "first_name", "lastName", "full name"];
    private static readonly string[] s_orderPaths = ["order_id", "orderNumber", "order.no"];

    private readonly IReadOnlyList<Identifier> _identifiers;
    private readonly List<(string Attribute, string Value)> _names = [];
    private readonly List<(string Event, string Number)> _orders = [];

    private NaiveSearch(ReferenceProfile profile, long now, ReferenceContest contest)
    {
        Id = profile.Id;
        _identifiers = profile.Identifiers;
        foreach (var name in s_nameAttributes)
        {
            if (profile.History.At(name, now, contest) is ReferenceValue.Text text) _names.Add((name, text.Value));
        }

        foreach (var happened in profile.Events.Where(e => e.Timestamp <= now))
        {
            foreach (var path in s_orderPaths)
            {
                var value = ReferenceValue.AtPath(ReferenceValue.Parse(happened.Properties), path);
                if (value is ReferenceValue.Text text) _orders.Add((happened.Name, text.Value));
                if (value is ReferenceValue.Number number) _orders.Add((happened.Name, number.Value.ToString("0.####", CultureInfo.InvariantCulture)));
            }
        }
    }

    public ProfileId Id { get; }

    /// <param name="world">Names that win by a rule are declared as text.</param>
    public static IReadOnlyList<NaiveSearch> People(ReferenceWorld world, long now)
    {
        var counting = ReferenceFacts.Counting(world.Facts, null);
        var clock = new ReferenceClock(world.Zone, now);
        var contest = new ReferenceContest(world.Winning, (_, value) => ReferenceConversion.As(DataType.Text, value, clock));
        var identity = new ReferenceIdentity(counting);
        return
        [
            .. from person in identity.People
               let numbers = identity.Group(person)
               let about = counting.Where(f => ReferenceFacts.About(f).Any(numbers.Contains))
               where about.Any()
               select new NaiveSearch(new ReferenceProfile(person, numbers, [.. identity.Identifiers(person)], about), now, contest),
        ];
    }

    /// <summary>The lower the surer; null when the text does not find them.</summary>
    public int? StageOf(string text)
    {
        var wanted = text.Trim();
        if (wanted.Length == 0) return null;
        if (_identifiers.Any(i => ReferenceText.Same(i.Value, wanted))) return 0;
        if (_orders.Any(o => ReferenceText.Same(o.Number, wanted))) return 1;
        if (_identifiers.Any(i => ReferenceText.StartsWith(i.Value, wanted))) return 2;

        var words = Words(wanted);
        if (words.Length == 0) return null;
        if (words.All(Begins)) return 3;
        if (words.All(word => NameWords.Any(name => name.Contains(word, StringComparison.Ordinal)))) return 4;
        return words is [var only] && only.All(c => c is >= '\u3400' and <= '\u9fff') && Enumerable.Range(1, only.Length - 1).Any(at => Begins(only[..at]) && Begins(only[at..]))
            ? 5
            : null;
    }

    /// <summary>Whether it tells the truth about how they were found.</summary>
    public bool Has(ProfileHit hit, int stage) => _identifiers.Contains(hit.Identifier) && hit.By switch
    {
        FoundBy.Identifier => stage is 0 or 2,
        FoundBy.Order order => stage is 1 && _orders.Contains((order.Event, order.Number)),
        FoundBy.Name name => stage > 2 && _names.Any(n => ReferenceText.Same(n.Attribute, name.Attribute) && n.Value == name.Value),
        _ => false,
    };

    private IEnumerable<string> NameWords => _names.SelectMany(n => Words(n.Value));

    private bool Begins(string word) => NameWords.Any(name => name.StartsWith(word, StringComparison.Ordinal));

    private static string[] Words(string text)
    {
        var letters = new StringBuilder();
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(c);
            if (category is UnicodeCategory.NonSpacingMark or UnicodeCategory.Format || c == '\'') continue;
            letters.Append(c switch
            {
                'đ' or 'Đ' => "d",
                'ß' => "ss",
                'ø' or 'Ø' => "o",
                'ي' => "ی",
                'ك' => "ک",
                _ => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c).ToString() : " ",
            });
        }

        return letters.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}
