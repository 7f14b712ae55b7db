namespace CdpStudio.Core.Journeys.Definition;

/// <summary>One change of a draft. What the canvas sends and what takes it back are the same kind of thing.</summary>
public abstract record JourneyEdit
{
    private JourneyEdit()
    {
    }

    /// <summary>Adds the step, or replaces the one with its id; edges whose outcome the new kind lacks go.</summary>
    public sealed record SetStep(JourneyStep Step) : JourneyEdit;

    /// <summary>What led to it leads to its successor from then on.</summary>
    public sealed record RemoveStep(string Id) : JourneyEdit;

    /// <summary>Puts a new step onto an edge, or at a loose end.</summary>
    public sealed record InsertStep(JourneyStep Step, string From, string Outcome) : JourneyEdit;

    /// <summary>Also takes the outcome's edge to another step.</summary>
    public sealed record Connect(string From, string Outcome, string To) : JourneyEdit;

    public sealed record Disconnect(string From, string Outcome) : JourneyEdit;

    /// <param name="X">Null, as Y: laid out again.</param>
    public sealed record Move(string Id, double? X, double? Y) : JourneyEdit;
}

/// <summary>What came of edits.</summary>
public abstract record EditResult
{
    private EditResult()
    {
    }

    /// <param name="Undo">Applied to <paramref name="Definition"/>, they give what was there before, exactly.</param>
    public sealed record Done(JourneyDefinition Definition, IReadOnlyList<JourneyEdit> Undo) : EditResult;

    /// <param name="Edit">Which one, from 0.</param>
    /// <param name="Detail">English words.</param>
    public sealed record Refused(int Edit, string Detail) : EditResult;
}
