using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;

namespace CdpStudio.Core.Sources.Imports.Guessing;

/// <summary>Looks for another way to read a column: one that takes every value that the given one takes, and makes something else of one of them.</summary>
internal sealed class OtherReadings
{
    private static readonly CellFormat.Number[] s_numbers =
    [
        new(), new(CultureInfo.GetCultureInfo("en-US")), new(CultureInfo.GetCultureInfo("de-DE")), new(CultureInfo.GetCultureInfo("fr-FR")),
    ];

    private readonly CellFormat _given;
    private readonly List<Candidate> _candidates;

    public OtherReadings(CellFormat given)
    {
        // The zone is asked for elsewhere, and would move what is shown.
        _given = given is CellFormat.DateTime date ? date with { Zone = null } : given;
        _candidates = [.. OthersOf(_given).Select(o => new Candidate(o))];
    }

    /// <summary>Null: the values leave no doubt.</summary>
    public FormatDoubt? Doubt => _candidates.Find(c => c.Found is not null)?.Found;

    public void Add(string text, CellKind kind, string shown)
    {
        // Other cells say themselves what they are.
        if (_candidates.Count == 0 || kind != CellKind.Text || !_given.TryRead(text, out var given)) return;

        for (var i = _candidates.Count - 1; i >= 0; i--)
        {
            if (!_candidates[i].Format.TryRead(text, out var other)) _candidates.RemoveAt(i);
            else if (other != given) _candidates[i].Found ??= new FormatDoubt(shown, ReadingOf(_given, given), ReadingOf(_candidates[i].Format, other));
        }
    }

    private static IEnumerable<CellFormat> OthersOf(CellFormat given) => given switch
    {
        CellFormat.DateTime { Pattern: { } pattern } date when pattern.WithDayAndMonthSwapped() is { } swapped => [date with { Pattern = swapped }],
        CellFormat.Number number => s_numbers.Where(n => n.Culture?.Name != number.Culture?.Name),
        _ => [],
    };

    private static FormatReading ReadingOf(CellFormat format, string? json) => new(DraftColumn.FormatOf(format), json ?? "null");

    private sealed class Candidate(CellFormat format)
    {
        public CellFormat Format => format;

        public FormatDoubt? Found { get; set; }
    }
}
