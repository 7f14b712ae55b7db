using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Journeys.Simulation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Tests.Testing;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Tests.Journeys.Runtime;

/// <summary>One process with journeys, over a database and facts that it may share with others.</summary>
internal sealed class JourneysNode
{
    private readonly IDbContextFactory<StudioDbContext> _contexts;
    private readonly IWriteQueue _queue;
    private readonly ManualClock _clock;
    private readonly MembershipSignal _membership = new();
    private readonly JourneySignal _signal = new();
    private readonly AudienceReadiness _readiness = new();
    private readonly ToldFacts _facts;

    public JourneysNode(IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, ToldFacts facts, ManualClock clock)
    {
        (_contexts, _queue, _facts, _clock) = (contexts, queue, facts, clock);
        _readiness.Complete();
        Segments = new SegmentRules(contexts, NullLogger<SegmentRules>.Instance);
        Directory = new IndexedProfileDirectory(facts.Index, facts, clock);
        var secret = new AddressSecret();
        secret.Become(new byte[AddressSecret.KeyBytes]);
        var mailboxes = new MailboxBook(Directory, secret);
        var topics = new CurrentTopics(contexts, clock, NullLogger<CurrentTopics>.Instance);
        SegmentSets = new SegmentSets(contexts, Segments);
        Sets = new JourneySets(contexts, clock);
        IAudienceSets[] sets = [SegmentSets, new ConsentSets(contexts, new EmailAddresses(mailboxes), topics), Sets];
        Engine = new InMemoryAudienceEngine(facts.Index, new PastAudience(facts, new CurrentIdentityRules()), _readiness, facts, Segments, sets, [], clock);
        var seen = new IndexedVocabulary(facts.Index, facts);
        Vocabulary = new WorkspaceVocabulary(seen, Segments, sets);
        Checks = new JourneyChecks(Vocabulary, Engine, new ContentCheck(seen, topics));
        Documents = new JourneyDocuments(contexts, Checks);
        Versions = new PublishedVersions(contexts);
        var branches = new BranchAnswers(Engine, facts);
        var reader = new FactReader(contexts);
        var past = new PastProfile(new PastPeople(facts.Index, facts, new CurrentIdentityRules(), clock), new FactLog(reader), reader, new EdgeLookup(reader), new CurrentIdentityRules());
        Events = new FactEntries(
            contexts, queue, facts, new FactsOfImports(contexts), Engine, Directory, new ValueChanges(new AttributeChanges(facts.Index, facts, clock), past), Sets, clock);
        FromSegments = new SegmentEntries(contexts, queue, Segments, Directory, Sets, clock);
        Due = new DueRuns(contexts, queue, Versions, branches, Engine, new SendPlanner(mailboxes, clock), Sets, clock, NullLogger<DueRuns>.Instance);
        Deleted = new DeletedJourneys(contexts, queue);
        Sends = new JourneySends(contexts, queue, Versions, clock, NullLogger<JourneySends>.Instance);
        var setups = new EmailSetups(contexts, new OwnAddress(), new EmailSecrets(new EphemeralDataProtectionProvider()));
        Simulation = new SimulateJourneyHandler(
            branches, Engine, Directory, new MailPreview(Directory, new CurrentWorkspace(), setups, new UnsubscribeLinks(secret)), mailboxes,
            new ProfileConsents(contexts, mailboxes), SeenPeople.AsTheyAre(Directory), clock);
    }

    public SegmentRules Segments { get; }

    public JourneySets Sets { get; }

    private SegmentSets SegmentSets { get; }

    public IAudienceEngine Engine { get; }

    public IProfileDirectory Directory { get; }

    public WorkspaceVocabulary Vocabulary { get; }

    public JourneyChecks Checks { get; }

    public JourneyDocuments Documents { get; }

    public PublishedVersions Versions { get; }

    public FactEntries Events { get; }

    public SegmentEntries FromSegments { get; }

    public DueRuns Due { get; }

    public DeletedJourneys Deleted { get; }

    public JourneySends Sends { get; }

    public SimulateJourneyHandler Simulation { get; }

    public JourneyNumbers Numbers => new(_contexts);

    public JourneyPeople People => new(_contexts, SeenPeople.AsTheyAre(Directory));

    public JourneyPath Path => new(_contexts, SeenPeople.AsTheyAre(Directory));

    public JourneyList List => new(_contexts);

    public async Task<Journey> CreateAsync(string definition, string name = "Welcome")
    {
        var created = await new CreateJourneyHandler(_queue, Sets, _clock, NullLogger<CreateJourneyHandler>.Instance)
            .HandleAsync(new CreateJourney(name, "Linh", Definition: Read(definition)), default);
        return Assert.IsType<CreateJourneyResult.Created>(created).Journey;
    }

