using Microsoft.EntityFrameworkCore.Query;

namespace CdpStudio.Core.Duplicates;

/// <summary>Changes of state that more than one use case makes.</summary>
internal static class DuplicateDecision
{
    /// <summary>As if nobody had decided.</summary>
    public static void Reopen(UpdateSettersBuilder<DuplicatePair> set) => set
        .SetProperty(p => p.State, DuplicateState.Open)
        .SetProperty(p => p.DecidedAt, (DateTimeOffset?)null)
        .SetProperty(p => p.By, (string?)null)
        .SetProperty(p => p.Automatic, valueExpression: false)
        .SetProperty(p => p.JoinedLow, (Kernel.ProfileId?)null)
        .SetProperty(p => p.JoinedHigh, (Kernel.ProfileId?)null);
}
