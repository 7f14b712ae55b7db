namespace CdpStudio.Core.IdentityResolution;

/// <summary>
/// The birth dates of groups of nodes while they are folded. Two groups are two people when a date of one and a date of the other are. Where
/// somebody joined two people's dates on purpose, that group may have any more that fits one of them: it was looked at.
/// </summary>
internal sealed class GroupBirths(int count)
{
    private readonly List<int>?[] _of = new List<int>?[count];
    private readonly HashSet<int> _mixed = [];

    /// <summary>Whether any group has two people's dates.</summary>
    public bool IsMixed => _mixed.Count > 0;

    public void Include(int group, int date)
    {
        var dates = _of[group] ??= [];
        if (dates.Contains(date)) return;
        if (dates.Exists(known => BirthDate.AreTwoPeoples(known, date))) _mixed.Add(group);

        dates.Add(date);
    }

    public void Join(int kept, int gone)
    {
        foreach (var date in _of[gone] ?? []) Include(kept, date);
        if (_mixed.Contains(gone)) _mixed.Add(kept);
    }

    public bool AreTwoPeoples(int one, int other) =>
        _of[one] is { } ones && _of[other] is { } others
        && ones.Exists(a => others.Exists(b => BirthDate.AreTwoPeoples(a, b) && !Takes(one, b) && !Takes(other, a)));

    private bool Takes(int group, int date) => _mixed.Contains(group) && _of[group]!.Exists(known => !BirthDate.AreTwoPeoples(known, date)); // a mixed one has some
}
