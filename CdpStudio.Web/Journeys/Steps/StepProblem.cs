namespace CdpStudio.Web.Journeys.Steps;

/// <summary>Something that is wrong with a draft, worded for the reader.</summary>
/// <param name="Step">Null for the journey as a whole.</param>
/// <param name="Field">Where the panel shows it: a member of the step, <c>outcome:yes</c>, or a member of a mail's content such as <c>button/url</c>; empty for the step itself.</param>
public sealed record StepProblem(string? Step, string Field, bool IsError, string Text);
