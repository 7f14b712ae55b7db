using System.Diagnostics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Conditions on a recorded membership.</summary>
internal static class ReferenceMemberships
{
    /// <param name="changes">The profile's recorded changes up to now in one segment, tag or list, by time.</param>
    public static bool Holds(
        IReadOnlyList<MembershipChange> changes, Membership? membership, Func<string, long?> dateOf, ReferenceClock clock) => membership switch
        {
            null => changes is [.., { Entered: true }],
            Membership.Entered m => changes.LastOrDefault(c => c.Entered) is { } last && ReferenceWindows.Holds(m.During, last.At, clock, dateOf),
            Membership.Left m => changes.LastOrDefault(c => !c.Entered) is { } last && ReferenceWindows.Holds(m.During, last.At, clock, dateOf),
            Membership.For m => changes is [.., { Entered: true } last] && last.At <= clock.Before(clock.Now, m.Length),
            _ => throw new UnreachableException(membership.GetType().Name),
        };
}
