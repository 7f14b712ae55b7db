using System.Text.Json.Nodes;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Journeys;

/// <summary>Journeys and edits by chance: connected as it comes, finished or not.</summary>
internal static class RandomJourney
{
    private static readonly string[] s_waits = ["1s", "30m", "2h", "1d", "2w", "1mo", "1y"];

    /// <summary>Any definition that can be read.</summary>
    public static JourneyDefinition Any(Dice dice)
    {
        var steps = Enumerable.Range(0, dice.Number(1, 12)).Select(i => Step(dice, Id(i))).ToList();
        return JourneyDefinition.Of(steps, Edges(dice, steps, percent: 70));
    }

    /// <summary>One entry, every outcome connected; loops as they come, so not each of them is accepted.</summary>
    public static JourneyDefinition Finished(Dice dice)
    {
        var steps = new List<JourneyStep> { Entry(dice, "start"), new JourneyStep.Exit("end", "", null, null) };
        while (steps.Count < dice.Number(3, 14)) steps.Add(Inner(dice, Id(steps.Count)));
        return JourneyDefinition.Of(steps, Edges(dice, steps, percent: 100));
    }

    public static JourneyEdit Edit(Dice dice, JourneyDefinition definition)
    {
        var ids = definition.Steps.Select(s => s.Id).Append("unknown").ToList();
        return dice.Number(0, 7) switch
        {
            0 => new JourneyEdit.SetStep(Step(dice, dice.Pick(ids))),
            1 => new JourneyEdit.SetStep(Step(dice, Id(dice.Number(0, 20)))),
            2 => new JourneyEdit.RemoveStep(dice.Pick(ids)),
            3 => new JourneyEdit.InsertStep(Step(dice, Id(dice.Number(0, 20))), dice.Pick(ids), AnyOutcome(dice)),
            4 => new JourneyEdit.Connect(dice.Pick(ids), AnyOutcome(dice), dice.Pick(ids)),
            5 => new JourneyEdit.Disconnect(dice.Pick(ids), AnyOutcome(dice)),
            _ => new JourneyEdit.Move(dice.Pick(ids), dice.Chance(80) ? dice.Number(-500, 500) : null, dice.Chance(80) ? dice.Number(-500, 500) / 4.0 : null),
        };
    }

    private static List<JourneyEdge> Edges(Dice dice, List<JourneyStep> steps, int percent)
    {
        var targets = steps.Where(s => s is not JourneyStep.Entry).ToList();
        return
        [
            .. from step in steps
               from outcome in step.Outcomes
               where targets.Count > 0 && dice.Chance(percent)
               select new JourneyEdge(step.Id, outcome, dice.Pick(targets).Id),
        ];
    }

    private static JourneyStep Step(Dice dice, string id) => dice.Number(0, 6) switch
    {
        0 => Entry(dice, id),
        1 => new JourneyStep.Exit(id, "", null, null),
        _ => Inner(dice, id),
    };

    private static JourneyStep Inner(Dice dice, string id) => dice.Number(0, 5) switch
    {
        0 or 1 => new JourneyStep.Wait(id, dice.Chance(20) ? "A pause" : "", null, null, dice.Pick(s_waits)),
        2 => new JourneyStep.Email(id, "", dice.Number(0, 900), dice.Number(0, 900), MessageContent.Empty with { Subject = "Hello", Text = "You" }),
        _ => new JourneyStep.Branch(id, "", null, null, JsonNode.Parse("""{"attribute":"plan","op":"eq","value":"free"}""")),
    };

    private static JourneyStep.Entry Entry(Dice dice, string id) =>
        new(id, "", null, null, new EntryTrigger.Event("Order Completed", Where: null), dice.Pick(Enum.GetValues<EntryAgain>()));

    private static string AnyOutcome(Dice dice) => dice.Pick(Outcome.Next, Outcome.Yes, Outcome.No);

    private static string Id(int number) => FormattableString.Invariant($"s-{number}");
}
