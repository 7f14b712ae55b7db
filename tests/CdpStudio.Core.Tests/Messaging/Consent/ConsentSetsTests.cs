using CdpStudio.Core.Audience;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Campaigns;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using ConsentChange = CdpStudio.Core.Governance.Consent.ConsentChange;
using ConsentState = CdpStudio.Core.Governance.Consent.ConsentState;
using Said = CdpStudio.Core.Rules.ConsentState;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Messaging.Consent;

/// <summary>Rules about consent on a real database, beside what the sender goes by.</summary>
public sealed class ConsentSetsTests : IDisposable
{
    private const string Newsletter = "newsletter";

    private static readonly Rule s_reachable = new Rule.Reachable("email");

    private readonly TestDatabase _database = new();
    private readonly CampaignsRig _rig;
    private readonly ITestOutputHelper _output;

    public ConsentSetsTests(ITestOutputHelper output) => (_rig, _output) = (new CampaignsRig(_database), output);

    [Fact]
    public async Task Count_AfterSomebodySaidNoAndYesAgain_FollowsAtOnce()
    {
        var ann = _rig.Person("ann", "free", "ann@x.example");
        _rig.Person("bob", "free", "bob@x.example");
        Assert.Equal((2, 0, 2), await CountsAsync());

        await RecordAsync(ann, ConsentState.Unsubscribed);
        Assert.Equal((1, 1, 1), await CountsAsync());

        await RecordAsync(ann, ConsentState.Subscribed);
        Assert.Equal((2, 0, 1), await CountsAsync());
    }

    [Fact]
    public async Task Count_AfterARowThatCameIntoSightLate_KnowsIt()
    {
        var (ann, bob) = (_rig.Person("ann", "free", "ann@x.example"), _rig.Person("bob", "free", "bob@x.example"));
        await StoreAsync(5, ann, ConsentState.Unsubscribed);
        Assert.Equal((1, 1, 1), await CountsAsync());

        await StoreAsync(3, bob, ConsentState.Unsubscribed);
        await StoreAsync(4, ann, ConsentState.Subscribed);
        Assert.Equal((0, 2, 0), await CountsAsync());
    }

    [Fact]
    public async Task Count_OfATopicThatNothingIsKeptOf_IsUnknownForAll()
    {
        await RecordAsync(_rig.Person("ann", "free", "ann@x.example"), ConsentState.Unsubscribed);

        Assert.Equal(1, await CountAsync(new Rule.Consent("email", "newsletter", Said.Unknown)));
        Assert.Equal(1, await CountAsync(new Rule.Consent("sms", null, Said.Unknown)));
    }

    /// <summary>Shared mailboxes, two ways of writing one, addresses that are none, merged people, and words under numbers and addresses.</summary>
    [Fact]
    public async Task Answers_RandomPeopleAndWords_AreThoseThatTheSenderGoesBy()
    {
        var seed = RunSeed.Value;
        _output.WriteLine(FormattableString.Invariant($"Seed {seed}."));
        var dice = new Dice(seed);
        await SaveTopicAsync();
        var people = new List<ProfileId>();
        for (var i = 0; i < 120; i++)
        {
            var emails = Enumerable.Range(0, dice.Pick(0, 1, 1, 2)).Select(_ => Address(dice)).ToArray();
            people.Add(_rig.Person(FormattableString.Invariant($"p{i}"), "free", emails));
            if (dice.Chance(25)) _rig.Says(FormattableString.Invariant($"p{i}"), "email", Address(dice));
            if (dice.Chance(60)) await RecordAsync(dice.Pick(people), dice.Pick(ConsentState.Subscribed, ConsentState.Unsubscribed));
            if (dice.Chance(60)) await RecordAnywhereAsync(dice, dice.Pick(people));
            if (i % 30 == 29) await AgreeAsync(seed);
        }
    }

    public void Dispose()
    {
        _rig.Dispose();
        _database.Dispose();
    }

    private static string Address(Dice dice) => dice.Number(0, 10) switch
    {
        0 => "nobody",
        1 => CampaignsRig.Address("x", other: dice.Chance(50)),
        var n => FormattableString.Invariant($"{dice.Pick("p", "P")}{n}-{dice.Number(0, 15)}@x.example"),
    };

