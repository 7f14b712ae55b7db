using System.Numerics;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine;

/// <summary>A row with the number that its profile shows.</summary>
internal readonly record struct Member(ProfileId Id, int Row);

/// <summary>Rows as people see them: by the number of the profile.</summary>
internal static class Members
{
    /// <summary>Their numbers in rising order.</summary>
    /// <param name="after">Only members above it; null for all.</param>
    public static ProfileId[] Ids(Snapshot snapshot, RowSet rows, ProfileId? after)
    {
        var ids = new ProfileId[rows.Count()];
        var (count, rising) = (0, true);
        var words = rows.Words;
        for (var word = 0; word < words.Length; word++)
        {
            for (var rest = words[word]; rest != 0; rest &= rest - 1)
            {
                var id = snapshot.Rows.IdOf((word << 6) + BitOperations.TrailingZeroCount(rest));
                if (id.Value <= (after?.Value ?? 0)) continue;

                // Rows are given in the order of numbers, except after profiles were taken apart.
                rising &= count == 0 || ids[count - 1] < id;
                ids[count++] = id;
            }
        }

        if (count < ids.Length) Array.Resize(ref ids, count);
        if (!rising) Array.Sort(ids);
        return ids;
    }

    /// <summary>In rising order of numbers.</summary>
    /// <param name="after">Only members above it; null for all.</param>
    public static IReadOnlyList<Member> Of(Snapshot snapshot, RowSet rows, ProfileId? after)
    {
        var members = rows.Rows().Select(r => new Member(snapshot.Rows.IdOf(r), r)).Where(m => after is null || m.Id > after).ToList();
        // Rows are given in the order of numbers, except after profiles were taken apart.
        for (var i = 1; i < members.Count; i++)
        {
            if (members[i - 1].Id < members[i].Id) continue;

            members.Sort((left, right) => left.Id.CompareTo(right.Id));
            break;
        }

        return members;
    }

    /// <summary>One from each of as many equal parts; which one, the seed decides.</summary>
    public static IEnumerable<Member> Spread(IReadOnlyList<Member> members, int size, int seed)
    {
        if (members.Count <= size) return members;

        var random = new Random(seed);
        return Enumerable.Range(0, size).Select(part =>
        {
            var (first, next) = ((long)part * members.Count / size, (part + 1L) * members.Count / size);
            return members[(int)random.NextInt64(first, next)];
        });
    }
}
