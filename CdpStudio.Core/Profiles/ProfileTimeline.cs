using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles;

/// <summary>
/// A profile's events with their text. Which events, and in which order, the audience engine knows; the log has the rest, read
/// by number, because fact tables carry no index by profile.
/// </summary>
public sealed class ProfileTimeline(IProfileDirectory directory, FactLog log)
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
}
