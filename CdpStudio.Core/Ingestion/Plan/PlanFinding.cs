using CdpStudio.Core.Catalogue;

namespace CdpStudio.Core.Ingestion.Plan;

/// <summary>
/// What is wrong with a message that is stored all the same: with the plan, or in itself. Stored as its number, so numbers are added
/// to and never changed.
/// </summary>
public enum ViolationKind
{
    /// <summary>The value can't be read as the declared type.</summary>
    WrongType = 1,

    /// <summary>The value is none of the allowed ones.</summary>
    NotAllowed = 2,

    /// <summary>A required value is missing.</summary>
    Missing = 3,

    /// <summary>One object of the message has a name twice; the last one counts.</summary>
    DoubledName = 4,

    /// <summary>Its time is more than a day after it came.</summary>
    FarAhead = 5,

    /// <summary>Its time is before 1990.</summary>
    LongAgo = 6,
}

public static class ViolationKinds
{
    /// <summary>Whether it is said of the message itself, whatever is declared.</summary>
    public static bool IsOdd(this ViolationKind kind) => kind >= ViolationKind.DoubledName;
}

/// <param name="Example">The value as plain text, cut; null where there is none, or where it is personal.</param>
internal sealed record Violation(PlanRule Rule, ViolationKind Kind, string? Example)
{
    public bool Drops => Rule.OnViolation == ViolationAction.Drop && Kind != ViolationKind.Missing;
}

internal static class ViolationWords
{
    /// <summary>In English, as those of a <see cref="Refusal"/>.</summary>
    /// <param name="field">Dotted path of the member at fault.</param>
    public static string Of(ViolationKind kind, string field) => kind switch
    {
        ViolationKind.Missing => $"'{field}' is missing, and the tracking plan requires it.",
        ViolationKind.NotAllowed => $"'{field}' is none of the values that the tracking plan allows.",
        _ => $"'{field}' can't be read as the type that the tracking plan declares.",
    };
}

/// <summary>What the plan says of one message that is otherwise fit to be stored.</summary>
/// <param name="Refusal">Why it goes to the quarantine; null when it may be stored.</param>
/// <param name="Violations">What is counted when it is stored; empty with a refusal.</param>
internal sealed record PlanFinding(Refusal? Refusal, IReadOnlyList<Violation> Violations)
{
    public static PlanFinding None { get; } = new(null, []);
}
