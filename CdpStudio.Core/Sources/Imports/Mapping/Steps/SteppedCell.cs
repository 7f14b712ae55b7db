using System.Globalization;
using CdpStudio.Core.Ingestion.Parsing;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.Rows;

namespace CdpStudio.Core.Sources.Imports.Mapping.Steps;

/// <summary>A cell behind some or all of its column's steps.</summary>
/// <param name="Kind">The file's, as long as its text is; what a step wrote is text. A number that was rounded stays one.</param>
/// <param name="Fault">Why the row can't be taken; null when it can.</param>
internal readonly record struct SteppedCell(string Text, CellKind Kind, RejectReason? Fault = null, bool IsOutlier = false)
{
    // Of a whole row, as the reader has it.
    private const int MaxLength = 1_000_000;

    public bool IsBlank => string.IsNullOrWhiteSpace(Text);

    /// <param name="format">How the column's values are read.</param>
    /// <param name="other">The cell of another column, as the file has it.</param>
    public SteppedCell Through(IReadOnlyList<CellStep> steps, CellFormat format, Func<string, SteppedCell> other)
    {
        var cell = this;
        foreach (var step in steps)
        {
            if (cell.Fault is not null || cell.Kind == CellKind.Error) break;
            cell = cell.Through(step, format, other);
        }

        return cell;
    }

    private SteppedCell Through(CellStep step, CellFormat format, Func<string, SteppedCell> other) => step switch
    {
        CellStep.Default made => IsBlank ? new SteppedCell(made.Value, CellKind.Text) : this,
        CellStep.Fill fill => IsBlank ? other(fill.From) : this,
        _ when IsBlank => this,
        CellStep.Trim => With(Trimmed(Text)),
        CellStep.Case letters => With(Cased(Text, letters.To)),
        CellStep.Split split => With(Part(Text.Split(split.By), split.Part)),
        CellStep.Replace replace => Replaced(replace),
        CellStep.Values values => Translated(values),
        CellStep.Phone phone => phone.Country.TryRead(Text, out var number) ? With(number) : this with { Fault = RejectReason.BadPhone },
        CellStep.Outliers outliers => Judged(outliers, format),
        _ => throw new System.Diagnostics.UnreachableException(step.GetType().Name),
    };

    private SteppedCell With(string text) => text == Text ? this : this with { Text = text, Kind = Kind == CellKind.RoundedNumber ? Kind : CellKind.Text };

    private static string Trimmed(string text)
    {
        var (start, end) = (0, text.Length);
        while (start < end && IsUnseen(text[start])) start++;
        while (end > start && IsUnseen(text[end - 1])) end--;
        return text[start..end];
    }

    // Byte order marks and zero-width spaces; joiners are part of Persian words.
    private static bool IsUnseen(char letter) => char.IsWhiteSpace(letter) || letter is '\uFEFF' or '\u200B' or '\u2060';

    private static string Cased(string text, LetterCase to) => to switch
    {
        LetterCase.Lower => text.ToLowerInvariant(),
        LetterCase.Upper => text.ToUpperInvariant(),
        _ => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(text.ToLowerInvariant()),
    };

    private static string Part(string[] parts, int part)
    {
        var at = part > 0 ? part - 1 : parts.Length + part;
        return at >= 0 && at < parts.Length ? parts[at] : "";
    }

    private SteppedCell Replaced(CellStep.Replace step)
    {
        var text = Text.Replace(step.Find, step.With, StringComparison.Ordinal);
        return text.Length > MaxLength ? this with { Fault = RejectReason.TooLong } : With(text);
    }

    private SteppedCell Translated(CellStep.Values step)
    {
        if (step.Map.TryGetValue(KeyOf(Text), out var value)) return With(value);

        return step.Else switch
        {
            Leftover.Keep => this,
            Leftover.Empty => With(""),
            _ => this with { Fault = RejectReason.NotListed },
        };
    }

    /// <summary>By which values are looked for in a list.</summary>
    internal static string KeyOf(string value) => StudioText.Key(value.Trim());

    private SteppedCell Judged(CellStep.Outliers step, CellFormat format)
    {
        // What is no number is found where numbers are read.
        if (!format.TryRead(Text, Kind, out var json) || json is null) return this;

        var number = decimal.Parse(json, NumberStyles.Float, CultureInfo.InvariantCulture);
        if ((step.Least is null || number >= step.Least) && (step.Most is null || number <= step.Most)) return this;

        return step.Then switch
        {
            OutlierRule.Flag => this with { IsOutlier = true },
            OutlierRule.Empty => With("") with { IsOutlier = true },
            _ => this with { IsOutlier = true, Fault = RejectReason.Outlier },
        };
    }
}
