using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>Where one walk stands. All times are milliseconds since the Unix epoch.</summary>
/// <param name="Visit">From 1, one more with each step that is come to.</param>
/// <param name="CameAt">When it came to the step.</param>
/// <param name="DueAt">When it goes on; null when it has ended.</param>
public sealed record RunState(JourneyRunState State, string Step, int Visit, long CameAt, long? DueAt);

/// <summary>One visit of one step.</summary>
/// <param name="LeftAt">Null while it stands there.</param>
/// <param name="Outcome">Null while it stands there.</param>
/// <param name="Decision">What a branch was decided by.</param>
public sealed record StepVisit(int Visit, string Step, long CameAt, long? LeftAt = null, string? Outcome = null, BranchAnswer.Decided? Decision = null);

/// <summary>A mail is to be planned, once for the run and its visit.</summary>
/// <param name="About">What it is about.</param>
public sealed record SendEmail(string Step, int Visit, long At, ConsentPlace About);

/// <summary>A branch wants to know whether its rule holds.</summary>
/// <param name="At">The moment that the rule is asked about.</param>
public sealed record BranchQuestion(string Step, int Visit, long At);

public abstract record BranchAnswer
{
    private BranchAnswer()
    {
    }

    /// <param name="Explanation">The rule's tree with what was seen.</param>
    public sealed record Decided(bool Holds, NodeExplanation Explanation) : BranchAnswer;

    /// <summary>There is no such person any more.</summary>
    public sealed record Gone : BranchAnswer;

    /// <summary>The rule cannot be answered now; it is asked again later.</summary>
    /// <param name="Reason">English words.</param>
    public sealed record NotNow(string Reason) : BranchAnswer;
}

/// <param name="State">As it is afterwards.</param>
/// <param name="Visits">The visit that it began with, then one for each step that was come to. The last one has no end while the walk goes on.</param>
/// <param name="Question">Not null: nothing of this counts until it is answered.</param>
/// <param name="NotNow">Why it stays at a step that could not be walked, such as a branch without an answer; null when it met none.</param>
public sealed record AdvanceResult(
    RunState State, IReadOnlyList<StepVisit> Visits, IReadOnlyList<SendEmail> Effects, BranchQuestion? Question = null, string? NotNow = null);
