using System.Diagnostics;
using CdpStudio.Core.Sources.Imports;

namespace CdpStudio.Web.Sources.Imports;

/// <summary>The changes of values that there are to choose from, and how each begins.</summary>
internal static class StepChoices
{
    public const string Outliers = "outliers";

    private static readonly string[] s_all = ["trim", "case", "split", "replace", "values", "default", "fill", "phone", Outliers];

    public static IReadOnlyList<string> Cases { get; } = ["lower", "upper", "title"];

    public static IReadOnlyList<string> Others { get; } = ["keep", "empty", "reject"];

    public static IReadOnlyList<string> Outside { get; } = ["flag", "empty", "reject"];

    /// <summary>Bounds are of numbers, and there is one pair of them.</summary>
    public static IEnumerable<string> For(DraftColumn column) =>
        s_all.Where(s => s != Outliers || (column.Type == "number" && !column.Steps.Any(step => step.Is == Outliers)));

    /// <param name="columns">Of the file.</param>
    public static DraftStep New(string name, DraftColumn column, IReadOnlyList<string> columns, string country) => name switch
    {
        "trim" => new DraftStep(name),
        "case" => new DraftStep(name) { To = Cases[0] },
        "split" => new DraftStep(name) { By = " ", Part = 1 },
        "replace" => new DraftStep(name),
        "values" => new DraftStep(name) { Else = Others[0] },
        "default" => new DraftStep(name),
        "fill" => new DraftStep(name) { From = columns.FirstOrDefault(c => c != column.From) },
        "phone" => new DraftStep(name) { Country = country },
        Outliers => new DraftStep(name) { Then = Outside[0] },
        _ => throw new UnreachableException(name),
    };

    /// <summary>Bounds stay last, since they look at what is imported.</summary>
    public static IReadOnlyList<DraftStep> Added(DraftColumn column, DraftStep step) =>
        column.Steps.Count > 0 && column.Steps[^1].Is == Outliers
            ? [.. column.Steps.SkipLast(1), step, column.Steps[^1]]
            : [.. column.Steps, step];
}
