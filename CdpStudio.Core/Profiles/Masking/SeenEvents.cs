using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles.Masking;

/// <summary>What people did and how they were, as whoever looks may see it.</summary>
public sealed class SeenEvents(ProfileTimeline timeline, PastProfile past, FactLog log, SeenPeople people)
{
    /// <inheritdoc cref="ProfileTimeline.PageAsync(ProfileId, IReadOnlyList{string}, ProfileEvent?, int, CancellationToken)"/>
    public async Task<IReadOnlyList<Fact.Event>> PageAsync(
        ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int size, CancellationToken cancellationToken) =>
        Masked(await timeline.PageAsync(profile, names, after, size, cancellationToken), people.MaskOf(profile));

    /// <inheritdoc cref="ProfileTimeline.PageAsync(ProfileId, TimelineFilter, AssertionPlace?, int, CancellationToken)"/>
    public async Task<TimelinePage> PageAsync(ProfileId profile, TimelineFilter filter, AssertionPlace? after, int size, CancellationToken cancellationToken)
    {
        var page = await timeline.PageAsync(profile, filter, after, size, cancellationToken);
        return people.MaskOf(profile) is { } mask ? page with { Events = Masked(page.Events, mask), Changes = [.. page.Changes.Select(mask.Of)] } : page;
    }

    /// <param name="numbers">Events of that person.</param>
    public async Task<IReadOnlyList<Fact.Event>> FetchAsync(ProfileId profile, IReadOnlyCollection<long> numbers, CancellationToken cancellationToken) =>
        Masked(await log.FetchEventsAsync(numbers, cancellationToken), people.MaskOf(profile));

    /// <inheritdoc cref="PastProfile.ReadAsync"/>
    public async Task<PastProfileRecord?> PastAsync(
        ProfileId profile, DateTimeOffset asOf, KnownAt? knownAt, int events, CancellationToken cancellationToken)
    {
        var record = await past.ReadAsync(profile, asOf, knownAt, events, cancellationToken);
        return record is null || people.MaskOf(profile) is not { } mask
            ? record
            : record with
            {
                Identifiers = [.. record.Identifiers.Select(mask.Of)],
                Attributes = [.. record.Attributes.Select(a => a with { Value = mask.Value(a.Name, a.Value)!, Others = [.. a.Others.Select(mask.Of)] })], // those of a record have one
                LastEvents = [.. record.LastEvents.Select(mask.Of)],
            };
    }

    private static IReadOnlyList<Fact.Event> Masked(IReadOnlyList<Fact.Event> events, PersonMask? mask) => mask is null ? events : [.. events.Select(mask.Of)];
}
