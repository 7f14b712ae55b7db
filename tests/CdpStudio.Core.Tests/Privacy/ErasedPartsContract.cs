using System.Text;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Duplicates;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Linkage;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Profiles.Reveals;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Stewardship;
using CdpStudio.Core.Stewardship.Held;
using CdpStudio.Core.Stewardship.Locks;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Privacy;

/// <summary>What each part leaves of somebody who is known everywhere once it was asked to erase them, the same on every database.</summary>
public abstract class ErasedPartsContract : IAsyncLifetime
{
    private const string Canary = "canary";
    private const string Ann = "canary-ann";
    private const string AnnsMail = "canary-ann@mail.example";
    private const string AnnsOtherMail = "canary-second@mail.example";
    private const string Bob = "customer-bob";
    private const string BobsMail = "bob@mail.example";

    // Made of what is kept elsewhere.
    private static readonly string[] s_nothingStored = [PersonalPart.Profile, PersonalPart.Segments];

    private OwnDatabase? _database;
    private PrivacyHost? _host;

    private PrivacyHost Host => _host!;

    // What a request leaves of itself is the matter of its own tests.
    private IReadOnlyList<IPersonalData> Parts => [.. Host.Get<IEnumerable<IPersonalData>>().Where(p => p.Part != PersonalPart.PrivacyRequests)];

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await NewDatabaseAsync();
        _host = await PrivacyHost.StartAsync(new DatabaseUnderTest(_database.Provider));
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database!.DisposeAsync();
    }

    [DatabaseFact]
    public async Task Erase_OfSomebodyKnownEverywhere_LeavesNothingOfThemAndAllOfOthers()
    {
        await KeepAboutBothAsync();
        var (ann, bob) = (Asked(Ann), Asked(Bob));
        var counts = await CountsAsync();
        var (annBefore, bobBefore) = (await TellAsync(ann), await TellAsync(bob));
        // Else it would prove nothing that they are empty afterwards.
        Assert.Equal(
            Parts.Select(p => p.Part).Except([PersonalPart.Segments]).Order(StringComparer.Ordinal),
            annBefore.Select(line => line[..line.IndexOf(' ', StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));

        await EraseFromTheLogAsync(ann);
        foreach (var part in Parts)
        {
            var erased = await part.EraseAsync(ann, default);
            Assert.True(erased > 0 || s_nothingStored.Contains(part.Part), part.Part);
        }

        Assert.Empty(await TellAsync(ann));
        Assert.Equal(bobBefore, await TellAsync(bob));
        Assert.Equal(counts, await CountsAsync());
        foreach (var part in Parts) Assert.Equal((part.Part, 0L), (part.Part, await part.EraseAsync(ann, default)));
        Assert.Equal(bobBefore, await TellAsync(bob));
    }

    [DatabaseFact]
    public async Task Erase_LeavesNoCanaryInAnyTableThatItsPartsHold()
    {
        await KeepAboutBothAsync();
        Assert.NotEqual(0, Canaries(await RowsAsync()));

        await EraseAsync(Ann);

        Assert.Equal(0, Canaries(await RowsAsync()));
    }

    [DatabaseFact]
    public async Task Erase_Facts_KeepTheirNumbersAndTheirForm()
    {
        await KeepAboutBothAsync();
        var numbers = Asked(Ann).Numbers;
        await EraseAsync(Ann);

        var last = Host.Get<FactLog>().Last;
        var facts = new List<Fact>();
        await foreach (var fact in new FactReader(Host.Get<IDbContextFactory<StudioDbContext>>()).ReadAsync(0, last, default)) facts.Add(fact);

        Assert.Equal(Enumerable.Range(1, (int)last).Select(n => (long)n), facts.Select(f => f.Number));
        var events = facts.OfType<Fact.Event>().Where(e => numbers.Contains(e.Profile)).ToList();
        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Equal((ErasedFact.Name, "{}", null, "", 1), (e.Name, e.Properties, e.Context, e.MessageId, e.Identifiers.Count)));
        Assert.All(facts.OfType<Fact.Assertion>().Where(a => numbers.Contains(a.Profile)), a => Assert.Equal((ErasedFact.Name, null), (a.Name, a.Value)));
        Assert.Contains(facts.OfType<Fact.Event>(), e => e.Identifiers[0].Value == Bob);
    }

    [DatabaseFact]
    public async Task Erase_OfALinkToSomebodyElse_LeavesTheOtherEnd()
    {
        await Host.SendAsync(Said(Bob, BobsMail, "m1"));
        var bob = Asked(Bob);
        var directory = Host.Get<IProfileDirectory>();
        var (user, mail) = (directory.NumberOf(new(IdentifierNamespace.UserId, Bob))!.Value, directory.NumberOf(new(IdentifierNamespace.Email, BobsMail))!.Value);
        var links = Parts.Single(p => p.Part == PersonalPart.IdentityLinks);

        await links.EraseAsync(bob with { Numbers = [user] }, default);

        Assert.Empty(await TellAsync(bob with { Numbers = [user] }, PersonalPart.IdentityLinks));
        var left = await TellAsync(bob with { Numbers = [mail] }, PersonalPart.IdentityLinks);
        Assert.NotEmpty(left);
        Assert.All(left, line => Assert.Contains(BobsMail, line, StringComparison.Ordinal));
        Assert.All(left, line => Assert.DoesNotContain(Bob, line, StringComparison.Ordinal));
    }

    [DatabaseFact]
    public async Task Erase_RunsAndSends_AreCountedAsBeforeAndGoNoFurther()
    {
        await KeepAboutBothAsync();
        var numbers = Asked(Ann).Numbers;
        await EraseAsync(Ann);

        await using var db = Host.Db();
        var runs = await db.JourneyRuns.Where(r => numbers.Contains(r.Profile)).OrderBy(r => r.Entry).ToListAsync();
        Assert.Equal([JourneyRunState.Completed, JourneyRunState.Exited], runs.Select(r => r.State));
        Assert.All(runs, r => Assert.Null(r.DueAt));
        var passages = await db.JourneyPassages.ToDictionaryAsync(p => p.Run);
        Assert.Equal(["end", "gone"], runs.Select(r => passages[r.Id].Outcome));
        Assert.All(passages.Values, p => Assert.NotNull(p.LeftAt));
        var sends = await db.Sends.Where(s => numbers.Contains(s.Profile)).OrderBy(s => s.OwnerId).ToListAsync();
        Assert.Equal(
            new (SendState, SendReason?)[] { (SendState.Sent, null), (SendState.Skipped, SendReason.Gone), (SendState.HandingOff, null), (SendState.Skipped, SendReason.NoAddress) },
            sends.Select(s => (s.State, s.Reason)));
        Assert.All(sends, s => Assert.Equal(("", null), (s.Address, s.Reply)));
        var bobs = await db.Sends.SingleAsync(s => !numbers.Contains(s.Profile));
        Assert.Equal((BobsMail, SendState.Planned), (bobs.Address, bobs.State));
    }

    [DatabaseFact]
    public async Task Erase_AWordOnAMailbox_OutlivesThePersonOnEachOfTheirs()
    {
        await KeepAboutBothAsync();
        await EraseAsync(Ann);

        await using var db = Host.Db();
        var words = await db.ConsentChanges.Where(c => c.Profile == null).ToListAsync();
        foreach (var place in new[] { ConsentPlace.Everything, new ConsentPlace("news", "marketing") })
        {
            Assert.Equal(
                new[] { Hash(AnnsMail), Hash(AnnsOtherMail) }.Order(StringComparer.Ordinal),
                words.Where(w => w.Place == place).Select(w => w.Address).Order(StringComparer.Ordinal));
        }

        Assert.Equal(4, words.Count);
        Assert.All(words, w => Assert.Equal((ConsentState.Unsubscribed, null), (w.State, w.ProofText)));
        Assert.False(await db.ConsentChanges.AnyAsync(c => c.Address == null && c.Profile == null));
        Assert.Equal(1, await db.ConsentChanges.CountAsync(c => c.Profile != null));
    }

    [DatabaseFact]
    public async Task Erase_ANoThatIsOlderThanAMailboxesYes_StillHoldsForTheMailbox()
    {
        await KeepAboutBothAsync();
        var ann = Asked(Ann);
        await Host.SaveAsync(
            // Said at a time when nobody was known by that mailbox.
            new ConsentChange
            {
                Channel = Channel.Email, Topic = "", Address = Hash(AnnsOtherMail), State = ConsentState.Subscribed, At = Host.Clock.Now.AddMinutes(1), By = "", Proof = "link",
            });
        Host.Clock.Now += TimeSpan.FromHours(1);

        await EraseAsync(Ann);

        await using var db = Host.Db();
        var book = await ConsentBook.ReadAsync(db, Channel.Email, [Hash(AnnsMail), Hash(AnnsOtherMail)], ann.Numbers, default);
        Assert.True(book.IsUnsubscribed([], [Hash(AnnsMail)], ConsentPlace.Everything));
        Assert.True(book.IsUnsubscribed([], [Hash(AnnsOtherMail)], ConsentPlace.Everything));
    }

    [DatabaseFact]
    public async Task Erase_Quarantine_ThrowsAwayWhatIsOpenAndKeepsTheSums()
    {
        await KeepAboutBothAsync();
        using var watch = Host.Get<LiveFeed>().Watch(new SourceId(1))!;
        foreach (var user in new[] { Ann, Bob })
            Host.Get<LiveFeed>().Show(1, new LiveMessage(Host.Clock.Now, LiveOutcome.Stored, null, Encoding.UTF8.GetBytes($$"""{"userId":"{{user}}"}""")));
        await EraseAsync(Ann);

        await using var db = Host.Db();
        var messages = await db.QuarantinedMessages.ToDictionaryAsync(m => m.State);
        Assert.Equal([QuarantineState.Open, QuarantineState.Stored, QuarantineState.Discarded], messages.Keys.Order());
        Assert.Equal(["{}", "{}"], new[] { QuarantineState.Stored, QuarantineState.Discarded }.Select(state => Encoding.UTF8.GetString(messages[state].Payload)));
        Assert.Contains(Bob, Encoding.UTF8.GetString(messages[QuarantineState.Open].Payload), StringComparison.Ordinal);
        var discard = await db.QuarantineDiscards.SingleAsync();
        Assert.Equal((1L, "", (Guid?)discard.Id), (discard.Messages, discard.By, messages[QuarantineState.Discarded].Discard));
        Assert.Equal(1L, await db.SourceHours.SumAsync(h => h.Discarded));
        Assert.All(await db.PlanViolations.ToListAsync(), v => Assert.Equal((3L, 0), (v.Marked, v.Examples.Count)));
        Assert.Contains(Bob, Encoding.UTF8.GetString(Assert.Single(watch.Take().Messages).Raw), StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Erase_Files_GoWhereverTheyNameThePerson_ButThoseOfImportsThatAreNotThrough()
    {
        await Host.SendAsync(Said(Ann, AnnsMail, "m1"), Said(Bob, BobsMail, "m2"));
        var rejected = await ImportAsync($"Mail;Nr;Age\n{AnnsMail.ToUpperInvariant()};1;x\n", rejected: [1]);
        var taken = await ImportAsync($"Mail;Nr;Age\n{BobsMail};1;2\n{AnnsMail};1;3\n", rejected: []);
        var noted = await ImportAsync($"Mail;Nr;Age;Note\n{BobsMail};1;2;ask {AnnsMail}\n", rejected: []);
        var others = await ImportAsync($"Mail;Nr;Age\n{BobsMail};1;x\n", rejected: [1]);
        var paused = await ImportAsync($"Mail;Nr;Age\n{AnnsMail};1;x\n", rejected: [1], isPaused: true);
        var (draft, othersDraft) = (await DraftAsync($"Mail;Nr\n{AnnsMail};1\n"), await DraftAsync($"Mail;Nr\n{BobsMail};1\n"));
        var rows = Parts.Single(p => p.Part == PersonalPart.RejectedRows);
        var ann = Asked(Ann);

        Assert.Equal(4, await rows.EraseAsync(ann, default));

        Assert.All([rejected, taken, noted, draft], file => Assert.False(IsThere(file)));
        Assert.All([others, paused, othersDraft], file => Assert.True(IsThere(file)));
        await using var db = Host.Db();
        Assert.Equal(othersDraft, (await db.ImportDrafts.SingleAsync()).StoredFile);
        Assert.Empty(await TellAsync(ann, PersonalPart.RejectedRows));
        Assert.NotEmpty(await TellAsync(Asked(Bob), PersonalPart.RejectedRows));
        Assert.Equal(0, await rows.EraseAsync(ann, default));
    }

    [DatabaseFact]
    public async Task Erase_OfNobody_TakesWhatOnlyNamesTheIdentifier()
    {
        await KeepAboutBothAsync();
        var nobody = new AskedPerson(new ProfileId(0), [], [new Identifier(IdentifierNamespace.Email, AnnsMail)], Host.Get<IProfileDirectory>().Position);
        var counts = await CountsAsync();

        var erased = new List<(string, long)>();
        foreach (var part in Parts) erased.Add((part.Part, await part.EraseAsync(nobody, default)));

        Assert.Equal(
            new[] { (PersonalPart.QuarantinedMessages, 1L), (PersonalPart.RejectedRows, 2L), (PersonalPart.TrappedMails, 1L) },
            erased.Where(e => e.Item2 > 0).OrderBy(e => e.Item1, StringComparer.Ordinal));
        Assert.Equal(counts, await CountsAsync());
        Assert.NotEmpty(await TellAsync(Asked(Ann), PersonalPart.Events));
    }

    /// <summary>Somebody who is known everywhere, and what they were known by.</summary>
    private protected async Task<string[]> KeepSomebodyAsync()
    {
        await KeepAboutBothAsync();
        return [Ann, AnnsMail, AnnsOtherMail];
    }

    private protected Task EraseThemAsync() => EraseAsync(Ann);

    private protected StudioDbContext Db() => Host.Db();

    private async Task EraseAsync(string user)
    {
        var person = Asked(user);
        await EraseFromTheLogAsync(person);
        foreach (var part in Parts) await part.EraseAsync(person, default);
    }

    private async Task EraseFromTheLogAsync(AskedPerson person) =>
        Assert.True(await Host.Get<PersonErasure>().EraseAsync(person.Numbers, person.Identifiers, person.UpTo, suppress: false, default));

    private AskedPerson Asked(string user)
    {
        var directory = Host.Get<IProfileDirectory>();
        var record = directory.Read(directory.Find(new Identifier(IdentifierNamespace.UserId, user))!.Value)!;
        return new AskedPerson(record.Id, directory.Numbers(record.Id), record.Identifiers, directory.Position);
    }

    /// <summary>Item by item, each behind the name of its part.</summary>
    private async Task<List<string>> TellAsync(AskedPerson person, string? only = null)
    {
        var lines = new List<string>();
        foreach (var part in Parts.Where(p => only is null || p.Part == only))
        {
            await foreach (var item in part.ReadAsync(person, default)) lines.Add($"{part.Part} {item.ToJsonString()}");
        }

        return lines;
    }

    /// <summary>What reports are counted from, and what has to add up.</summary>
    private async Task<string> CountsAsync()
    {
        await using var db = Host.Db();
        return JsonSerializer.Serialize(new
        {
            Facts = await db.EventFacts.CountAsync() + await db.AssertionFacts.CountAsync() + await db.EdgeFacts.CountAsync(),
            Runs = await db.JourneyRuns.CountAsync(),
            Passages = await db.JourneyPassages.GroupBy(p => p.Step).OrderBy(g => g.Key).Select(g => g.Count()).ToListAsync(),
            Sends = await db.Sends.GroupBy(s => s.OwnerId).OrderBy(g => g.Key).Select(g => g.Count()).ToListAsync(),
            Quarantined = await db.QuarantinedMessages.CountAsync(),
            Sums = await db.SourceHours.GroupBy(h => h.Source).OrderBy(g => g.Key)
                .Select(g => new { Accepted = g.Sum(h => h.Accepted), Stored = g.Sum(h => h.Stored), Quarantined = g.Sum(h => h.Quarantined) }).ToListAsync(),
            Members = await db.SegmentMemberships.OrderBy(m => m.Segment).Select(m => m.Count).ToListAsync(),
        });
    }

    /// <summary>The text of all rows that a part holds, table by table.</summary>
    private async Task<string> RowsAsync()
    {
        await using var db = Host.Db();
        var texts = new List<string>
        {
            JsonSerializer.Serialize(await db.EventFacts.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.AssertionFacts.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.EdgeFacts.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.JourneyPassages.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.ConsentChanges.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.Sends.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.TrappedMails.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.PlanViolations.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.ImportTemplates.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.StewardDecisions.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.AttributeLocks.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.HeldMerges.AsNoTracking().ToListAsync()),
            JsonSerializer.Serialize(await db.Reveals.AsNoTracking().ToListAsync()),
        };
        var bytes = await db.QuarantinedMessages.AsNoTracking().Select(m => new { m.Payload, m.Envelope, m.Field, m.Words }).ToListAsync();
        texts.AddRange(bytes.Select(m => $"{Encoding.UTF8.GetString(m.Payload)} {Encoding.UTF8.GetString(m.Envelope ?? [])} {m.Field} {m.Words}"));
        return string.Join('\n', texts);
    }

    private static int Canaries(string text) => text.Split(Canary, StringSplitOptions.None).Length - 1;

    private string Hash(string mail) => EmailAddress.TryParse(mail, out var address) ? Host.Get<MailboxBook>().Hash(address) : throw new ArgumentException(mail);

    private static Message Said(string user, string mail, string key) => new(
        $"{user}-{key}", [new Identifier(IdentifierNamespace.UserId, user), new Identifier(IdentifierNamespace.Email, mail)], 1_760_000_000_000,
        new MessageEvent("Bought", $$"""{"what":"{{user}}'s carpet"}"""), $$"""{"plan":"{{user}}"}""", null, $$"""{"ip":"{{user}}"}""", null);

    private async Task KeepAboutBothAsync()
    {
        await Host.SendAsync(Said(Ann, AnnsMail, "m1"), Said(Ann, AnnsOtherMail, "m2"), Said(Bob, BobsMail, "m3"));
        await KeepAboutAnnAsync(Asked(Ann).Shown);
        await KeepAboutBobAsync(Asked(Bob).Shown);
        await DecideAboutBothAsync();
        await Host.SaveAsync(LockOf(Asked(Ann).Shown));
        await Host.SaveAsync(LockOf(Asked(Bob).Shown));
        await Host.SaveAsync(HeldOf(Asked(Ann).Shown, other: 901), HeldOf(Asked(Bob).Shown, other: 902));
        await ImportAsync($"Mail;Nr;Age\n{AnnsMail};1;x\n", rejected: [1]);
        await ImportAsync($"Mail;Nr;Age\n{BobsMail};1;x\n", rejected: [1]);
        await DraftAsync($"Mail;Nr\n{AnnsMail};1\n");
    }

    /// <summary>They were joined by mistake, which was taken back.</summary>
    private Task DecideAboutBothAsync()
    {
        var (ann, bob) = (new Identifier(IdentifierNamespace.UserId, Ann), new Identifier(IdentifierNamespace.UserId, Bob));
        var directory = Host.Get<IProfileDirectory>();
        var decided = new DecidedIdentifiers(
            [new DecidedIdentifier(directory.NumberOf(ann)!.Value.Value, ann.Namespace, ann.Value)], [new DecidedIdentifier(directory.NumberOf(bob)!.Value.Value, bob.Namespace, bob.Value)], []);
        return Host.SaveAsync(new StewardDecision
        {
            Kind = StewardDecisionKind.Joined, Identifiers = decided.ToJson(), After = 1, By = "Linh", At = Host.Clock.Now, UndoneBy = "Linh", UndoneAt = Host.Clock.Now,
        });
    }

    private static HeldMerge HeldOf(ProfileId profile, long other) => new()
    {
        Low = profile, High = new ProfileId(other), Reason = HeldReason.TwoUserIds, Via = new ProfileId(other), People = 2, SeenAt = 1_760_000_000_000, State = HeldState.Open,
        Look = 1,
    };

    private AttributeLock LockOf(ProfileId profile) =>
        new() { Profile = profile, Name = "plan", LetsGo = false, At = Host.Clock.Now.ToUnixTimeMilliseconds(), By = "Linh" };

    private async Task KeepAboutAnnAsync(ProfileId ann)
    {
        var at = Host.Clock.Now.ToUnixTimeMilliseconds();
        var (walked, walking) = (Run(ann, entry: 1, JourneyRunState.Completed, dueAt: null), Run(ann, entry: 2, JourneyRunState.Active, dueAt: at));
        var sent = new Send
        {
            Owner = SendOwner.Campaign, OwnerId = 1, Visit = 0, Profile = ann, Address = AnnsMail, State = SendState.Sent, DueAt = at, ChangedAt = at,
            Reply = $"<{AnnsMail}> is fine",
        };
        await Host.SaveAsync(walked, walking, sent);
        await Host.SaveAsync(
            Passage(walked, "end", at, """{"version":1,"holds":true,"tree":{"node":"0","holds":true,"value":"canary"}}"""), Passage(walking, null, null, null),
            new SegmentMembership { Segment = new SegmentNumber(1), Generation = 1, Version = 1, Position = 1, EvaluatedAt = at, Count = 1 },
            new SegmentStay { Segment = new SegmentNumber(1), Profile = ann, EnteredAt = at, EnteredGeneration = 1 },
            new SegmentStay { Segment = new SegmentNumber(1), Profile = ann, EnteredAt = at, EnteredGeneration = 2 },
            new ConsentChange
            {
                Channel = Channel.Email, Topic = "", Profile = ann, Address = Hash(AnnsMail), State = ConsentState.Unsubscribed, At = Host.Clock.Now, By = "", Proof = "link",
            },
            new ConsentChange { Channel = Channel.Email, Topic = "", Profile = ann, State = ConsentState.Unsubscribed, At = Host.Clock.Now, By = AnnsMail, Proof = "phone" },
            new ConsentChange
            {
                Channel = Channel.Email, Topic = "news", Purpose = "marketing", Profile = ann, Address = Hash(AnnsMail), State = ConsentState.Unsubscribed,
                At = Host.Clock.Now, By = "Linh", Proof = "form", ProofText = "Signed by canary Ann",
            },
            new Send { Owner = SendOwner.Campaign, OwnerId = 2, Visit = 0, Profile = ann, Address = AnnsMail, State = SendState.Planned, DueAt = at, ChangedAt = at },
            new Send { Owner = SendOwner.Campaign, OwnerId = 3, Visit = 0, Profile = ann, Address = AnnsMail, State = SendState.HandingOff, DueAt = at, ChangedAt = at },
            new Send
            {
                Owner = SendOwner.Campaign, OwnerId = 4, Visit = 0, Profile = ann, State = SendState.Skipped, Reason = SendReason.NoAddress, DueAt = at, ChangedAt = at,
            },
            Alike(ann, new ProfileId(999)), Alike(new ProfileId(998), ann),
            new Reveal { Profile = ann, By = "Minh", At = Host.Clock.Now, Why = "canary complained" },
            Trapped(AnnsMail, sent.Id), Trapped("Canary-Ann@Mail.example", send: null),
            Quarantined($$$"""{"type":"track","userId":"{{{Ann}}}","event":"Paid","traits":{"email":"{{{AnnsMail}}}"}}""", QuarantineState.Open),
            Quarantined($$"""{"type":"track","userId":"{{Ann}}","event":"Paid again"}""", QuarantineState.Stored),
            new PlanViolation { Source = 1, EventKey = "", NameKey = "PLAN", Kind = ViolationKind.WrongType, Day = 1, Marked = 3, Examples = ["canary's plan"] },
            new ImportTemplate
            {
                Header = "h", FileName = "people.csv", UsedAt = Host.Clock.Now,
                Choices = $$$"""{"header":true,"kind":"profiles","columns":[{"from":"Mail","to":"identifier:email","transform":{"version":1,"steps":[{"is":"values","map":{"x":"{{{AnnsMail}}}"},"else":"keep"}]}}]}""",
            });
    }

    private Task KeepAboutBobAsync(ProfileId bob)
    {
        var at = Host.Clock.Now.ToUnixTimeMilliseconds();
        return Host.SaveAsync(
            new SegmentMembership { Segment = new SegmentNumber(2), Generation = 1, Version = 1, Position = 1, EvaluatedAt = at, Count = 1 },
            new SegmentStay { Segment = new SegmentNumber(2), Profile = bob, EnteredAt = at, EnteredGeneration = 1 },
            Run(bob, entry: 1, JourneyRunState.Active, dueAt: at),
            new ConsentChange { Channel = Channel.Email, Topic = "", Profile = bob, State = ConsentState.Subscribed, At = Host.Clock.Now, By = "", Proof = "phone" },
            new Send { Owner = SendOwner.Campaign, OwnerId = 1, Visit = 0, Profile = bob, Address = BobsMail, State = SendState.Planned, DueAt = at, ChangedAt = at },
            Alike(bob, new ProfileId(997)),
            Trapped(BobsMail, send: null),
            Quarantined($$"""{"type":"track","userId":"{{Bob}}","event":"Paid"}""", QuarantineState.Open));
    }

    private JourneyRun Run(ProfileId profile, int entry, JourneyRunState state, long? dueAt) => new()
    {
        Journey = new JourneyNumber(1), Version = 1, Profile = profile, Entry = entry, EntryReason = entry, State = state, Step = "wait", Visit = 1, DueAt = dueAt,
        EnteredAt = Host.Clock.Now.ToUnixTimeMilliseconds(), ChangedAt = Host.Clock.Now.ToUnixTimeMilliseconds(),
    };

    private static JourneyPassage Passage(JourneyRun run, string? outcome, long? leftAt, string? detail) => new()
    {
        Run = run.Id, Visit = 1, Journey = run.Journey, Version = 1, Step = run.Step, Profile = run.Profile, CameAt = run.EnteredAt, LeftAt = leftAt, Outcome = outcome, Detail = detail,
    };

    private DuplicatePair Alike(ProfileId low, ProfileId high) => new()
    {
        Low = low, High = high, Weight = 3, Probability = 0.9, Evidence = new PairEvidence(-9, [new EvidenceStep("email", Agreement.Same, 12, 0)], null, 0).ToJson(),
        State = DuplicateState.Open, Search = 1, FoundAt = Host.Clock.Now,
    };

    private TrappedMail Trapped(string to, long? send) => new()
    {
        Send = send, At = Host.Clock.Now, From = "news@kilim.example", To = to, Subject = "For you", Html = $"<p>{to}</p>", Text = to, Headers = "",
    };

    private QuarantinedMessage Quarantined(string payload, QuarantineState state)
    {
        var at = Host.Clock.Now.ToUnixTimeMilliseconds();
        return new QuarantinedMessage
        {
            Source = 1, ReceivedAt = at, QuarantinedAt = at, Reason = RefusalReason.BadTimestamp, Words = "No time.", Kind = InboxKind.Tracking, State = state,
            Payload = Encoding.UTF8.GetBytes(payload),
        };
    }

    /// <returns>The name under which the file is kept.</returns>
    private async Task<string> ImportAsync(string csv, long[] rejected, bool isPaused = false)
    {
        var stored = await StoreAsync(csv);
        var mapping = new ImportMapping(
            ImportKind.Profiles,
            [
                new MappedColumn("Mail", new ColumnTarget.Identifier("email"), new CellFormat.Text()),
                new MappedColumn("Nr", new ColumnTarget.Identifier("loyalty_card"), new CellFormat.Text()),
                new MappedColumn("Age", new ColumnTarget.Attribute("age"), new CellFormat.Number(null)),
            ],
            Encoding: TextEncoding.Utf8,
            Separator: ';') { Format = TableFormat.Csv };
        var job = new JobRun { Id = JobRunId.New(), Kind = RunImport.Kind, State = isPaused ? JobState.Cancelled : JobState.Completed, CreatedAt = Host.Clock.Now };
        var run = new ImportRun
        {
            Job = job.Id, Source = 1, FileName = stored.Name, StoredFile = stored.StoredName, Bytes = stored.Bytes, Mapping = MappingJson.Write(mapping),
            State = isPaused ? ImportState.Running : ImportState.Completed, RowsRead = rejected.Length, RowsRejected = rejected.Length, CreatedAt = Host.Clock.Now,
            IsPaused = isPaused,
        };
        await Host.SaveAsync(job, run);
        await Host.SaveAsync([.. rejected.Select(row => new ImportReject { Run = run.Number, Row = row, Reason = RejectReason.BadValue, Column = 2 })]);
        return stored.StoredName;
    }

    private async Task<string> DraftAsync(string csv)
    {
        var stored = await StoreAsync(csv);
        await Host.Get<ImportDrafts>().AddAsync(stored, "Linh", default);
        return stored.StoredName;
    }

    private Task<StoredFile> StoreAsync(string csv) => Host.Get<ImportFiles>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "people.csv", default);

    private bool IsThere(string stored) => File.Exists(Host.Get<ImportFiles>().PathOf(stored));
}

public sealed class SqliteErasedPartsTests : ErasedPartsContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlErasedPartsTests : ErasedPartsContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();

    /// <summary>What the certificate says goes later: the rows that the database keeps until it vacuums, and its log until that is removed.</summary>
    [DatabaseFact]
    public async Task Erase_OnceTheDatabaseWasVacuumed_LeavesNoByteInItsFiles()
    {
        var words = await KeepSomebodyAsync();
        await using var db = Db();
        await using var files = await PostgreSqlFiles.OfAsync(db);
        await files.FlushAsync();
        Assert.All(words, word => Assert.NotEmpty(files.With(word)));

        await EraseThemAsync();
        await files.FlushAsync();
        // Else it would prove nothing that they are gone afterwards.
        Assert.All(words, word => Assert.NotEmpty(files.With(word)));
        await files.VacuumAsync();

        Assert.All(words, word => Assert.Empty(files.With(word)));
        Assert.NotEmpty(files.With("customer-bob"));
    }
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerErasedPartsTests : ErasedPartsContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
