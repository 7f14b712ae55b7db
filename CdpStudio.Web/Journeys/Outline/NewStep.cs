using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Web.Journeys.Outline;

/// <param name="Kind">As in a definition's JSON.</param>
/// <param name="From">Null puts the step on its own.</param>
public sealed record NewStep(string Kind, string? From, string? Outcome)
{
    /// <summary>What can come after another step.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["email", "wait", "branch", "exit"];

    /// <summary>With what a new step begins: the same as on the canvas.</summary>
    public JourneyStep Make()
    {
        // Counts and people hang on an id: one that was deleted must not come back as another.
        var id = $"{Kind}-{Guid.NewGuid():N}"[..(Kind.Length + 9)];
        return Kind switch
        {
            "entry" => new JourneyStep.Entry(id, "", null, null, Trigger: null, EntryAgain.AfterExit),
            "wait" => new JourneyStep.Wait(id, "", null, null, "1d"),
            "branch" => new JourneyStep.Branch(id, "", null, null, Rule: null),
            "email" => new JourneyStep.Email(id, "", null, null, MessageContent.Empty),
            "exit" => new JourneyStep.Exit(id, "", null, null),
            _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "No kind of step is called so."),
        };
    }
}
