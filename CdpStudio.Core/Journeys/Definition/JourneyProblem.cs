namespace CdpStudio.Core.Journeys.Definition;

/// <summary>Something that is wrong with a definition, and where a person mends it.</summary>
/// <param name="Step">Null for the journey as a whole.</param>
/// <param name="Field">The member of the step; <c>outcome:yes</c> for an edge that is missing; empty for the step itself.</param>
/// <param name="Pointer">Into a refused rule or filter, or to the member of a mail's content; else empty.</param>
/// <param name="Key">Of its text in <see cref="ProblemTexts"/>.</param>
/// <param name="Argument">What the text names; English words where a rule was refused.</param>
public sealed record JourneyProblem(string? Step, string Field, string Pointer, ProblemSeverity Severity, string Key, string Argument = "");

public enum ProblemSeverity
{
    /// <summary>People can walk it, but perhaps not as it was meant.</summary>
    Warning,

    /// <summary>It cannot be published.</summary>
    Error,
}

/// <summary>Marks the resource file beside it.</summary>
public sealed class ProblemTexts;
