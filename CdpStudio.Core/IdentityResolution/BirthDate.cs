using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// Birth dates that keep people apart: whoever says one and whoever says another one do not become one person by being seen together.
/// Dates are numbers of days, from 1; 0 is none.
/// </summary>
internal static class BirthDate
{
    private static readonly HashSet<string> s_names = [.. Attributes.Select(StudioText.Key)];

    /// <summary>What programs write where they know none.</summary>
    private static readonly HashSet<DateOnly> s_placeholders = [new(1, 1, 1), new(1753, 1, 1), new(1900, 1, 1), new(1970, 1, 1)];

    /// <summary>The attributes that say it.</summary>
    public static IReadOnlyList<string> Attributes => ["birth_date", "birthdate", "birthday", "date_of_birth", "dob"];

    /// <summary>Asked of every assertion there is.</summary>
    public static bool IsSaidBy(string attribute) =>
        attribute.Length is >= 3 and <= 13 && attribute[0] is 'b' or 'B' or 'd' or 'D' && s_names.Contains(StudioText.Key(attribute));

    /// <summary>Of what begins with an ISO date; 0 for anything else.</summary>
    /// <param name="json">Null clears it.</param>
    public static int Read(string? json)
    {
        if (json is null) return 0;

        using var value = JsonDocument.Parse(json);
        return value.RootElement.ValueKind == JsonValueKind.String
            && value.RootElement.GetString() is { Length: >= 10 } text
            && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && !s_placeholders.Contains(date)
            ? date.DayNumber + 1 : 0;
    }

    /// <summary>
    /// Whether two dates differ in more than one of year, month and day, which one slip of the pen can't do, and are not day and month the
    /// other way round.
    /// </summary>
    public static bool AreTwoPeoples(int one, int other)
    {
        if (one == 0 || other == 0 || one == other) return false;

        var (a, b) = (DateOnly.FromDayNumber(one - 1), DateOnly.FromDayNumber(other - 1));
        var differences = (a.Year == b.Year ? 0 : 1) + (a.Month == b.Month ? 0 : 1) + (a.Day == b.Day ? 0 : 1);
        return differences > 1 && !(a.Year == b.Year && a.Month == b.Day && a.Day == b.Month);
    }
}
