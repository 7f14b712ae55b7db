using CdpStudio.Core.Linkage;

namespace CdpStudio.Core.Duplicates;

/// <summary>How duplicates are searched for, and what the last search found: one row.</summary>
public sealed class DuplicateSearch
{
    public const int OnlyId = 1;

    public int Id { get; init; } = OnlyId;

    /// <summary>Raised by every search that begins: only the newest one writes.</summary>
    public int Number { get; set; }

    /// <summary>Searched every night too.</summary>
    public bool Nightly { get; set; }

    /// <summary>Pairs from <see cref="Threshold"/> are joined at the end of a search.</summary>
    public bool Automatic { get; set; }

    /// <summary>A probability.</summary>
    public double Threshold { get; set; } = 0.99;

    /// <summary>JSON, see <see cref="DuplicateFindings"/>; null before the first search has ended.</summary>
    public string? Findings { get; set; }
}
