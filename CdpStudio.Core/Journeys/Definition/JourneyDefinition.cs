using System.Text.Json.Nodes;
using CdpStudio.Core.Messaging.Content;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>
/// A journey as it is drawn: steps and the edges between them. A draft may be half finished; what is wrong with it is found by
/// validation, so every member that a person fills may be empty. Stored as JSON with <c>"version":1</c>; kinds, outcomes and members
/// are added to and never renamed.
/// </summary>
public sealed record JourneyDefinition(IReadOnlyList<JourneyStep> Steps, IReadOnlyList<JourneyEdge> Edges)
{
    public const int MaxSteps = 500;

    public static JourneyDefinition Empty { get; } = new([], []);

    /// <summary>In the order in which definitions are kept: steps by id, edges by where they leave. Order says nothing.</summary>
    public static JourneyDefinition Of(IEnumerable<JourneyStep> steps, IEnumerable<JourneyEdge> edges) => new(
        [.. steps.OrderBy(s => s.Id, StringComparer.Ordinal)],
        [.. edges.OrderBy(e => e.From, StringComparer.Ordinal).ThenBy(e => e.Outcome, StringComparer.Ordinal)]);

    public JourneyStep? Find(string step) => Steps.FirstOrDefault(s => s.Id == step);

    /// <summary>Where an outcome leads; null for a loose end.</summary>
    public string? Next(string step, string outcome) => Edges.FirstOrDefault(e => e.From == step && e.Outcome == outcome)?.To;
}

/// <param name="Id">1 to 40 of <c>a-z 0-9 -</c>, unique in the journey; never changes, since counts and people hang on it.</param>
/// <param name="Name">Empty shows a name made from the settings.</param>
/// <param name="X">Where it lies on the canvas, in its units; null is laid out.</param>
public abstract record JourneyStep(string Id, string Name, double? X, double? Y)
{
    public const int MaxIdLength = 40;
    public const int MaxNameLength = 200;

    private static readonly IReadOnlyList<string> s_next = [Outcome.Next];
    private static readonly IReadOnlyList<string> s_yesNo = [Outcome.Yes, Outcome.No];

    /// <summary>The ways out, the one that goes on as usual first; none from an exit.</summary>
    public IReadOnlyList<string> Outcomes => this switch
    {
        Entry or Wait or Email => s_next,
        Branch => s_yesNo,
        Exit => [],
        _ => throw new System.Diagnostics.UnreachableException(GetType().Name),
    };

    /// <summary>Lets people in. Outcome <c>next</c>.</summary>
    /// <param name="Trigger">Null until somebody has chosen one. Has the finished filters only.</param>
    /// <param name="Unfinished">The event with all its filters while one of them lacks something: JSON of <see cref="Segments.Drafts.RuleDraft.Pack"/>.</param>
    public sealed record Entry(string Id, string Name, double? X, double? Y, EntryTrigger? Trigger, EntryAgain Again, JsonNode? Unfinished = null)
        : JourneyStep(Id, Name, X, Y);

    /// <summary>Outcome <c>next</c>, after the time has passed.</summary>
    /// <param name="For">A duration of the rule language, such as <c>2d</c>; empty until it was said.</param>
    public sealed record Wait(string Id, string Name, double? X, double? Y, string For) : JourneyStep(Id, Name, X, Y);

    /// <summary>Outcomes <c>yes</c> and <c>no</c>.</summary>
    /// <param name="Rule">JSON of the rule language, the finished lines only; null until there is one.</param>
    /// <param name="Unfinished">The rule with all its lines while one of them lacks something: JSON of <see cref="Segments.Drafts.RuleDraft.Pack"/>.</param>
    public sealed record Branch(string Id, string Name, double? X, double? Y, JsonNode? Rule, JsonNode? Unfinished = null) : JourneyStep(Id, Name, X, Y);

    /// <summary>Plans one mail. Outcome <c>next</c>, at once: a mail that cannot be sent stops nobody.</summary>
    public sealed record Email(string Id, string Name, double? X, double? Y, MessageContent Content) : JourneyStep(Id, Name, X, Y);

    /// <summary>The end.</summary>
    public sealed record Exit(string Id, string Name, double? X, double? Y) : JourneyStep(Id, Name, X, Y);
}

public abstract record EntryTrigger
{
    private EntryTrigger()
    {
    }

    /// <param name="Where">Filters as in a rule's <c>where</c>: a JSON array; null for none.</param>
    public sealed record Event(string Name, JsonNode? Where) : EntryTrigger;

    /// <summary>Whoever has another value that wins from now on.</summary>
    /// <param name="From">Null for any old value.</param>
    /// <param name="To">Null for any new value.</param>
    public sealed record Change(string Attribute, ChangedValue? From, ChangedValue? To) : EntryTrigger;

    /// <param name="Key">Whoever enters this segment enters the journey.</param>
    /// <param name="Present">Also those who are in it when the journey is published.</param>
    public sealed record Segment(string Key, bool Present) : EntryTrigger;
}

/// <summary>One end of a change.</summary>
/// <param name="Value">As a rule's <c>from</c> and <c>to</c>; null means that there was, or is, none.</param>
public sealed record ChangedValue(JsonNode? Value);

/// <summary>Whether a person who was in the journey may come in again.</summary>
public enum EntryAgain
{
    Never,
    AfterExit,
    Always,
}

/// <param name="From">A step's id.</param>
/// <param name="Outcome"><c>next</c>, <c>yes</c> or <c>no</c>; one edge at most for each outcome of a step.</param>
/// <param name="To">A step's id.</param>
public sealed record JourneyEdge(string From, string Outcome, string To);

/// <summary>By what a step is left; stored, so added to and never renamed.</summary>
public static class Outcome
{
    public const string Next = "next";
    public const string Yes = "yes";
    public const string No = "no";

    /// <summary>Of a passage: the walk ended here, at an exit or a loose end.</summary>
    public const string End = "end";

    /// <summary>Of a passage: the person is no longer known.</summary>
    public const string Gone = "gone";

    /// <summary>Of a passage: the journey was stopped, and everybody was taken out.</summary>
    public const string Stopped = "stopped";
}
