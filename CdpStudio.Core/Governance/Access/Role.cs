using static CdpStudio.Core.Governance.Access.Permission;

namespace CdpStudio.Core.Governance.Access;

/// <summary>What a person at work here is. Names are stored, so they are never renamed.</summary>
public static class Role
{
    public const string Administrator = "Administrator";
    public const string Marketer = "Marketer";
    public const string JourneyDesigner = "JourneyDesigner";
    public const string Analyst = "Analyst";
    public const string ServiceAgent = "ServiceAgent";

    public static IReadOnlyList<string> All { get; } = [Administrator, Marketer, JourneyDesigner, Analyst, ServiceAgent];

    private static readonly Dictionary<string, IReadOnlySet<string>> s_permissions = new()
    {
        [Administrator] = Permission.All.ToHashSet(),
        [Marketer] = new HashSet<string>
        {
            OwnAccount, ReadSources, WriteSources, RunImports, ReadCatalogue, WriteCatalogue, ReadQuarantine, WriteQuarantine, RepairQuarantine,
            ReadProfiles, SeeUnmasked, RevealPeople, QueryAudience, ReadSegments, WriteSegments, ExportPeople, ReviewDuplicates, ReadCampaigns,
            WriteCampaigns, SendCampaigns, ReadJourneys, WriteJourneys, PublishJourneys, WriteConsents, ReadWorkspace, ReadJobs,
        },
        // Who draws journeys and who reads numbers work with kinds of people: each person is masked until they say why.
        [JourneyDesigner] = new HashSet<string>
        {
            OwnAccount, ReadSources, ReadCatalogue, ReadProfiles, RevealPeople, QueryAudience, ReadSegments, WriteSegments, ReadCampaigns,
            ReadJourneys, WriteJourneys, PublishJourneys, ReadWorkspace, ReadJobs,
        },
        [Analyst] = new HashSet<string>
        {
            OwnAccount, ReadSources, ReadCatalogue, ReadQuarantine, ReadProfiles, RevealPeople, QueryAudience, ReadSegments,
            WriteSegments, ExportPeople, ReadCampaigns, ReadJourneys, ReadWorkspace, ReadJobs,
        },
        // Whom people turn to: who records what they say of being written to also answers what is held about them,
        // erases whoever asks for that, and hears first that somebody was taken for somebody else or is called otherwise.
        [ServiceAgent] = new HashSet<string>
        {
            OwnAccount, ReadCatalogue, ReadProfiles, SeeUnmasked, RevealPeople, ReadSegments, ManagePrivacy, ErasePeople, ManageIdentity, LockAttributes,
            ReadCampaigns, ReadJourneys, WriteConsents, ReadWorkspace,
        },
    };

    public static bool Allows(string role, string permission) =>
        s_permissions.TryGetValue(role, out var permissions) && permissions.Contains(permission);
}
