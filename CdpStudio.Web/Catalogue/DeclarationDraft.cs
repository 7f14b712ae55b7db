using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Catalogue;

/// <summary>What somebody is about to say of an attribute or a property, as the fields hold it.</summary>
public sealed class DeclarationDraft
{
    public string Type { get; set; } = "";

    public string Label { get; set; } = "";

    public bool Pii { get; set; }

    public bool Required { get; set; }

    /// <summary>One value a line.</summary>
    public string Allowed { get; set; } = "";

    public ViolationAction OnViolation { get; set; }

    /// <summary>Null leaves it to the values.</summary>
    public DataType? Chosen => Enum.TryParse<DataType>(Type, out var type) ? type : null;

    /// <summary>Null where there is none.</summary>
    public string? Named => Label.Trim() is { Length: > 0 } label ? label : null;

    public bool IsLabelTooLong => Label.Trim().Length > CatalogueName.MaxLabelLength;

    public Expectation Expects => new(
        Required,
        [.. Allowed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DistinctBy(StudioText.Key)],
        OnViolation);

    public static DeclarationDraft Of(DataType? type, string? label, bool pii, Expectation expects) => new()
    {
        Type = type?.ToString() ?? "",
        Label = label ?? "",
        Pii = pii,
        Required = expects.Required,
        Allowed = string.Join('\n', expects.Allowed),
        OnViolation = expects.OnViolation,
    };
}
