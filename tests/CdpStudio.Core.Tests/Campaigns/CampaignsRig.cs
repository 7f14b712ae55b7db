using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Campaigns.Reach;
using CdpStudio.Core.Campaigns.Running;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Messaging.Sending;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Tests.Audience;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Campaigns;

/// <summary>
/// Campaigns with the real parts: engine, database, jobs, ledger and sender's rules. The mail server is the test's, and time stands still
/// unless it is moved. A kill is what it leaves in the database: the next sender finds it.
/// </summary>
internal sealed class CampaignsRig : IDisposable
{
    private readonly FactBook _book = new();
    private readonly LiveAudience _index = new();
    private readonly AudienceReadiness _readiness = new();
    private readonly IAudienceCatalogue _catalogue = new GivenCatalogue(new ReferenceWorld { Facts = [] });
    private readonly ConsentSets _consents;
    private readonly JobQueue _jobs;
    private readonly JobChanges _jobChanges = new();
    private readonly JobClaims _claims;
    private readonly KeptCounts _counts;
    private readonly CampaignMoves _moves;
    private readonly CampaignRunner _runner;
    private readonly SendGate _gate;
    private readonly IDatabaseProvider _provider;
    private int _applied;

    public CampaignsRig(TestDatabase database)
        : this(database, database.Queue, database.Provider)
    {
    }

    private CampaignsRig(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, IDatabaseProvider provider)
    {
        (Contexts, Queue, _provider) = (contexts, queue, provider);
        var secret = new AddressSecret();
        secret.Become(new byte[AddressSecret.KeyBytes]);
        _readiness.Complete();
        Segments = new SegmentRules(Contexts, NullLogger<SegmentRules>.Instance);
        Directory = new IndexedProfileDirectory(_index, _catalogue, Clock);
        Vocabulary = new IndexedVocabulary(_index, _catalogue);
        Mailboxes = new MailboxBook(Directory, secret);
        Topics = new CurrentTopics(Contexts, Clock, NullLogger<CurrentTopics>.Instance);
        _consents = new ConsentSets(Contexts, new EmailAddresses(Mailboxes), Topics);
        _jobs = new JobQueue(Queue, new JobSignal(), _jobChanges, Clock);
        _claims = new JobClaims(Contexts, Queue, _provider, Clock);
        _counts = new KeptCounts(new SendCounts(Contexts));
        _moves = new CampaignMoves(Queue, Changes);
        _runner = new CampaignRunner(
            Contexts, Queue, _provider, _jobs, _readiness, new CampaignProgress(_counts, Changes, new HurryingClock()), Changes,
            Options.Create(new CampaignOptions()), Clock, NullLogger<CampaignRunner>.Instance);
        _gate = new SendGate([new CampaignSends(Contexts, Queue, Changes)]);
        Maker = new MailMaker(_gate, new CurrentWorkspace(), new UnsubscribeLinks(secret), secret);
    }

    public IDbContextFactory<StudioDbContext> Contexts { get; }

    public IWriteQueue Queue { get; }

    public ManualClock Clock { get; } = new();

    public SegmentRules Segments { get; }

    public IProfileDirectory Directory { get; }

    public IAudienceVocabulary Vocabulary { get; }

    public MailboxBook Mailboxes { get; }

    public CurrentTopics Topics { get; }

    public CampaignChanges Changes { get; } = new();

    public IAudienceEngine Engine => new InMemoryAudienceEngine(
        _index, new PastAudience(new GivenFacts(_book.Facts), new CurrentIdentityRules()), _readiness, _catalogue, Segments, [_consents], [], Clock);

    public ReachCounter Reach => new(Contexts, Engine, Mailboxes, Clock);

    public CampaignList List => new(Contexts, _counts);

    public CampaignSendList Sends => new(Contexts, SeenPeople.AsTheyAre(Directory));

    private MailMaker Maker { get; }

    public static CampaignsRig On(DatabaseUnderTest database) => new(database.Contexts, database.Queue, database.Provider);

    /// <summary>Somebody with these addresses, who is in the segment <c>all</c> and says of <c>plan</c> what is given.</summary>
    public ProfileId Person(string name, string? plan = "free", params string[] emails)
    {
        var id = new Identifier(IdentifierNamespace.UserId, name);
        var now = Clock.Now.ToUnixTimeMilliseconds() - 1_000;
        _book.RecordedAt = now;
        _book.Seen([id, .. emails.Select(e => new Identifier(IdentifierNamespace.Email, e))], now);
        if (plan is not null) _book.Said([id], "plan", $"\"{plan}\"", now);
        Publish();
        return Directory.Find(id)!.Value;
    }

    public void Says(string name, string plan) => Says(name, "plan", plan);

    public void Says(string name, string attribute, string text)
    {
        _book.Said([new Identifier(IdentifierNamespace.UserId, name)], attribute, $"\"{text}\"", Clock.Now.ToUnixTimeMilliseconds() - 500);
        Publish();
    }

