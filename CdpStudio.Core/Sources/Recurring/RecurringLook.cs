namespace CdpStudio.Core.Sources.Recurring;

/// <summary>What a look brought.</summary>
/// <param name="Taken">Files that are on their way into an import now.</param>
/// <param name="Refused">Files that no import could be made of.</param>
/// <param name="Again">When the next look is due, earlier than the schedule says; null leaves it to the schedule.</param>
/// <param name="Problem">Why a file is left as it is although the look as a whole went well.</param>
internal sealed record RecurringLook(int Taken = 0, int Refused = 0, DateTimeOffset? Again = null, RecurringProblem? Problem = null)
{
    public bool FoundNothing => this is { Taken: 0, Refused: 0, Problem: null };
}
