using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Stewardship;

/// <summary>What a dialog of this folder brought about.</summary>
/// <param name="Profiles">Those that there are now.</param>
public sealed record Decided(long Decision, bool IsJoin, IReadOnlyList<ProfileId> Profiles);
