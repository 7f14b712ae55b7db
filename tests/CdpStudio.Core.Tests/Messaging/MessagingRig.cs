using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Messaging.Sending;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Messaging;

/// <summary>The module over a real database, with people, a mail server and a clock as the test says.</summary>
internal sealed class MessagingRig
{
    public const long Campaign = 7;

    public MessagingRig(IDatabaseProvider provider, FakePeople? people = null)
    {
        Database = new DatabaseUnderTest(provider);
        People = people ?? new FakePeople();
        Secret.Become(new byte[AddressSecret.KeyBytes]);
        Mailboxes = new MailboxBook(People, Secret);
        Links = new UnsubscribeLinks(Secret);
        Setups = new EmailSetups(Database.Contexts, new OwnAddress(), new EmailSecrets(new EphemeralDataProtectionProvider()));
        Planner = new SendPlanner(Mailboxes, Clock);
        Counts = new SendCounts(Database.Contexts);
        Topics = new CurrentTopics(Database.Contexts, Clock, NullLogger<CurrentTopics>.Instance);
        Leases = new SenderLeases(provider, Database.Queue, Clock);
    }

    public DatabaseUnderTest Database { get; }

    public FakePeople People { get; }

    public FakeTransport Server { get; set; } = new();

    public FakeOwner Owner { get; init; } = new();

    public ManualClock Clock { get; } = new();

    public AddressSecret Secret { get; } = new();

    public MailboxBook Mailboxes { get; }

    public UnsubscribeLinks Links { get; }

    public EmailSetups Setups { get; }

    public SendPlanner Planner { get; }

    public SendCounts Counts { get; }

    public SenderLeases Leases { get; }

    public AnswerUnsubscribeHandler Unsubscribe =>
        new(Database.Queue, Linked, Clock, NullLogger<AnswerUnsubscribeHandler>.Instance);

    public LinkedPeople Linked => new(Database.Contexts, People, Mailboxes, Links);

    public SavePreferencesHandler Preferences =>
        new(Database.Contexts, Database.Queue, Linked, Topics, Clock, NullLogger<SavePreferencesHandler>.Instance);

    public ChangeConsentHandler ChangeConsent => new(Database.Queue, People, Mailboxes, Topics, Workspace, Clock, NullLogger<ChangeConsentHandler>.Instance);

    public CurrentTopics Topics { get; }

    public CurrentWorkspace Workspace { get; } = new();

    public SaveTopicHandler SaveTopic => new(Database.Queue, Topics, Clock, NullLogger<SaveTopicHandler>.Instance);

    public ProfileConsents Consents => new(Database.Contexts, Mailboxes);

    /// <summary>Mail goes to <see cref="Server"/>, over so many lines.</summary>
    public Task UseServerAsync(int lines = 4) => Database.Queue.WriteAsync(
        WritePriority.Background,
        (db, token) => db.EmailSettings.ExecuteUpdateAsync(
            set => set.SetProperty(s => s.Host, "mail.example").SetProperty(s => s.FromAddress, "news@kilim.example").SetProperty(s => s.Connections, lines), token),
        default);

    public Task<int> PlanAsync(params ProfileId[] people) => PlanAsync(Campaign, people);

    public Task<int> PlanAsync(long campaign, params ProfileId[] people) => Database.Queue.WriteAsync(
        WritePriority.Background,
        (db, token) => Planner.PlanAsync(db, SendOwner.Campaign, [.. people.Select(p => new SendRequest(campaign, 0, p, Clock.Now, Owner.Content?.About ?? ConsentPlace.Marketing))], token),
        default);

    /// <summary>A sender as a process has it after a start.</summary>
    public Sender NewSender(FakeTransport? server = null)
    {
        var gate = new SendGate([Owner]);
        return new Sender(
            Leases,
            new SendClaims(Database.Contexts, Database.Queue, gate, Mailboxes, Clock),
            gate,
            new MailMaker(gate, Workspace, Links, Secret),
            Setups,
            new EmailTransports([server ?? Server], new MailTrap(Database.Queue, Clock)),
            Database.Queue,
            new AudienceReadiness(),
            Clock,
            NullLogger<Sender>.Instance);
    }

    /// <summary>A process starts, sends whatever is due, and stops in order.</summary>
    public async Task SendDueAsync()
    {
        await using var lease = await Leases.TryTakeAsync(default);
        await NewSender().RunShiftAsync(lease!, untilNothingIsDue: true, default);
    }

    public async Task<IReadOnlyList<Send>> LedgerAsync()
    {
        await using var db = Database.Contexts.CreateDbContext();
        return await db.Sends.AsNoTracking().OrderBy(s => s.Profile).ThenBy(s => s.OwnerId).ToListAsync();
    }

    /// <summary>The ledger in short: profile, state and reason.</summary>
    public async Task<IReadOnlyList<string>> StatesAsync() =>
        [.. (await LedgerAsync()).Select(s => $"{s.Profile} {s.State}{(s.Reason is { } reason ? $" {reason}" : "")}")];

    public string TokenOf(EmailMessage mail) => mail.Unsubscribe![(mail.Unsubscribe!.LastIndexOf('/') + 1)..]; // every mail of the ledger has one
}
