using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Stewardship;

internal static class DirectoryNodes
{
    // Those that say who somebody is; a join between two of them holds whatever a device or an address is seen with.
    private static readonly string[] s_speakingOrder = [IdentifierNamespace.UserId, IdentifierNamespace.Email, IdentifierNamespace.Phone];

    extension(IProfileDirectory directory)
    {
        /// <summary>The person's identifiers with the numbers that they were born with.</summary>
        public IReadOnlyList<IdentityNode> NodesOf(ProfileRecord person) =>
            [.. person.Identifiers.SelectMany(i => directory.NumberOf(i) is { } number ? new[] { new IdentityNode(number, i) } : [])];

        /// <summary>The profiles that some numbers belong to now, in rising order.</summary>
        public IReadOnlyList<ProfileId> ProfilesOf(IEnumerable<ProfileId> numbers) =>
            [.. numbers.Select(directory.Read).OfType<ProfileRecord>().Select(p => p.Id).Distinct().Order()];
    }

    /// <summary>The identifier by which a steward joins the person: a user id where there is one.</summary>
    public static IdentityNode Speaking(this IReadOnlyList<IdentityNode> nodes) =>
        s_speakingOrder.Select(space => nodes.FirstOrDefault(n => n.Identifier.Namespace == space)).OfType<IdentityNode>().FirstOrDefault() ?? nodes[0];
}
