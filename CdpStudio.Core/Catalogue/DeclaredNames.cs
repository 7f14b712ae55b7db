using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Catalogue;

/// <summary>What somebody has said about an attribute. What was only seen lies in the facts, not here.</summary>
public sealed class DeclaredAttribute
{
    /// <summary>The folded name, by which names compare.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    /// <summary>Null leaves it to the first value that arrives.</summary>
    public DataType? Type { get; set; }

    public string? Label { get; set; }

    /// <summary>Personal data: masked in examples, and in lists for those who may not see it.</summary>
    public bool Pii { get; set; }

    public bool Required { get; set; }

    /// <summary>Null allows everything.</summary>
    public List<string>? Allowed { get; set; }

    public ViolationAction OnViolation { get; set; }

    public WinsBy Wins { get; set; }

    /// <summary>Numbers of sources, the most trusted first; null where there is no ranking.</summary>
    public List<int>? Ranking { get; set; }

    public WinningRule WinningRule => new(Wins, [.. (Ranking ?? []).Select(s => new SourceId(s))]);

    public Expectation Expects => new(Required, Allowed ?? [], OnViolation);
}

/// <summary>What somebody has said about an event.</summary>
public sealed class DeclaredEvent
{
    /// <summary>The folded name, by which names compare.</summary>
    public required string Key { get; init; }

    public required string Name { get; init; }

    public string? Label { get; set; }

    public required List<DeclaredProperty> Properties { get; set; }
}

public sealed class DeclaredProperty
{
    /// <summary>A dotted path.</summary>
    public required string Name { get; init; }

    /// <summary>Null leaves each value its own type.</summary>
    public DataType? Type { get; init; }

    public string? Label { get; init; }

    public bool Pii { get; init; }

    /// <summary>The object type that the value is a key of; null when none.</summary>
    public string? RefersTo { get; init; }

    /// <summary>Null where nobody has said anything.</summary>
    public Expectation? Expects { get; init; }
}
