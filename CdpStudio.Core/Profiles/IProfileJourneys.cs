using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles;

/// <summary>Which journeys a profile walks or walked. Implemented by the journeys, which lie above profiles.</summary>
public interface IProfileJourneys
{
    /// <param name="profile">Any number of the profile.</param>
    /// <returns>The latest entry first; empty when it never entered one.</returns>
    Task<IReadOnlyList<ProfileJourney>> OfAsync(ProfileId profile, CancellationToken cancellationToken);
}

/// <summary>One walk through a journey.</summary>
/// <param name="State"><c>active</c>, <c>completed</c> or <c>exited</c>.</param>
/// <param name="Entry">From 1: which entry of this person.</param>
public sealed record ProfileJourney(string Key, string Name, string State, int Version, int Entry, DateTimeOffset EnteredAt);
