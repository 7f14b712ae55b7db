namespace CdpStudio.Core.Duplicates;

/// <summary>What became of a decision about a pair.</summary>
public enum DuplicateOutcome
{
    Done,

    /// <summary>There is no such pair, or no longer.</summary>
    NotFound,

    /// <summary>It is not in the state for that: somebody else was quicker.</summary>
    Decided,

    /// <summary>They are one person by now; the suggestion was dropped.</summary>
    OneAlready,

    /// <summary>One of them is no longer there; the suggestion was dropped.</summary>
    Gone,

    /// <summary>Somebody said that they never belong together; the pair is open as before.</summary>
    KeptApart,

    /// <summary>The join was taken back, and they are one person all the same: something else joins them too.</summary>
    StillOne,
}
