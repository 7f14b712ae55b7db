namespace CdpStudio.Core.Governance.Access;

/// <summary>What one user decided about the own screen, such as that the checklist is hidden.</summary>
public sealed class UserChoice
{
    public required Guid User { get; init; }

    /// <summary>Such as <c>home.checklist</c>. Never renamed.</summary>
    public required string Name { get; init; }

    public required string Value { get; set; }
}

/// <summary>A thing that a user opened lately. People's profiles are not recorded: an erased name must be nowhere else.</summary>
public sealed class UserVisit
{
    public required Guid User { get; init; }

    /// <summary>The address within the installation.</summary>
    public required string Href { get; init; }

    /// <summary>The thing's name at the time.</summary>
    public required string Text { get; set; }

    /// <summary>The noun, such as <c>Segment</c>; a key of the texts of home.</summary>
    public required string Kind { get; set; }

    public required DateTimeOffset At { get; set; }
}
