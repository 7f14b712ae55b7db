using System.Diagnostics;
using System.Diagnostics.Contracts;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>
/// How a person walks: the same function live, in a simulation and in a replay. It knows neither a clock nor a database; what it is given
/// decides what it returns.
/// </summary>
public static class Advance
{
    /// <summary>Steps of one call; a longer way goes on with the next one, so that no transaction grows without bound.</summary>
    public const int MaxVisits = 100;

    /// <summary>When a branch is asked again that could not be answered.</summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromMinutes(5);

    /// <summary>Comes to a step as the first of a walk: an entry, or wherever a simulation begins.</summary>
    [Pure]
    public static AdvanceResult Enter(JourneyDefinition definition, string step, long now, WorkspaceZone zone)
    {
        var walk = new Walk(definition, zone, now);
        walk.ComeTo(step, visit: 1);
        return walk.Result();
    }

    /// <summary>Goes on until the walk waits, ends or wants an answer. A walk that is not due, or has ended, stays as it is.</summary>
    /// <param name="now">Of a clock that may have gone back: no visit ends before it began.</param>
    /// <param name="answers">Of branches, by visit. Where one is missing the result asks for it: answer, and call again.</param>
    /// <param name="zone">In which months and years of waits are counted.</param>
    [Pure]
    public static AdvanceResult Next(
        JourneyDefinition definition, RunState state, long now, IReadOnlyDictionary<int, BranchAnswer> answers, WorkspaceZone zone)
    {
        var walk = new Walk(definition, zone, Math.Max(now, state.CameAt));
        walk.StandAt(state);
        while (walk.State is { State: JourneyRunState.Active, DueAt: { } due } && due <= now && walk.Count <= MaxVisits)
        {
            if (!walk.Leave(answers)) break;
        }

        return walk.Result();
    }

    /// <summary>One call's way; nobody outside sees it change.</summary>
    private sealed class Walk(JourneyDefinition definition, WorkspaceZone zone, long now)
    {
        private readonly List<StepVisit> _visits = [];
        private readonly List<SendEmail> _effects = [];
        private BranchQuestion? _question;
        private string? _notNow;
        private RunState? _state;

        public RunState State => _state!; // Enter and Next give it a place first

        public int Count => _visits.Count;

        public AdvanceResult Result() => new(State, _visits, _effects, _question, _notNow);

        public void StandAt(RunState state)
        {
            _state = state;
            _visits.Add(new StepVisit(state.Visit, state.Step, state.CameAt));
        }

        public void ComeTo(string id, int visit)
        {
            StandAt(new RunState(JourneyRunState.Active, id, visit, now, now));
            switch (definition.Find(id))
            {
                case JourneyStep.Wait wait when Duration.TryParse(wait.For, out var length):
                    _state = State with { DueAt = zone.Plus(now, length) };
                    break;
                case JourneyStep.Wait:
                    // Only in a draft that is rehearsed: publishing refuses it.
                    Postpone("The wait has no length yet.");
                    break;
                case JourneyStep.Exit:
                    End(JourneyRunState.Completed, Outcome.End);
                    break;
            }
        }

        /// <returns>False when the walk stays here for now.</returns>
        public bool Leave(IReadOnlyDictionary<int, BranchAnswer> answers)
        {
            switch (definition.Find(State.Step))
            {
                case JourneyStep.Entry or JourneyStep.Wait:
                    Follow(Outcome.Next);
                    return true;
                case JourneyStep.Email email:
                    _effects.Add(new SendEmail(email.Id, State.Visit, now, email.Content.About));
                    Follow(Outcome.Next);
                    return true;
                case JourneyStep.Branch:
                    return Decide(answers);
                case JourneyStep.Exit or null:
                    End(JourneyRunState.Exited, Outcome.End);
                    return true;
                case var other:
                    throw new UnreachableException(other.GetType().Name);
            }
        }

        private bool Decide(IReadOnlyDictionary<int, BranchAnswer> answers)
        {
            switch (answers.GetValueOrDefault(State.Visit))
            {
                case null:
                    _question = new BranchQuestion(State.Step, State.Visit, now);
                    return false;
                case BranchAnswer.Decided decided:
                    Follow(decided.Holds ? Outcome.Yes : Outcome.No, decided);
                    return true;
                case BranchAnswer.Gone:
                    End(JourneyRunState.Exited, Outcome.Gone);
                    return true;
                case BranchAnswer.NotNow later:
                    Postpone(later.Reason);
                    return false;
                case var other:
                    throw new UnreachableException(other.GetType().Name);
            }
        }

        private void Postpone(string reason)
        {
            _notNow = reason;
            _state = State with { DueAt = now + (long)AskAgain.TotalMilliseconds };
        }

        private void Follow(string outcome, BranchAnswer.Decided? decision = null)
        {
            if (definition.Next(State.Step, outcome) is not { } next)
            {
                End(JourneyRunState.Exited, Outcome.End, decision);
                return;
            }

            _visits[^1] = _visits[^1] with { LeftAt = now, Outcome = outcome, Decision = decision };
            ComeTo(next, State.Visit + 1);
        }

        private void End(JourneyRunState how, string outcome, BranchAnswer.Decided? decision = null)
        {
            _visits[^1] = _visits[^1] with { LeftAt = now, Outcome = outcome, Decision = decision };
            _state = State with { State = how, DueAt = null };
        }
    }
}
