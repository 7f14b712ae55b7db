namespace CdpStudio.Core.Governance.Workspaces;

/// <summary>The company or brand that this deployment serves: one row, made when the database is new.</summary>
public sealed class Workspace
{
    public const int OnlyId = 1;
    public const int LongestName = 200;

    public int Id { get; init; } = OnlyId;

    public required string Name { get; set; }

    /// <summary>An IANA name.</summary>
    public required string TimeZone { get; set; }
}
