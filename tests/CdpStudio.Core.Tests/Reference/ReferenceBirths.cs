using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Birth dates as facts say them, and whether two groups of numbers say two people's.</summary>
internal sealed class ReferenceBirths
{
    private static readonly string[] s_names = ["birth_date", "birthdate", "birthday", "date_of_birth", "dob"];
    private static readonly string[] s_placeholders = ["0001-01-01", "1753-01-01", "1900-01-01", "1970-01-01"];

    private readonly Dictionary<ProfileId, DateTime> _dates = [];

    public ReferenceBirths(IEnumerable<Fact> facts)
    {
        foreach (var number in facts.OfType<Fact.Assertion>().Where(a => s_names.Any(n => ReferenceText.Same(n, a.Name))).GroupBy(a => a.Profile))
        {
            var byHand = Newest(number.Where(a => a.Source == SourceId.ByHand));
            if ((byHand ?? Newest(number.Where(a => a.Source != SourceId.ByHand))) is { } date) _dates.Add(number.Key, date);
        }
    }

    public bool AreTwoPeople(IReadOnlySet<ProfileId> a, IReadOnlySet<ProfileId> b)
    {
        var (ones, others) = (DatesOf(a), DatesOf(b));
        return ones.Exists(x => others.Exists(y => Differ(x, y) && !Takes(ones, y) && !Takes(others, x)));
    }

    /// <summary>Somebody joined two people's dates on purpose, and the date fits one of them.</summary>
    private static bool Takes(List<DateTime> dates, DateTime date) => dates.Exists(x => dates.Exists(y => Differ(x, y))) && dates.Exists(x => !Differ(x, date));

    private static bool Differ(DateTime a, DateTime b)
    {
        bool[] parts = [a.Year != b.Year, a.Month != b.Month, a.Day != b.Day];
        var swapped = a.Year == b.Year && a.Day == b.Month && a.Month == b.Day;
        return parts.Count(differs => differs) >= 2 && !swapped;
    }

    private List<DateTime> DatesOf(IReadOnlySet<ProfileId> group) => [.. group.Where(_dates.ContainsKey).Select(n => _dates[n])];

    private static DateTime? Newest(IEnumerable<Fact.Assertion> said) =>
        said.OrderBy(a => a.ValidFrom).ThenBy(a => Read(a.Value) ?? DateTime.MinValue).LastOrDefault() is { } last ? Read(last.Value) : null;

    private static DateTime? Read(string? json)
    {
        if (json is null || !json.StartsWith('"')) return null;

        var text = JsonSerializer.Deserialize<string>(json)!;
        if (text.Length < 10 || s_placeholders.Contains(text[..10])) return null;

        return DateTime.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;
    }
}
