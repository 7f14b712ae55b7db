using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles;

/// <summary>
/// A profile's events with their text, and what became of its attributes. Which events, and in which order, the audience engine knows; the log
/// has the rest, read by number, because fact tables carry no index by profile.
/// </summary>
public sealed class ProfileTimeline(IProfileDirectory directory, AttributeChanges changes, FactLog log)
{
    /// <summary>Newest first by timestamp, then by arrival.</summary>
    /// <param name="names">Only events of these names; empty for all.</param>
    /// <param name="after">The last event of the page before; null starts at the newest.</param>
    public async Task<IReadOnlyList<Fact.Event>> PageAsync(
        ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int size, CancellationToken cancellationToken)
    {
        var page = directory.Events(profile, names, after, size);
        var stored = (await log.FetchEventsAsync([.. page.Select(e => e.Fact)], cancellationToken)).ToDictionary(e => e.Number);

        return [.. page.Select(e => stored[e.Fact])];
    }

    /// <summary>Events and changes down to one place, which <paramref name="size"/> of either reach, or fewer.</summary>
    /// <param name="after">Where the page before ended; null starts at the newest.</param>
    public async Task<TimelinePage> PageAsync(
        ProfileId profile, TimelineFilter filter, AssertionPlace? after, int size, CancellationToken cancellationToken)
    {
        var changed = filter is TimelineFilter.Event ? AttributeChangePage.None : changes.Page(profile, after, size);
        var names = filter is TimelineFilter.Event { Name: var name } ? new[] { name } : [];
        var happened = filter is TimelineFilter.Changes
            ? []
            : await PageAsync(profile, names, after is { } place ? new ProfileEvent("", place.ValidFrom, place.Fact) : null, size, cancellationToken);

        // Whichever stopped earlier says how far down both are known.
        AssertionPlace?[] ends = [changed.End, happened.Count == size ? PlaceOf(happened[^1]) : null];
        var end = ends.Max();
        return new TimelinePage(
            [.. happened.Where(e => end is null || PlaceOf(e) >= end)], [.. changed.Changes.Where(c => end is null || c.Place >= end)], end);
    }

    private static AssertionPlace PlaceOf(Fact.Event happened) => new(happened.Timestamp, happened.Number);
}

/// <summary>What of a timeline is shown.</summary>
public abstract record TimelineFilter
{
    private TimelineFilter()
    {
    }

    public sealed record Everything : TimelineFilter;

    public sealed record Changes : TimelineFilter;

    /// <summary>Events of this name.</summary>
    public sealed record Event(string Name) : TimelineFilter;
}

/// <summary>Each newest first.</summary>
/// <param name="End">Hand it back for the next page; null at the end.</param>
public sealed record TimelinePage(IReadOnlyList<Fact.Event> Events, IReadOnlyList<AttributeChange> Changes, AssertionPlace? End);
