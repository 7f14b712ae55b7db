namespace CdpStudio.Core.Sources.Imports;

/// <inheritdoc cref="Mapping.Steps.StepJson"/>
public sealed record DraftTransform(int Version, IReadOnlyList<DraftStep> Steps);

/// <summary>A step in the words of the mapping's JSON, perhaps not whole yet: what a step does not have is null.</summary>
/// <param name="Is">Which step it is.</param>
public sealed record DraftStep(string Is)
{
    /// <summary>Of <c>case</c>.</summary>
    public string? To { get; init; }

    /// <summary>Of <c>split</c>.</summary>
    public string? By { get; init; }

    /// <inheritdoc cref="Mapping.Steps.CellStep.Split"/>
    public int? Part { get; init; }

    /// <summary>Of <c>replace</c>.</summary>
    public string? Find { get; init; }

    /// <summary>Of <c>replace</c>.</summary>
    public string? With { get; init; }

    /// <summary>Of <c>values</c>.</summary>
    public IReadOnlyDictionary<string, string>? Map { get; init; }

    /// <summary>Of <c>values</c>.</summary>
    public string? Else { get; init; }

    /// <summary>Of <c>default</c>.</summary>
    public string? Value { get; init; }

    /// <summary>Of <c>fill</c>.</summary>
    public string? From { get; init; }

    /// <summary>Of <c>phone</c>.</summary>
    public string? Country { get; init; }

    /// <summary>Of <c>outliers</c>.</summary>
    public decimal? Least { get; init; }

    /// <inheritdoc cref="Least"/>
    public decimal? Most { get; init; }

    /// <inheritdoc cref="Least"/>
    public string? Then { get; init; }
}