    /// <summary>Makes many at once, which is quicker than one by one.</summary>
    public void People(int count)
    {
        var now = Clock.Now.ToUnixTimeMilliseconds() - 1_000;
        for (var i = 0; i < count; i++)
        {
            var id = new Identifier(IdentifierNamespace.UserId, $"many-{i}");
            _book.Said([id, new Identifier(IdentifierNamespace.Email, $"many-{i}@mail.example")], "plan", "\"free\"", now);
        }

        Publish();
    }

    public Task SegmentAsync(string key, string rule) => Queue.WriteAsync(
        WritePriority.Interactive,
        async (db, token) =>
        {
            var segment = new Segment
            {
                Id = SegmentId.New(Clock.Now), Number = new SegmentNumber(await db.Segments.CountAsync(token) + 1), Key = Key(key), Name = key, Rule = rule,
                Owner = "Linh", CreatedAt = Clock.Now, ChangedAt = Clock.Now, ChangedBy = "Linh",
            };
            db.Add(segment);
            Segments.Put(segment);
        },
        default);

    public async Task<CampaignId> DraftAsync(string segment = "all", string[]? without = null, MessageContent? content = null)
    {
        if (!Segments.Has(segment)) await SegmentAsync(segment, """{"attribute":"plan","op":"exists"}""");
        var audience = new CampaignAudience(Key(segment), [.. (without ?? []).Select(Key)]);
        var made = await Create().HandleAsync(new CreateCampaign("Spring", content ?? Content(), audience, "Linh"), default);
        return Assert.IsType<CreateCampaignResult.Created>(made).Id;
    }

    public static MessageContent Content() => MessageContent.Empty with { Subject = "Hello", Text = "Spring is here." };

    public CreateCampaignHandler Create() => new(Queue, Check, Clock, NullLogger<CreateCampaignHandler>.Instance);

    public ContentCheck Check => new(Vocabulary, Topics);

    public Task<ChangeCampaignResult> ChangeAsync(ChangeCampaign change) =>
        new ChangeCampaignHandler(Queue, Check, Changes, Clock, NullLogger<ChangeCampaignHandler>.Instance).HandleAsync(change, default);

    public Task<ScheduleCampaignResult> ScheduleAsync(CampaignId id, DateTimeOffset? at = null, int version = 1) => new ScheduleCampaignHandler(
        Contexts, Queue, Segments, Reach, Check, Changes, Clock, NullLogger<ScheduleCampaignHandler>.Instance)
        .HandleAsync(new ScheduleCampaign(id, version, at, "Linh"), default);

    public Task<CampaignMove> TakeBackAsync(CampaignId id) => new TakeBackCampaignHandler(_moves, Clock).HandleAsync(new TakeBackCampaign(id, "Linh"), default);

    public Task<CampaignMove> StartAsync(CampaignId id) => new StartCampaignHandler(_moves, Clock).HandleAsync(new StartCampaign(id, "Linh"), default);

    public Task<CampaignMove> PauseAsync(CampaignId id) => new PauseCampaignHandler(_moves, Clock).HandleAsync(new PauseCampaign(id, "Linh"), default);

    public Task<CampaignMove> ResumeAsync(CampaignId id) => new ResumeCampaignHandler(_moves, _jobs, Clock).HandleAsync(new ResumeCampaign(id, "Linh"), default);

    public Task<CampaignMove> CancelAsync(CampaignId id) => new CancelCampaignHandler(_moves, Clock).HandleAsync(new CancelCampaign(id, "Linh"), default);

    public Task<SendAgainResult> SendAgainAsync(CampaignId id, int people) =>
        new SendAgainHandler(Queue, Changes, Clock, NullLogger<SendAgainHandler>.Instance).HandleAsync(new SendAgain(id, people, "Linh"), default);

    public async Task<CampaignRow> ReadAsync(CampaignId id) => (await List.ReadAsync(id, default))!;

    public async Task<CampaignCounts> CountsAsync(CampaignId id) => (await ReadAsync(id)).Counts ?? CampaignCounts.None;

    /// <summary>What every node does each second.</summary>
    public Task LookAsync() => _runner.LookAsync(default);

    /// <summary>Works on the next job in line; false when there is none.</summary>
    /// <param name="writes">Stops the process at that write of the job; null lets it come to its end.</param>
    /// <param name="end">What the runner of jobs writes behind it; null is a kill, which writes nothing.</param>
    public async Task<bool> WorkAsync(int? writes = null, JobState? end = JobState.Completed)
    {
        await _claims.ReleaseDeadAsync(default);
        if (await new JobClaims(Contexts, Queue, _provider, Clock).TakeNextAsync([PlanCampaign.Kind], default) is not { } run) return false;

        var queue = new StoppingQueue(Queue, writes);
        using var cancel = new CancellationTokenSource();
        var context = new JobContext(run, queue, _jobChanges, Clock, cancel);
        var job = new PlanCampaign(Contexts, queue, Segments, Engine, new SendPlanner(Mailboxes, Clock), Changes, Clock);
        string? error = null;
        try
        {
            await job.RunAsync(context, default);
        }
        catch (StoppingQueue.StoppedException)
        {
        }
        catch (JobFailedException e)
        {
            (end, error) = (JobState.Failed, e.Message);
        }

        if (end is { } state) await EndAsync(run, state, error);
        return true;
    }

