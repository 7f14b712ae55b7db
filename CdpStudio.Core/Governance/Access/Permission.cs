namespace CdpStudio.Core.Governance.Access;

/// <summary>
/// What somebody may do: the name of the policy on a page or endpoint, and the scope of an API key. Names are stored with keys,
/// so they are added to and never renamed.
/// </summary>
public static class Permission
{
    /// <summary>Everybody who is signed in: home, the own account, what changes nothing but one's own view.</summary>
    public const string OwnAccount = "account.own";

    public const string ReadSources = "sources.read";
    public const string WriteSources = "sources.write";
    public const string RunImports = "imports.run";

    public const string ReadCatalogue = "catalogue.read";
    public const string WriteCatalogue = "catalogue.write";

    public const string ReadQuarantine = "quarantine.read";

    /// <summary>Gives up what is in quarantine.</summary>
    public const string WriteQuarantine = "quarantine.write";

    /// <summary>Changes what is in quarantine by a rule and stores it.</summary>
    public const string RepairQuarantine = "quarantine.repair";

    public const string ReadProfiles = "profiles.read";

    /// <summary>Sees personal data as it is. Without it addresses, names and the like are masked wherever people are shown.</summary>
    public const string SeeUnmasked = "people.unmasked";

    /// <summary>Looks at one person without masks, having said why.</summary>
    public const string RevealPeople = "people.reveal";

    /// <summary>Asks how many people meet a rule and who they are.</summary>
    public const string QueryAudience = "audience.query";

    public const string ReadSegments = "segments.read";
    public const string WriteSegments = "segments.write";

    /// <summary>Takes people away as a file.</summary>
    public const string ExportPeople = "people.export";

    /// <summary>Takes away all that is held about one person, to answer what the law lets people ask.</summary>
    public const string ManagePrivacy = "privacy.manage";

    /// <summary>Erases people for good.</summary>
    public const string ErasePeople = "people.erase";

    /// <summary>Looks at people who may be one, joins them and takes them apart again.</summary>
    public const string ReviewDuplicates = "duplicates.review";

    /// <summary>Says who is who: joins people, takes them apart and takes that back.</summary>
    public const string ManageIdentity = "identity.manage";

    /// <summary>Says by hand what an attribute of one person is, whatever sources say, and lets go of that.</summary>
    public const string LockAttributes = "attributes.lock";

    public const string ReadCampaigns = "campaigns.read";
    public const string WriteCampaigns = "campaigns.write";

    /// <summary>Lets mail leave, now or later, and stops it.</summary>
    public const string SendCampaigns = "campaigns.send";

    public const string ReadJourneys = "journeys.read";
    public const string WriteJourneys = "journeys.write";

    /// <summary>Lets people enter and keeps them out.</summary>
    public const string PublishJourneys = "journeys.publish";

    /// <summary>Records what a person says of a channel.</summary>
    public const string WriteConsents = "consents.write";

    /// <summary>The mail server, and what its trap holds.</summary>
    public const string ManageEmail = "email.manage";

    /// <summary>What the workspace is called and which zone it lives in; how far ingestion is.</summary>
    public const string ReadWorkspace = "workspace.read";
    public const string WriteWorkspace = "workspace.write";

    public const string ReadJobs = "jobs.read";
    public const string WriteJobs = "jobs.write";

    public const string ManageUsers = "users.manage";
    public const string ManageApiKeys = "apikeys.manage";

    /// <summary>Every permission that there is.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        OwnAccount, ReadSources, WriteSources, RunImports, ReadCatalogue, WriteCatalogue, ReadQuarantine, WriteQuarantine, RepairQuarantine,
        ReadProfiles, SeeUnmasked, RevealPeople, QueryAudience, ReadSegments, WriteSegments, ExportPeople, ManagePrivacy, ErasePeople, ReviewDuplicates, ManageIdentity,
        LockAttributes, ReadCampaigns,
        WriteCampaigns, SendCampaigns, ReadJourneys, WriteJourneys, PublishJourneys, WriteConsents, ManageEmail, ReadWorkspace, WriteWorkspace,
        ReadJobs, WriteJobs, ManageUsers, ManageApiKeys,
    ];

    /// <summary>What an API key can be given: everything but what belongs to a person.</summary>
    public static IReadOnlyList<string> Scopes { get; } = [.. All.Except([OwnAccount, RevealPeople, ManageUsers, ManageApiKeys, ManageEmail])];
}
