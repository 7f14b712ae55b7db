using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.IdentityResolution;

/// <summary>An identifier that belongs to another profile now, or to none.</summary>
/// <param name="Node">The number that the identifier was born with.</param>
/// <param name="Before">The lowest number of its component until now; its own when it stood alone or is new.</param>
/// <param name="After">The lowest number of its component from now on; 0 when it was erased.</param>
public readonly record struct ComponentChange(ProfileId Node, ProfileId Before, ProfileId After);
