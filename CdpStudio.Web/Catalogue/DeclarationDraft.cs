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

    public WinsBy Wins { get; set; }

    /// <summary>The most trusted first; kept while another rule is chosen, so that coming back loses nothing.</summary>
    public List<SourceId> Ranking { get; } = [];

    public WinningRule Winning => new(Wins, Wins == WinsBy.SourceRanking ? Ranking : []);

    /// <summary>Whether values of the chosen type can win so, once sources are ranked where they have to be.</summary>
    public bool CanWin(WinsBy by) => by == WinsBy.SourceRanking || new WinningRule(by, []).WhyNot(Chosen) is null;

    /// <summary>Null leaves it to the values.</summary>
    public DataType? Chosen => Enum.TryParse<DataType>(Type, out var type) ? type : null;

    /// <summary>Null where there is none.</summary>
    public string? Named => Label.Trim() is { Length: > 0 } label ? label : null;

    public bool IsLabelTooLong => Label.Trim().Length > CatalogueName.MaxLabelLength;

    public Expectation Expects => new(
        Required,
        [.. Allowed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).DistinctBy(StudioText.Key)],
        OnViolation);

    public static DeclarationDraft Of(AttributeEntry entry, DataType? declared)
    {
        var draft = Of(declared, entry.Label, entry.Pii, entry.Expects);
        draft.Wins = entry.Winning.By;
        draft.Ranking.AddRange(entry.Winning.Ranking);
        return draft;
    }

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
