using CdpStudio.Core.Catalogue;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>Stored as its number, so numbers are added to and never changed.</summary>
public enum ViolationKind
{
    /// <summary>The value can't be read as the declared type.</summary>
    WrongType = 1,

    /// <summary>The value is none of the allowed ones.</summary>
    NotAllowed = 2,

    /// <summary>A required value is missing.</summary>
    Missing = 3,
}

/// <param name="Example">The value as plain text, cut; null where there is none, or where it is personal.</param>
internal sealed record Violation(PlanRule Rule, ViolationKind Kind, string? Example)
{
    public bool Drops => Rule.OnViolation == ViolationAction.Drop && Kind != ViolationKind.Missing;
}

/// <summary>What the plan says of one message that is otherwise fit to be stored.</summary>
/// <param name="Refusal">Why it goes to the quarantine; null when it may be stored.</param>
/// <param name="Violations">What is counted when it is stored; empty with a refusal.</param>
internal sealed record PlanFinding(Refusal? Refusal, IReadOnlyList<Violation> Violations)
{
    public static PlanFinding None { get; } = new(null, []);
}
