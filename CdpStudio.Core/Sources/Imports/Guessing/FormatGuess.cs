using System.Globalization;
using System.Text.RegularExpressions;
using CdpStudio.Core.Sources.Imports.Mapping;

namespace CdpStudio.Core.Sources.Imports.Guessing;

/// <summary>What a column's values look like.</summary>
internal static partial class FormatGuess
{
    private const double Enough = 0.9;

    /// <summary>One digit in a pattern takes two as well. Where day and month can't be told apart the first one wins: day first, as most of the world writes.</summary>
    private static readonly string[] s_dates =
    [
        "d.M.yyyy", "d.M.yyyy H:mm", "d.M.yyyy H:mm:ss", "d/M/yyyy", "d/M/yyyy H:mm", "d/M/yyyy H:mm:ss", "M/d/yyyy", "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss",
        "M/d/yyyy h:mm tt", "M/d/yyyy h:mm:ss tt", "d-M-yyyy", "d-M-yyyy H:mm", "yyyy/M/d", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy-M-d H:mm", "yyyyMMdd",
    ];

    private static readonly string[] s_persianDates = ["yyyy/M/d", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy-M-d", "yyyy-M-d H:mm", "yyyy-M-d H:mm:ss", "d/M/yyyy"];

    private static readonly CultureInfo s_persian = CultureInfo.GetCultureInfo("fa-IR");

    private static readonly string[] s_cultures = ["de-DE", "en-US", "fr-FR", "de-CH", "fa-IR"];

    /// <summary>Text, unless nearly all values are something else.</summary>
    public static CellFormat Of(IReadOnlyCollection<string> values)
    {
        if (values.Count == 0) return new CellFormat.Text();

        if (values.Any(v => v.Any(char.IsLetter)) && Share(values, new CellFormat.Boolean()) >= Enough && values.Distinct().Count() <= 4)
            return new CellFormat.Boolean();

        return Date(values) ?? Number(values) ?? (CellFormat)new CellFormat.Text();
    }

    public static double Share(IReadOnlyCollection<string> values, CellFormat format) =>
        values.Count == 0 ? 0 : (double)values.Count(v => format.TryRead(v, out _)) / values.Count;

    /// <summary>Null when they are no dates; plain numbers are none, although Unix times are read where a date is asked for.</summary>
    public static CellFormat.DateTime? Date(IReadOnlyCollection<string> values)
    {
        if (AreMedieval(values)) return Persian(values);

        var iso = new CellFormat.DateTime();
        if (values.Count(v => v.Contains('-', StringComparison.Ordinal) && iso.TryRead(v, out _)) >= Enough * values.Count && values.Count > 0) return iso;

        var best = s_dates.Select(Format).Select(f => (Format: f, Share: Share(values, f))).MaxBy(f => f.Share);
        return best.Share >= Enough ? best.Format : null;
    }

    /// <summary>Nobody writes of the Middle Ages: years such as 1405 are of another calendar.</summary>
    private static bool AreMedieval(IReadOnlyCollection<string> values) =>
        values.Count > 0 && values.Count(v => MedievalYear().IsMatch(v)) >= Enough * values.Count;

    /// <summary>Null where they are of no calendar that can be told; today's years of the moon begin with 144.</summary>
    private static CellFormat.DateTime? Persian(IReadOnlyCollection<string> values)
    {
        var best = s_persianDates.Select(text => Format(text, s_persian)).Select(f => (Format: f, Share: Share(values, f))).MaxBy(f => f.Share);
        return best.Share >= Enough && values.Count(v => PersianYear().IsMatch(v)) >= Enough * values.Count ? best.Format : null;
    }

    private static CellFormat.Number? Number(IReadOnlyCollection<string> values)
    {
        // Numbers with zeros before them, or longer than any amount, are names of something.
        if (values.Any(v => v.Length > 1 && v[0] == '0' && char.IsAsciiDigit(v[1])) || values.Any(v => v.Count(char.IsDigit) > 15)) return null;

        var plain = (Format: new CellFormat.Number(), Share: Share(values, new CellFormat.Number()));
        var best = s_cultures
            .Select(c => new CellFormat.Number(CultureInfo.GetCultureInfo(c)))
            .Select(f => (Format: f, Share: Share(values, f)))
            .Prepend(plain)
            .MaxBy(f => f.Share);
        return best.Share >= Enough ? best.Format : null;
    }

    private static CellFormat.DateTime Format(string text) => Format(text, null);

    private static CellFormat.DateTime Format(string text, CultureInfo? culture) =>
        DatePattern.TryCreate(text, culture, out var pattern, out var refusal)
            ? new CellFormat.DateTime(pattern)
            : throw new InvalidOperationException(refusal);

    [GeneratedRegex("(?<![0-9])1[2-4][0-9][0-9][-/.]|[-/.]1[2-4][0-9][0-9](?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex MedievalYear();

    [GeneratedRegex("(?<![0-9])1(?:3[0-9]|4[01])[0-9](?![0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex PersianYear();
}