    private async Task AgreeAsync(int seed)
    {
        var everybody = await _rig.Engine.MembersAsync(new AudienceQuery(new Rule.Everyone()), null, int.MaxValue, default);
        var consents = new ProfileConsents(_rig.Contexts, _rig.Mailboxes);
        var said = new Dictionary<ProfileId, IReadOnlyList<ChannelConsent>>();
        foreach (var person in everybody) said[person] = await consents.OfAsync(_rig.Directory.Read(person)!, default);

        foreach (var topic in new[] { "", Newsletter })
        {
            foreach (var state in Enum.GetValues<Said>())
            {
                var members = await MembersAsync(new Rule.Consent("email", topic.Length == 0 ? null : "NewsLetter", state));
                Assert.True(
                    everybody.Where(p => Of(p, topic).ToString() == state.ToString()).SequenceEqual(members),
                    FormattableString.Invariant($"Seed {seed}: other people are {state} of '{topic}'."));
            }
        }

        var reachable = everybody.Where(p => Of(p, "") != ConsentState.Unsubscribed && _rig.Directory.Read(p)!.Identifiers.Any(
            i => i.Namespace == IdentifierNamespace.Email && EmailAddress.TryParse(i.Value, out _)));
        Assert.True(reachable.SequenceEqual(await MembersAsync(s_reachable)), FormattableString.Invariant($"Seed {seed}: other people are reachable."));

        ConsentState Of(ProfileId person, string topic) =>
            said[person].FirstOrDefault(c => c.Topic == topic && c.Purpose.Length == 0)?.State ?? ConsentState.Unknown;
    }

    private Task SaveTopicAsync() => new SaveTopicHandler(_rig.Queue, _rig.Topics, _rig.Clock, NullLogger<SaveTopicHandler>.Instance)
        .HandleAsync(new SaveTopic(Newsletter, "Newsletter", "", new Dictionary<string, string>(), IsArchived: false, "Linh"), default);

    private async Task RecordAnywhereAsync(Dice dice, ProfileId person) => Assert.IsType<ChangeConsentResult.Changed>(await Change.HandleAsync(
        new ChangeConsent(
            person, Channel.Email, dice.Pick(ConsentState.Subscribed, ConsentState.Unsubscribed), "Linh", ConsentProof.Form, dice.Pick("", Newsletter),
            dice.Pick("", "", ConsentPurpose.Marketing, ConsentPurpose.Service), SaidAt: new WrittenDate.Moment((_rig.Clock.Now - TimeSpan.FromDays(dice.Number(0, 3))).ToUnixTimeMilliseconds())),
        default));

    private ChangeConsentHandler Change =>
        new(_rig.Queue, _rig.Directory, _rig.Mailboxes, _rig.Topics, new CurrentWorkspace(), _rig.Clock, NullLogger<ChangeConsentHandler>.Instance);

    private Task<ChangeConsentResult> RecordAsync(ProfileId person, ConsentState state) =>
        Change.HandleAsync(new ChangeConsent(person, Channel.Email, state, "Linh", ConsentProof.Writing), default);

    private Task StoreAsync(long id, ProfileId person, ConsentState state) => _rig.Queue.WriteAsync(
        WritePriority.Interactive,
        (db, _) =>
        {
            db.Add(new ConsentChange { Id = id, Channel = Channel.Email, Topic = "", Profile = person, State = state, At = _rig.Clock.Now, By = "Linh", Proof = ConsentProof.Writing });
            return Task.CompletedTask;
        },
        default);

    /// <summary>Reachable, unsubscribed, unknown.</summary>
    private async Task<(long, long, long)> CountsAsync() => (
        await CountAsync(s_reachable),
        await CountAsync(new Rule.Consent("email", null, Said.Unsubscribed)),
        await CountAsync(new Rule.Consent("Email", null, Said.Unknown)));

    private async Task<long> CountAsync(Rule rule) => (await _rig.Engine.CountAsync(new AudienceQuery(rule), default)).Count;

    private Task<IReadOnlyList<ProfileId>> MembersAsync(Rule rule) => _rig.Engine.MembersAsync(new AudienceQuery(rule), null, int.MaxValue, default);
}
