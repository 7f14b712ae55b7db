using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience;

/// <summary>What the workspace has declared, as far as rules depend on it.</summary>
public interface IAudienceCatalogue
{
    /// <summary>Replaced as a whole when something is declared or changed, so two reads of one object agree and a change is seen by reference.</summary>
    Declarations Current { get; }
}

/// <param name="TimeZone">An IANA name.</param>
/// <param name="Attributes">By name, compared without case after normalisation.</param>
/// <param name="Events">By event name, likewise.</param>
public sealed record Declarations(
    string TimeZone, IReadOnlyDictionary<string, DataType> Attributes, IReadOnlyDictionary<string, DeclaredEvent> Events)
{
    /// <summary>Attributes of which not the newest assertion wins; by name, as <see cref="Attributes"/>.</summary>
    public IReadOnlyDictionary<string, WinningRule> Winning { get; init; } = new Dictionary<string, WinningRule>();

    /// <summary>A workspace in UTC that has declared nothing.</summary>
    public static Declarations None { get; } =
        new("Etc/UTC", new Dictionary<string, DataType>(), new Dictionary<string, DeclaredEvent>());
}

/// <param name="Properties">By dotted path, compared without case after normalisation.</param>
public sealed record DeclaredEvent(IReadOnlyDictionary<string, DeclaredProperty> Properties);

/// <param name="Type">Null leaves each value the type of its JSON.</param>
/// <param name="RefersTo">The object type that the value is a key of; null when none.</param>
public sealed record DeclaredProperty(DataType? Type, string? RefersTo);
