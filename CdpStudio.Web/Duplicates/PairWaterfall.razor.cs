using System.Globalization;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Linkage;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>
/// What each field says for and against the two being one, in bits: from what is known of any two people down to the sum. A table whose bars
/// begin where the one before ended.
/// </summary>
public sealed partial class PairWaterfall(ViewCulture view, IStringLocalizer<DuplicateTexts> texts)
{
    [Parameter, EditorRequired]
    public required DuplicateRow Pair { get; set; }

    private IStringLocalizer<DuplicateTexts> Texts => texts;

    private ViewCulture View => view;

    private string Finding => texts["WhyFinding", Pair.Weight.ToString("0.0", view.Formats), DuplicateWords.Percent(Pair.Probability, view)];

    private string Silent => Pair.Evidence.Steps.Where(s => s.Agreement == Agreement.Missing && s.Field is not null).ToList() is { Count: > 0 } silent
        ? texts["Silent", view.List(silent.Select(texts.FieldOf))]
        : "";

    private string Zero => Percent(-Lowest / Range);

    private double Lowest => Sums.Min();

    private double Range => Math.Max(1, Sums.Max() - Lowest);

    private IEnumerable<double> Sums
    {
        get
        {
            var sum = 0.0;
            yield return sum;
            foreach (var part in Parts) yield return sum += part.Bits;
        }
    }

    private List<Bar> Bars
    {
        get
        {
            var bars = new List<Bar>();
            var sum = 0.0;
            foreach (var part in Parts)
            {
                bars.Add(BarOf(part, sum, sum + part.Bits, isTotal: false));
                sum += part.Bits;
            }

            bars.Add(BarOf(new Part(texts["Together"], texts.LikelihoodOf(Pair.Probability), Pair.Weight), 0, Pair.Weight, isTotal: true));
            return bars;
        }
    }

    private IEnumerable<Part> Parts =>
    [
        new(texts["Prior"], texts["PriorSaid"], Pair.Evidence.Prior),
        .. Pair.Evidence.Steps.Where(s => s.Agreement != Agreement.Missing).OrderByDescending(s => s.Bits)
            .Select(s => new Part(texts.FieldOf(s), texts.AgreementOf(s.Agreement), s.Bits)),
        .. Pair.Evidence.Circle is { } circle ? [new Part(texts["CircleName"], texts["Circle." + circle], Pair.Evidence.CircleWeight)] : Array.Empty<Part>(),
    ];

    private Bar BarOf(Part part, double from, double to, bool isTotal) => new(
        part.Name, part.Said, part.Bits, (Math.Min(from, to) - Lowest) / Range, Math.Abs(to - from) / Range, part.Bits < 0 ? "against" : "for", isTotal);

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Clamp(100 * share, 0, 100):0.##}%");

    private sealed record Part(string Name, string Said, double Bits);

    /// <param name="From">Of the picture's width, as <paramref name="Width"/>.</param>
    private sealed record Bar(string Name, string Said, double Bits, double From, double Width, string Css, bool IsTotal);
}
