using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Benchmarks.Audience;

/// <summary>
/// People have two numbers. Half of the numbers came into each segment once, half of these left; a tenth unsubscribed from e-mail, as many under an address alone;
/// everybody walks each journey or has.
/// </summary>
internal sealed class GeneratedSets(int people, DateTimeOffset now) : IAudienceSets
{
    private static readonly GeneratedAddresses s_addresses = new();

    private readonly Dictionary<AudienceSetName, AudienceSet> _made = [];

    public string? NameOf(AudienceSetName set) => set.ToString();

    public Task<AudienceSet?> FindAsync(AudienceSetName set, CancellationToken cancellationToken)
    {
        if (!_made.TryGetValue(set, out var made)) _made[set] = made = Make(set);
        return Task.FromResult<AudienceSet?>(made);
    }

    private AudienceSet Make(AudienceSetName set) => set switch
    {
        AudienceSetName.Consent => new AudienceSet.Consents
        {
            Subscribed = [],
            Unsubscribed = [.. Numbers(10)],
            SubscribedAddresses = new HashSet<ulong>(),
            UnsubscribedAddresses = Enumerable.Range(0, people / 10).Select(i => s_addresses.MarkOf(FormattableString.Invariant($"person{i}@example.com"))).ToHashSet(),
            Addresses = s_addresses,
            UnknownIsReachable = true,
        },
        AudienceSetName.Journey => new AudienceSet.Standings(
            [.. Numbers(1).Select(n => new AudienceStanding(n, n.Value % 3 == 0 ? JourneyState.Active : JourneyState.Completed, n.Value))]),
        _ => new AudienceSet.Memberships([.. Numbers(2).Select(n => new AudienceStay(n, DaysAgo(n.Value % 300), n.Value % 4 == 0 ? DaysAgo(n.Value % 300) + 86_400_000 : null))]),
    };

    private IEnumerable<ProfileId> Numbers(int every) => Enumerable.Range(1, 2 * people / every).Select(i => new ProfileId((long)i * every));

    private long DaysAgo(long days) => now.ToUnixTimeMilliseconds() - (days * 86_400_000);

    private sealed class GeneratedAddresses : AudienceAddresses
    {
        public override string? Attribute => "email";

        public override ulong MarkOf(string text) => BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