    /// <summary>Everything up to the mail: due, frozen, ready to leave.</summary>
    public async Task PlanAsync(CampaignId id)
    {
        Assert.IsType<ScheduleCampaignResult.Scheduled>(await ScheduleAsync(id));
        await StartAsync(id);
        await LookAsync();
        Assert.True(await WorkAsync());
        await LookAsync();
    }

    /// <summary>A sender that begins, sends what is due and stops.</summary>
    /// <param name="most">Mails at most.</param>
    /// <param name="killed">Dies in the middle of the last of them.</param>
    public async Task SendAsync(FakeServer server, int most = int.MaxValue, bool killed = false)
    {
        await using var lease = await new SenderLeases(_provider, Queue, Clock).TryTakeAsync(default)
            ?? throw new InvalidOperationException("Another sender of this test is still there.");
        var claims = new SendClaims(Contexts, Queue, _gate, Mailboxes, Clock);
        var ledger = new LedgerWriter(Queue, _gate, lease, Clock);
        var writing = ledger.RunAsync(default);
        var setup = new EmailSetups(Contexts, new OwnAddress(), new EmailSecrets(new EphemeralDataProtectionProvider()));
        for (var claimed = await claims.TakeAsync(lease, default); claimed.Count > 0 && most > 0; claimed = await claims.TakeAsync(lease, default))
        {
            foreach (var next in claimed.Take(most))
            {
                var dies = --most == 0 && killed;
                await HandOverAsync(server, ledger, next, await setup.ReadAsync(default), dies);
                if (dies)
                {
                    ledger.Complete();
                    await writing;
                    return;
                }
            }
        }

        ledger.Complete();
        await writing;
        await claims.ReleaseAsync(lease, default);
    }

    public Task UnsubscribeAsync(ProfileId profile, string topic = "") => Queue.WriteAsync(
        WritePriority.Interactive,
        (db, _) =>
        {
            db.Add(new Core.Governance.Consent.ConsentChange
            {
                Channel = Channel.Email, Topic = topic, Profile = profile, State = ConsentState.Unsubscribed, At = Clock.Now, By = "them", Proof = "page",
            });
            return Task.CompletedTask;
        },
        default);

    /// <summary>One mailbox in two ways of writing, which are two identifiers.</summary>
    public static string Address(string local, bool other) => $"{local}@{(other ? "xn--bcher-kva.example" : "bücher.example")}";

    public static SegmentKey Key(string text) => SegmentKey.TryParse(text, out var key) ? key : throw new ArgumentException(text);

    public void Dispose()
    {
        _runner.Dispose();
        _consents.Dispose();
    }

    private async Task HandOverAsync(FakeServer server, LedgerWriter ledger, Candidate next, EmailSetup setup, bool dies)
    {
        var (mail, reason) = await Maker.MakeAsync(next, setup, default);
        if (mail is null)
        {
            await ledger.CommitAsync((next.Send.Id, SendResult.NotRendered(reason)), null);
            return;
        }

        if (!await ledger.CommitAsync(null, next)) return;

        var outcome = server.Take(mail);
        if (!dies) await ledger.CommitAsync((next.Send.Id, SendResult.Of(outcome, next.Send.Attempts + 1, Clock.Now, 0.5)), null);
    }

    private Task EndAsync(JobRun run, JobState state, string? error) => Queue.WriteAsync(
        WritePriority.Background,
        (db, token) => db.JobRuns.Where(r => r.Id == run.Id).ExecuteUpdateAsync(
            set => set.SetProperty(r => r.State, state).SetProperty(r => r.Error, error).SetProperty(r => r.Owner, (string?)null), token),
        default);

    private void Publish()
    {
        foreach (var fact in _book.Facts.Skip(_applied)) _index.Index.Apply(fact);
        _applied = _book.Facts.Count;
        _index.Publish();
    }
}

/// <summary>An hour passes with every look, so that nothing waits to be counted again.</summary>
internal sealed class HurryingClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now += TimeSpan.FromHours(1);
}

/// <summary>A mail server that says what the test wants, and remembers whose mail it took.</summary>
internal sealed class FakeServer
{
    private static readonly EmailOutcome s_taken = new EmailOutcome.Accepted(250, "OK");

    public List<string> Accepted { get; } = [];

    public Func<EmailMessage, EmailOutcome> Says { get; set; } = _ => s_taken;

    public EmailOutcome Take(EmailMessage mail)
    {
        var outcome = Says(mail);
        if (outcome is EmailOutcome.Accepted) Accepted.Add(mail.To);
        return outcome;
    }
}

/// <summary>Fails at the given write and behind it, as a process that was killed there.</summary>
internal sealed class StoppingQueue(IWriteQueue inner, int? writes) : IWriteQueue
{
    private int _left = writes ?? int.MaxValue;

    public Task<T> WriteAsync<T>(WritePriority priority, Func<StudioDbContext, CancellationToken, Task<T>> write, CancellationToken cancellationToken) =>
        --_left >= 0 ? inner.WriteAsync(priority, write, cancellationToken) : throw new StoppedException();

    internal sealed class StoppedException : Exception;
}
