using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Sources.Imports.Mapping;

/// <summary>Dates by a .NET custom format such as <c>dd.MM.yyyy HH:mm</c>. Its parts say whether a day, a local time or a moment is meant.</summary>
public sealed record DatePattern
{
    private readonly bool _hasTime;
    private readonly bool _hasOffset;

    private DatePattern(string text, CultureInfo? culture, string parts)
    {
        Text = text;
        Culture = culture;
        _hasTime = parts.AsSpan().ContainsAny("Hh");
        _hasOffset = parts.AsSpan().ContainsAny("zK");
    }

    public string Text { get; }

    /// <summary>For names of months and for calendars; null is invariant.</summary>
    public CultureInfo? Culture { get; }

    /// <param name="refusal">Why the text is no such format, in English, to follow a colon.</param>
    public static bool TryCreate(
        string text, CultureInfo? culture, [NotNullWhen(true)] out DatePattern? pattern, [NotNullWhen(false)] out string? refusal)
    {
        var parts = Parts(text);
        pattern = new DatePattern(text, culture, parts);
        refusal = pattern.Refusal(parts);
        if (refusal is not null) pattern = null;
        return pattern is not null;
    }

    public bool TryRead(string cell, [NotNullWhen(true)] out WrittenDate? date)
    {
        date = null;
        var culture = Culture ?? CultureInfo.InvariantCulture;
        if (_hasOffset)
        {
            if (!DateTimeOffset.TryParseExact(cell, Text, culture, DateTimeStyles.AssumeUniversal, out var moment)) return false;

            date = new WrittenDate.Moment(moment.ToUnixTimeMilliseconds());
            return true;
        }

        if (!DateTime.TryParseExact(cell, Text, culture, DateTimeStyles.None, out var time)) return false;

        date = _hasTime ? new WrittenDate.Local(time) : new WrittenDate.Day(DateOnly.FromDateTime(time));
        return true;
    }

    /// <summary>Where 3/4 may be the third of April or the fourth of March; null where nobody writes the other way.</summary>
    public DatePattern? WithDayAndMonthSwapped()
    {
        var parts = Parts(Text);
        // Names of months and days leave no doubt, and after a year always comes the month.
        if (parts.Length != Text.Length || parts.Contains("MMM", StringComparison.Ordinal) || parts.Contains("ddd", StringComparison.Ordinal)) return null;
        if (parts.IndexOf('y', StringComparison.Ordinal) < Math.Max(parts.IndexOf('d', StringComparison.Ordinal), parts.IndexOf('M', StringComparison.Ordinal))) return null;

        var swapped = string.Concat(Text.Select(letter => letter switch { 'd' => 'M', 'M' => 'd', _ => letter }));
        return TryCreate(swapped, Culture, out var pattern, out _) ? pattern : null;
    }

    private string? Refusal(string parts)
    {
        if (!parts.Contains('y', StringComparison.Ordinal) || !parts.Contains('M', StringComparison.Ordinal) || !parts.Contains('d', StringComparison.Ordinal))
            return "a date format needs year, month and day, such as dd.MM.yyyy HH:mm";
        if (parts.Contains('h', StringComparison.Ordinal) && !parts.Contains('t', StringComparison.Ordinal))
            return "hh counts to 12 and needs tt; HH counts to 24";
        if (parts.Contains('m', StringComparison.Ordinal) && !_hasTime)
            return "mm are minutes, which need hours; months are MM";

        try
        {
            var sample = new DateTime(2026, 11, 24, 16, 42, 31, DateTimeKind.Utc);
            return TryRead(sample.ToString(Text, Culture ?? CultureInfo.InvariantCulture), out _)
                ? null
                : "this date format can't read the dates that it writes";
        }
        catch (FormatException)
        {
            return "this is not a date format; one looks like dd.MM.yyyy HH:mm";
        }
    }

    /// <summary>The letters that are not quoted.</summary>
    private static string Parts(string pattern)
    {
        var parts = new List<char>();
        var quote = '\0';
        for (var i = 0; i < pattern.Length; i++)
        {
            if (quote != '\0') quote = pattern[i] == quote ? '\0' : quote;
            else if (pattern[i] is '\'' or '"') quote = pattern[i];
            else if (pattern[i] == '\\') i++;
            else parts.Add(pattern[i]);
        }

        return new string([.. parts]);
    }
}
