using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>A pair that was seen together and is two people all the same.</summary>
/// <param name="Namespace">Whose limit it would have passed; null where there is none.</param>
/// <param name="ByBirth">Their birth dates are two people's. If there is neither, so much hangs together that it was not folded.</param>
/// <param name="Timestamp">Of the sighting; milliseconds since the Unix epoch.</param>
public readonly record struct LeftOutEdge(ProfileId A, ProfileId B, string? Namespace, bool ByBirth, long Timestamp);
