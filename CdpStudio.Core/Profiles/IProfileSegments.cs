using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles;

/// <summary>Which segments a profile is in. Implemented by the segments, which lie above profiles.</summary>
public interface IProfileSegments
{
    /// <param name="profile">The number that the profile shows.</param>
    /// <returns>By name; empty when it is in none.</returns>
    Task<IReadOnlyList<ProfileSegment>> OfAsync(ProfileId profile, CancellationToken cancellationToken);
}

/// <param name="Since">When it was seen to enter; null when that is not recorded yet.</param>
public sealed record ProfileSegment(string Key, string Name, DateTimeOffset? Since);
