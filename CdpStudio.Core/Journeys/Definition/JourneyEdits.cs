using System.Diagnostics;
using System.Diagnostics.Contracts;

namespace CdpStudio.Core.Journeys.Definition;

/// <summary>
/// Applies edits purely. Whatever is applied, ids stay unique, edges lead between steps that exist and never to an entry, and an outcome
/// has one edge at most.
/// </summary>
public static class JourneyEdits
{
    /// <summary>All of them in order, or none.</summary>
    [Pure]
    public static EditResult Apply(this JourneyDefinition definition, IReadOnlyList<JourneyEdit> edits)
    {
        var undo = new List<JourneyEdit>();
        for (var i = 0; i < edits.Count; i++)
        {
            try
            {
                var change = Apply(definition, edits[i]);
                definition = change.Definition;
                undo.InsertRange(0, change.Undo);
            }
            catch (EditRefusedException e)
            {
                return new EditResult.Refused(i, e.Message);
            }
        }

        return new EditResult.Done(definition, undo);
    }

    private static Change Apply(JourneyDefinition definition, JourneyEdit edit) => edit switch
    {
        JourneyEdit.SetStep set => SetStep(definition, set.Step),
        JourneyEdit.RemoveStep remove => RemoveStep(definition, remove.Id),
        JourneyEdit.InsertStep insert => InsertStep(definition, insert),
        JourneyEdit.Connect connect => Connect(definition, connect),
        JourneyEdit.Disconnect disconnect => Disconnect(definition, disconnect),
        JourneyEdit.Move move => Move(definition, move),
        _ => throw new UnreachableException(edit.GetType().Name),
    };

    private static Change SetStep(JourneyDefinition definition, JourneyStep step)
    {
        var before = definition.Find(step.Id);
        var lost = definition.Edges.Where(e => (e.From == step.Id && !step.Outcomes.Contains(e.Outcome)) || (e.To == step.Id && step is JourneyStep.Entry)).ToList();
        var after = JourneyDefinition.Of(definition.Steps.Where(s => s.Id != step.Id).Append(step), definition.Edges.Except(lost));

        return before is null
            ? new Change(after, [new JourneyEdit.RemoveStep(step.Id)])
            : new Change(after, [new JourneyEdit.SetStep(before), .. lost.Select(Again)]);
    }

    private static Change RemoveStep(JourneyDefinition definition, string id)
    {
        var step = Find(definition, id);
        var (touching, others) = (definition.Edges.Where(e => e.From == id || e.To == id).ToList(), definition.Edges.Where(e => e.From != id && e.To != id));
        // A step that leads to itself has no successor of that outcome.
        var successor = step.Outcomes.Select(o => definition.Next(id, o)).FirstOrDefault(to => to is not null && to != id);
        var joined = successor is null ? [] : touching.Where(e => e.To == id && e.From != id).Select(e => e with { To = successor });

        return new Change(
            JourneyDefinition.Of(definition.Steps.Where(s => s.Id != id), others.Concat(joined)),
            [new JourneyEdit.SetStep(step), .. touching.Select(Again)]);
    }

    private static Change InsertStep(JourneyDefinition definition, JourneyEdit.InsertStep insert)
    {
        if (definition.Find(insert.Step.Id) is not null) throw new EditRefusedException($"There is a step '{insert.Step.Id}' already.");
        if (insert.Step is JourneyStep.Entry) throw new EditRefusedException("Nothing leads to an entry.");
        RefuseUnknown(definition, insert.From, insert.Outcome);

        var next = definition.Next(insert.From, insert.Outcome);
        var edges = definition.Edges
            .Where(e => e.From != insert.From || e.Outcome != insert.Outcome)
            .Append(new JourneyEdge(insert.From, insert.Outcome, insert.Step.Id));
        if (next is not null && insert.Step.Outcomes is [var first, ..]) edges = edges.Append(new JourneyEdge(insert.Step.Id, first, next));

        var undo = new List<JourneyEdit> { new JourneyEdit.RemoveStep(insert.Step.Id) };
        // Removing an exit leaves a loose end.
        if (next is not null && insert.Step.Outcomes.Count == 0) undo.Add(new JourneyEdit.Connect(insert.From, insert.Outcome, next));
        return new Change(JourneyDefinition.Of(definition.Steps.Append(insert.Step), edges), undo);
    }

    private static Change Connect(JourneyDefinition definition, JourneyEdit.Connect connect)
    {
        RefuseUnknown(definition, connect.From, connect.Outcome);
        if (Find(definition, connect.To) is JourneyStep.Entry) throw new EditRefusedException("Nothing leads to an entry.");

        var before = definition.Next(connect.From, connect.Outcome);
        var edges = definition.Edges
            .Where(e => e.From != connect.From || e.Outcome != connect.Outcome)
            .Append(new JourneyEdge(connect.From, connect.Outcome, connect.To));
        return new Change(JourneyDefinition.Of(definition.Steps, edges), [Restored(connect.From, connect.Outcome, before)]);
    }

    private static Change Disconnect(JourneyDefinition definition, JourneyEdit.Disconnect disconnect)
    {
        RefuseUnknown(definition, disconnect.From, disconnect.Outcome);

        var before = definition.Next(disconnect.From, disconnect.Outcome);
        var edges = definition.Edges.Where(e => e.From != disconnect.From || e.Outcome != disconnect.Outcome);
        return new Change(JourneyDefinition.Of(definition.Steps, edges), [Restored(disconnect.From, disconnect.Outcome, before)]);
    }

    private static Change Move(JourneyDefinition definition, JourneyEdit.Move move)
    {
        var step = Find(definition, move.Id);
        var moved = step with { X = move.X, Y = move.Y };
        return new Change(
            JourneyDefinition.Of(definition.Steps.Select(s => s == step ? moved : s), definition.Edges),
            [new JourneyEdit.Move(step.Id, step.X, step.Y)]);
    }

    private static JourneyEdit.Connect Again(JourneyEdge edge) => new(edge.From, edge.Outcome, edge.To);

    private static JourneyEdit Restored(string from, string outcome, string? to) =>
        to is null ? new JourneyEdit.Disconnect(from, outcome) : new JourneyEdit.Connect(from, outcome, to);

    private static JourneyStep Find(JourneyDefinition definition, string id) =>
        definition.Find(id) ?? throw new EditRefusedException($"There is no step '{id}'.");

    private static void RefuseUnknown(JourneyDefinition definition, string from, string outcome)
    {
        if (!Find(definition, from).Outcomes.Contains(outcome)) throw new EditRefusedException($"The step '{from}' has no outcome '{outcome}'.");
    }

    private sealed record Change(JourneyDefinition Definition, IReadOnlyList<JourneyEdit> Undo);

    private sealed class EditRefusedException(string message) : Exception(message);
}
