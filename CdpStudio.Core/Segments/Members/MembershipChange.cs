using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Segments.Members;

/// <summary>Who came and who went between two memberships.</summary>
internal sealed record MembershipChange(IReadOnlyList<ProfileId> Entered, IReadOnlyList<ProfileId> Left)
{
    public bool IsNone => Entered.Count == 0 && Left.Count == 0;

    /// <summary>Both in rising order.</summary>
    public static MembershipChange Between(IReadOnlyList<ProfileId> before, IReadOnlyList<ProfileId> after)
    {
        // Most rounds find everybody where they were, and then one comparison of memory says so.
        if (before is ProfileId[] were && after is ProfileId[] are && were.AsSpan().SequenceEqual(are)) return new MembershipChange([], []);

        var entered = new List<ProfileId>();
        var left = new List<ProfileId>();
        var (b, a) = (0, 0);
        while (b < before.Count || a < after.Count)
        {
            if (a == after.Count || (b < before.Count && before[b] < after[a])) left.Add(before[b++]);
            else if (b == before.Count || after[a] < before[b]) entered.Add(after[a++]);
            else (b, a) = (b + 1, a + 1);
        }

        return new MembershipChange(entered, left);
    }
}
