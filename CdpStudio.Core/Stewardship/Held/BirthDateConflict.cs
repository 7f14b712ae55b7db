using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Stewardship.Held;

/// <summary>
/// Profiles whose identifiers say birth dates that are two people's. Shown and not taken apart by themselves: a slip of the pen would cost
/// somebody their history.
/// </summary>
internal static class BirthDateConflict
{
    private static readonly string[] s_names = ["birth_date", "birthdate", "birthday", "date_of_birth", "dob"];

    /// <summary>One for each profile.</summary>
    public static IEnumerable<FoundMerge> Find(KnownProfiles profiles)
    {
        foreach (var person in s_names.SelectMany(profiles.StatedOf).GroupBy(s => s.Person))
        {
            var dates = person.GroupBy(s => s.Number).Select(said => said.MaxBy(s => s.ValidFrom)!)
                .Select(s => (s.Number, Date: DateOf(s.Json), s.ValidFrom)).Where(s => s.Date is not null).OrderBy(s => s.Number).ToList();
            var conflict = dates.SelectMany((a, i) => dates.Skip(i + 1).Select(b => (A: a, B: b))).FirstOrDefault(p => AreTwoPeoples(p.A.Date!.Value, p.B.Date!.Value)); // those without are left out
            if (conflict.B.Date is null) continue;

            yield return new FoundMerge(
                conflict.A.Number, conflict.B.Number, HeldReason.BirthDates, null, conflict.B.Number, 1, Math.Max(conflict.A.ValidFrom, conflict.B.ValidFrom));
        }
    }

    /// <summary>Whether they differ in more than one of year, month and day, which one slip can't do, and are not day and month the other way round.</summary>
    internal static bool AreTwoPeoples(DateOnly a, DateOnly b)
    {
        var differences = (a.Year == b.Year ? 0 : 1) + (a.Month == b.Month ? 0 : 1) + (a.Day == b.Day ? 0 : 1);
        return differences > 1 && !(a.Year == b.Year && a.Month == b.Day && a.Day == b.Month);
    }

    /// <summary>Of what begins with an ISO date; null for anything else.</summary>
    private static DateOnly? DateOf(string json)
    {
        using var value = JsonDocument.Parse(json);
        return value.RootElement.ValueKind == JsonValueKind.String
            && value.RootElement.GetString() is { Length: >= 10 } text
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date : null;
    }
}
