using System.Diagnostics;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Tests.Reference;

/// <summary>Conditions on a recorded membership. A person is in while one of their numbers is; what lasted for no time is nothing.</summary>
internal static class ReferenceMemberships
{
    /// <param name="changes">The recorded changes of all the profile's numbers in one segment, tag or list; what is later than now does not exist.</param>
    public static bool Holds(
        IReadOnlyList<MembershipChange> changes, Membership? membership, Func<string, long?> dateOf, ReferenceClock clock)
    {
        var known = changes.Where(c => c.At <= clock.Now).ToList();
        bool IsIn(long moment) => known.GroupBy(c => c.Profile).Any(g => g.Where(c => c.At <= moment).OrderBy(c => c.At).LastOrDefault() is { Entered: true });

        var moments = known.Select(c => c.At).Distinct().Order().ToList();
        var entered = moments.Where(m => !IsIn(m - 1) && IsIn(m)).Cast<long?>().LastOrDefault();
        var left = moments.Where(m => IsIn(m - 1) && !IsIn(m)).Cast<long?>().LastOrDefault();
        return membership switch
        {
            null => IsIn(clock.Now),
            Membership.Entered m => entered is { } at && ReferenceWindows.Holds(m.During, at, clock, dateOf),
            Membership.Left m => left is { } at && ReferenceWindows.Holds(m.During, at, clock, dateOf),
            Membership.For m => IsIn(clock.Now) && entered <= clock.Before(clock.Now, m.Length),
            _ => throw new UnreachableException(membership.GetType().Name),
        };
    }
}
