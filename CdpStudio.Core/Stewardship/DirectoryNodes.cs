using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Stewardship;

internal static class DirectoryNodes
{
    // Those that say who somebody is; a join between two of them holds whatever a device or an address is seen with.
    private const int MostSaid = 1_000;

    private static readonly string[] s_speakingOrder = [IdentifierNamespace.UserId, IdentifierNamespace.Email, IdentifierNamespace.Phone];

    extension(IProfileDirectory directory)
    {
        /// <summary>The person's identifiers with the numbers that they were born with.</summary>
        public IReadOnlyList<IdentityNode> NodesOf(ProfileRecord person) =>
            [.. person.Identifiers.SelectMany(i => directory.NumberOf(i) is { } number ? new[] { new IdentityNode(number, i) } : [])];

        /// <summary>The profiles that some numbers belong to now, in rising order.</summary>
        public IReadOnlyList<ProfileId> ProfilesOf(IEnumerable<ProfileId> numbers) =>
            [.. numbers.Select(directory.Read).OfType<ProfileRecord>().Select(p => p.Id).Distinct().Order()];

        /// <summary>
        /// By which two people are joined on purpose: those that say who somebody is, and where birth dates keep the two apart, identifiers of
        /// which these were said, so that both are one person's. One pair does where not both have a user id.
        /// </summary>
        public IReadOnlyList<(IdentityNode A, IdentityNode B)> EndsOf(ProfileRecord one, ProfileRecord other)
        {
            var (a, b) = (directory.NodesOf(one), directory.NodesOf(other));
            var (bornA, bornB) = (directory.BirthDatesOf(one), directory.BirthDatesOf(other));
            var apart = (from x in a from y in b where BirthDate.AreTwoPeoples(bornA.Of(NodeOf(x)), bornB.Of(NodeOf(y))) select (x, y)).Take(1).ToList();
            var (speaking, second) = ((A: a.Speaking(), B: b.Speaking()), apart is [var born] ? born : default);
            if (apart.Count == 0 || second == speaking) return [speaking];

            return IdentityRules.IsUser(speaking.A.Identifier.Namespace) && IdentityRules.IsUser(speaking.B.Identifier.Namespace) ? [speaking, second] : [second];
        }

        private BirthDateTable BirthDatesOf(ProfileRecord person)
        {
            var dates = new BirthDateTable();
            foreach (var said in BirthDate.Attributes.SelectMany(name => directory.History(person.Id, name, null, MostSaid)))
                dates.Say(checked((int)said.Of.Value), new Fact.Assertion(said.Fact, 0, said.Of, said.Source, said.Name, said.Value, said.ValidFrom));
            return dates;
        }
    }

    private static int NodeOf(IdentityNode node) => checked((int)node.Profile.Value);

    /// <summary>The identifier by which a steward joins the person: a user id where there is one.</summary>
    public static IdentityNode Speaking(this IReadOnlyList<IdentityNode> nodes) =>
        s_speakingOrder.Select(space => nodes.FirstOrDefault(n => n.Identifier.Namespace == space)).OfType<IdentityNode>().FirstOrDefault() ?? nodes[0];
}
