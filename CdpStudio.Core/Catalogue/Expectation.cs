using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Catalogue;

/// <summary>What the tracking plan expects of a value besides its type, and what happens to a message that does not keep to it.</summary>
/// <param name="Required">Of a property: each event has it. Of an attribute: each message that says anything about the person, or the group, has it.</param>
/// <param name="Allowed">As plain text, compared as the rule language compares; of a list, what its elements may be. Empty allows everything.</param>
public sealed record Expectation(bool Required, IReadOnlyList<string> Allowed, ViolationAction OnViolation)
{
    public const int MaxAllowed = 500;
    public const int MaxAllowedLength = 200;

    public static Expectation None { get; } = new(false, [], ViolationAction.Mark);

    /// <returns>Null, or why it can't be expected of values of that type.</returns>
    public string? WhyNot(DataType? type) =>
        Allowed.Count > MaxAllowed ? $"At most {MaxAllowed} values can be allowed."
        : Allowed.Any(StudioText.IsBlank) ? "An allowed value can't be blank: blank is the same as missing."
        : Allowed.Any(a => a.Length > MaxAllowedLength) ? $"An allowed value has at most {MaxAllowedLength} characters."
        : !Allowed.All(StudioText.IsWellFormed) ? "An allowed value must be well-formed text."
        : type is { } known && Allowed.FirstOrDefault(a => new StudioValue.Text(a).As(known, WorkspaceZone.Utc) is null) is { } other
            ? $"The allowed value '{other}' can't be read as the type."
        : null;
}

/// <summary>What happens when a message does not keep to the plan. Stored as its number, so numbers are added to and never changed.</summary>
public enum ViolationAction
{
    /// <summary>It is stored as it came, and counted.</summary>
    Mark = 0,

    /// <summary>It is stored without the value, and counted. Where a value is missing there is nothing to drop.</summary>
    Drop = 1,

    /// <summary>The whole message goes to the quarantine.</summary>
    Quarantine = 2,
}
