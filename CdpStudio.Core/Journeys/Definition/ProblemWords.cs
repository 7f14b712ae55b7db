using Microsoft.Extensions.Localization;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>A problem in the reader's language.</summary>
public sealed class ProblemWords(IStringLocalizer<ProblemTexts> texts)
{
    public string Of(JourneyProblem problem) => texts[problem.Key, problem.Argument];
}