    public async Task<Journey> PublishedAsync(string definition, string name = "Welcome")
    {
        var journey = await CreateAsync(definition, name);
        Assert.IsType<PublishJourneyResult.Published>(await PublishAsync(journey.Id, 1));
        return journey;
    }

    public Task<PublishJourneyResult> PublishAsync(JourneyId journey, int draft) =>
        new PublishJourneyHandler(_queue, Documents, _signal, _clock, NullLogger<PublishJourneyHandler>.Instance)
            .HandleAsync(new PublishJourney(journey, draft, "Linh"), default);

    public Task<SaveDraftResult> SaveAsync(JourneyId journey, DraftChange change) =>
        new SaveDraftHandler(_queue, Documents, Checks, _clock).HandleAsync(new SaveDraft(journey, change, "Linh"), default);

    public Task<CloseJourneyResult> CloseAsync(JourneyId journey) => new CloseJourneyHandler(_queue, _signal, _clock).HandleAsync(new CloseJourney(journey, "Linh"), default);

    public Task<OpenJourneyResult> OpenAsync(JourneyId journey) => new OpenJourneyHandler(_queue, Segments, _signal, _clock).HandleAsync(new OpenJourney(journey, "Linh"), default);

    public Task<StopJourneyResult> StopAsync(JourneyId journey) =>
        new StopJourneyHandler(_queue, new JobQueue(_queue, new JobSignal(), new JobChanges(), _clock), _signal, _clock, NullLogger<StopJourneyHandler>.Instance)
            .HandleAsync(new StopJourney(journey, "Linh"), default);

    /// <summary>Works on the next job that takes everybody out; false when there is none.</summary>
    /// <param name="queue">One that stops the process at a write; null lets the job come to its end.</param>
    public async Task<bool> TakeOutAsync(IDatabaseProvider provider, IWriteQueue? queue = null)
    {
        await using var claims = new JobClaims(_contexts, _queue, provider, _clock);
        await claims.RegisterAsync(default);
        await claims.ReleaseDeadAsync(default);
        if (await claims.TakeNextAsync([TakeEverybodyOut.Kind], default) is not { } run) return false;

        using var cancel = new CancellationTokenSource();
        var context = new JobContext(run, queue ?? _queue, new JobChanges(), _clock, cancel);
        await new TakeEverybodyOut(_contexts, queue ?? _queue, Sets, _clock).RunAsync(context, default);
        await claims.EndAsync(context, JobState.Completed, error: null, default);
        return true;
    }

    public Task<DeleteJourneyResult> DeleteAsync(JourneyId journey) =>
        new DeleteJourneyHandler(_queue, _signal, Sets, NullLogger<DeleteJourneyHandler>.Instance).HandleAsync(new DeleteJourney(journey), default);

    public Task<RenameJourneyResult> RenameAsync(JourneyId journey, string name) => new RenameJourneyHandler(_queue, Sets, _clock).HandleAsync(new RenameJourney(journey, name, "Linh"), default);

    public Task<bool> ResumeAsync(JourneyId journey) => new ResumeMailsHandler(_queue).HandleAsync(new ResumeMails(journey), default);

    public Task<DeleteSegmentResult> DeleteSegmentAsync(string key) =>
        new DeleteSegmentHandler(_queue, Segments, [new JourneySegmentUse()], _membership, NullLogger<DeleteSegmentHandler>.Instance)
            .HandleAsync(new DeleteSegment(Key(key)), default);

    public async Task SaveSegmentAsync(string key, string rule) => Assert.IsType<SaveSegmentResult.Saved>(
        await new SaveSegmentHandler(_queue, Segments, Vocabulary, Engine, _membership, _clock, NullLogger<SaveSegmentHandler>.Instance)
            .HandleAsync(new SaveSegment(Key(key), key, rule, "Linh", new SaveOver.Anything()), default));

    /// <summary>Membership as a follower that just started finds it.</summary>
    public Task EvaluateSegmentsAsync() => new MembershipFollower(
        Segments, new MembershipBook(_contexts, _queue), _membership, SegmentSets,
        new ImportedPeople(new FactsOfImports(_contexts), _facts, Directory), Engine, _facts, _readiness, _clock, Options.Create(new SegmentOptions()),
        NullLogger<MembershipFollower>.Instance).FollowAsync(default);

    /// <summary>Everything that can happen now.</summary>
    public async Task LiveAsync()
    {
        await Segments.LoadAsync(default);
        while (true)
        {
            var live = await Versions.LiveAsync(default);
            var (_, entered) = await Events.FollowAsync(live, default);
            entered += await FromSegments.FollowAsync(live, default);
            if (await Due.AdvanceAsync(default) + entered == 0) return;
        }
    }

    public static JourneyDefinition Read(string json) => Assert.IsType<DefinitionReading.Read>(DefinitionReader.Read(json)).Definition;

    private static SegmentKey Key(string text) => SegmentKey.TryParse(text, out var key) ? key : throw new ArgumentException(text);
}
