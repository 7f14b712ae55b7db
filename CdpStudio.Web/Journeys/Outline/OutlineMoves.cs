using CdpStudio.Core.Journeys.Definition;

namespace CdpStudio.Web.Journeys.Outline;

/// <summary>Moving a step past its neighbour. Pure; the same definition where it cannot be moved.</summary>
internal static class OutlineMoves
{
    extension(JourneyDefinition definition)
    {
        public bool CanMoveUp(JourneyStep step) => definition.Above(step) is not null;

        public bool CanMoveDown(JourneyStep step) => definition.Below(step) is not null;

        public JourneyDefinition MoveUp(JourneyStep step) => definition.Above(step) is { } above ? definition.Swap(above, step) : definition;

        public JourneyDefinition MoveDown(JourneyStep step) => definition.Below(step) is { } below ? definition.Swap(step, below) : definition;

        /// <summary>The step that alone leads here, when both can change places.</summary>
        private JourneyStep? Above(JourneyStep step)
        {
            var leading = definition.Edges.Where(e => e.To == step.Id).ToList();
            return leading is [var only] && definition.Find(only.From) is { } above && only.From != step.Id && step.Outcomes.Count > 0 && above is not JourneyStep.Entry ? above : null;
        }

        private JourneyStep? Below(JourneyStep step) =>
            step is not JourneyStep.Entry && step.Outcomes is [var first, ..] && definition.Next(step.Id, first) is { } next
            && definition.Find(next) is { } below && definition.Above(below)?.Id == step.Id ? below : null;

        /// <summary>Where <paramref name="upper"/> led to <paramref name="lower"/>, the lower one leads to it by its first outcome.</summary>
        private JourneyDefinition Swap(JourneyStep upper, JourneyStep lower)
        {
            var first = lower.Outcomes[0];
            var after = definition.Next(lower.Id, first);
            var edges = definition.Edges.Where(e => e.From != lower.Id || e.Outcome != first).SelectMany<JourneyEdge, JourneyEdge>(e =>
                e.To == upper.Id && e.From != lower.Id ? [e with { To = lower.Id }]
                : e.From == upper.Id && e.To == lower.Id ? after is null ? [] : [e with { To = after == upper.Id ? lower.Id : after }]
                : [e]);
            return JourneyDefinition.Of(definition.Steps, edges.Append(new JourneyEdge(lower.Id, first, upper.Id)));
        }
    }
}
