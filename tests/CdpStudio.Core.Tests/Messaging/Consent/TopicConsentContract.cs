using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Messaging.Consent;

/// <summary>What people say of topics and purposes and what leaves all the same, the same on every database.</summary>
public abstract class TopicConsentContract : IAsyncLifetime
{
    private static readonly Preferences s_all = new(MailWish.Everything, new Dictionary<string, bool>());

    private OwnDatabase? _database;
    private MessagingRig? _rig;

    private MessagingRig Rig => _rig!;

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await NewDatabaseAsync();
        _rig = new MessagingRig(_database.Provider);
        await Rig.UseServerAsync(lines: 1);
        foreach (var key in new[] { "news", "offers" }) await SaveTopicAsync(key);
    }

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [DatabaseFact]
    public async Task Plan_MailWithATopicAndAPurpose_GoesToThoseWhoseWordAllowsIt()
    {
        Write("news", ConsentPurpose.Marketing);
        await SayAsync(1, "", "");
        await SayAsync(2, "", ConsentPurpose.Marketing);
        await SayAsync(3, "", ConsentPurpose.Service);
        await SayAsync(4, "news", "");
        await SayAsync(5, "news", ConsentPurpose.Marketing);
        await SayAsync(6, "news", ConsentPurpose.Service);
        await SayAsync(7, "offers", "");
        Person(8);
        await Rig.PlanAsync(1, [.. Enumerable.Range(1, 8).Select(i => new ProfileId(i))]);
        Write("news", ConsentPurpose.Service);
        await Rig.PlanAsync(2, [.. Enumerable.Range(1, 8).Select(i => new ProfileId(i))]);

        var ledger = await Rig.LedgerAsync();
        Assert.All(ledger, s => Assert.Equal("news", s.Topic));
        Assert.Equal(
            ["Unsubscribed", "Unsubscribed", "Planned", "TopicUnsubscribed", "TopicUnsubscribed", "Planned", "Planned", "Planned"],
            ledger.Where(s => s is { OwnerId: 1, Purpose: ConsentPurpose.Marketing }).Select(InShort));
        Assert.Equal(
            ["Unsubscribed", "Planned", "Unsubscribed", "TopicUnsubscribed", "Planned", "TopicUnsubscribed", "Planned", "Planned"],
            ledger.Where(s => s is { OwnerId: 2, Purpose: ConsentPurpose.Service }).Select(InShort));
    }

    [DatabaseFact]
    public async Task Send_ToWhoLeavesTheTopicOnceItIsPlannedOrClaimed_DoesNotLeave()
    {
        Write("news", ConsentPurpose.Marketing);
        await Rig.PlanAsync(Person(1), Person(2), Person(3));
        await SayAsync(2, "news", "");
        var clicked = false;
        Rig.Server.Before = async _ =>
        {
            // The first is under way, and the third is claimed.
            if (!clicked) await SayAsync(3, "news", "");
            clicked = true;
        };

        await Rig.SendDueAsync();

        Assert.Equal(["1 Sent", "2 Skipped TopicUnsubscribed", "3 Skipped TopicUnsubscribed"], await Rig.StatesAsync());
    }

    [DatabaseFact]
    public async Task Change_ThatWasSaidBeforeWhatIsKnown_LiftsNothingAndALaterOneDoes()
    {
        Person(1);
        await SayAsync(1, "news", "");
        Rig.Clock.Now += TimeSpan.FromHours(1);
        await SayAsync(1, "news", "", ConsentState.Subscribed, said: Rig.Clock.Now - TimeSpan.FromDays(2));
        Assert.Equal(ConsentState.Unsubscribed, await StateAsync(1, "news"));

        await SayAsync(1, "news", "", ConsentState.Subscribed, said: Rig.Clock.Now - TimeSpan.FromMinutes(30));

        Assert.Equal(ConsentState.Subscribed, await StateAsync(1, "news"));
        Assert.Equal(ConsentState.Unknown, await StateAsync(1, ""));
        var history = await Rig.Consents.HistoryAsync(Rig.People.Read(new ProfileId(1))!, default);
        Assert.Equal(3, history.Count);
        Assert.Equal(
            ("news", Rig.Clock.Now, Rig.Clock.Now - TimeSpan.FromMinutes(30), "form", "user", "https://kilim.example/join, version 3"),
            (history[0].Topic, history[0].At, history[0].SaidAt!.Value, history[0].Proof, history[0].Source, history[0].ProofText));
    }

    [DatabaseFact]
    public async Task Change_WhatThereIsNot_IsRefused()
    {
        var ann = Person(1);

        Assert.IsType<ChangeConsentResult.UnknownTopic>(await ChangeAsync(new(ann, "email", ConsentState.Subscribed, "Linh", "phone", "nothing")));
        Assert.IsType<ChangeConsentResult.UnknownPurpose>(await ChangeAsync(new(ann, "email", ConsentState.Subscribed, "Linh", "phone", Purpose: "fun")));
        Assert.IsType<ChangeConsentResult.ProofTooLong>(await ChangeAsync(new(ann, "email", ConsentState.Subscribed, "Linh", "phone", ProofText: new string('x', 1_001))));
        Assert.IsType<ChangeConsentResult.SaidInFuture>(await ChangeAsync(new(ann, "email", ConsentState.Subscribed, "Linh", "phone", SaidAt: Written(Rig.Clock.Now.AddSeconds(1)))));
        Assert.Empty(await Rig.Consents.HistoryAsync(Rig.People.Read(ann)!, default));
    }

    [DatabaseFact]
    public async Task Link_OfAMailWithATopic_LeavesTheTopicOrEverythingAndTakesBackTheSame()
    {
        Write("news", ConsentPurpose.Marketing);
        await Rig.PlanAsync(Person(1));
        var token = Rig.Links.Token((await Rig.LedgerAsync())[0].Id);

        Assert.Equal(new AnswerUnsubscribeResult.Recorded("news"), await AnswerAsync(new(token, ConsentState.Unsubscribed, ConsentProof.OneClick)));
        Assert.Equal((ConsentState.Unsubscribed, ConsentState.Unknown), (await StateAsync(1, "news"), await StateAsync(1, "")));

        Assert.Equal(new AnswerUnsubscribeResult.Recorded(""), await AnswerAsync(new(token, ConsentState.Unsubscribed, ConsentProof.Link, Everything: true)));
        Assert.Equal(ConsentState.Unsubscribed, await StateAsync(1, ""));

        await AnswerAsync(new(token, ConsentState.Subscribed, ConsentProof.Link, Everything: true));
        Assert.Equal((ConsentState.Unsubscribed, ConsentState.Subscribed), (await StateAsync(1, "news"), await StateAsync(1, "")));
        var entry = (await Rig.Consents.HistoryAsync(Rig.People.Read(new ProfileId(1))!, default))[0];
        Assert.Equal(("", "link", "send 1"), (entry.By, entry.Source, entry.ProofText));
    }

    [DatabaseFact]
    public async Task Preferences_Saved_WriteOnlyWhatIsDifferent()
    {
        Write("news", ConsentPurpose.Marketing);
        await Rig.PlanAsync(Person(1));
        var token = Rig.Links.Token((await Rig.LedgerAsync())[0].Id);
        Assert.Equal(((MailWish?)MailWish.Everything, true, true), await PreferencesAsync(token));

        await SaveAsync(token, s_all with { Topics = new Dictionary<string, bool> { ["news"] = true, ["offers"] = true, ["nothing"] = false } });
        Assert.Equal(0, await WordsAsync());

        await SaveAsync(token, new(MailWish.ServiceOnly, new Dictionary<string, bool> { ["offers"] = false }));
        Assert.Equal(((MailWish?)MailWish.ServiceOnly, true, false), await PreferencesAsync(token));
        Assert.Equal(2, await WordsAsync());

        await SaveAsync(token, new(MailWish.Nothing, new Dictionary<string, bool>()));
        Assert.Equal(((MailWish?)MailWish.Nothing, true, false), await PreferencesAsync(token));

        await SaveAsync(token, s_all with { Topics = new Dictionary<string, bool> { ["offers"] = true } });
        Assert.Equal(((MailWish?)MailWish.Everything, true, true), await PreferencesAsync(token));
        Assert.Equal(6, await WordsAsync());
    }

    [DatabaseFact]
    public async Task Yes_OfWhoWasMerged_LiftsTheNoUnderTheOtherNumber()
    {
        await SayAsync(7, "", "");
        await SayAsync(7, "news", "");
        Person(1);
        Rig.People.Merge(new ProfileId(7), into: new ProfileId(1));
        Rig.Clock.Now += TimeSpan.FromHours(1);
        Assert.Equal((ConsentState.Unsubscribed, ConsentState.Unsubscribed), (await StateAsync(1, ""), await StateAsync(1, "news")));

        await SayAsync(1, "", "", ConsentState.Subscribed, said: Rig.Clock.Now - TimeSpan.FromDays(1));
        Assert.Equal(ConsentState.Unsubscribed, await StateAsync(1, ""));
        await SayAsync(1, "", "", ConsentState.Subscribed);
        Assert.Equal((ConsentState.Subscribed, ConsentState.Unsubscribed), (await StateAsync(1, ""), await StateAsync(1, "news")));

        Write("news", ConsentPurpose.Marketing);
        await Rig.PlanAsync(new ProfileId(1));
        await SaveAsync(Rig.Links.Token((await Rig.LedgerAsync())[0].Id), s_all with { Topics = new Dictionary<string, bool> { ["news"] = true } });
        Assert.Equal(ConsentState.Subscribed, await StateAsync(1, "news"));
    }

    [DatabaseFact]
    public async Task Link_OfWhoWasMerged_TakesBackTheNoUnderTheOtherNumber()
    {
        await SayAsync(7, "", "");
        Person(1);
        Rig.People.Merge(new ProfileId(7), into: new ProfileId(1));
        await Rig.PlanAsync(new ProfileId(1));
        var token = Rig.Links.Token((await Rig.LedgerAsync())[0].Id);

        Assert.Equal(new AnswerUnsubscribeResult.Recorded(""), await AnswerAsync(new(token, ConsentState.Subscribed, ConsentProof.Link, Everything: true)));

        Assert.Equal(ConsentState.Subscribed, await StateAsync(1, ""));
        var words = await WordsAsync();
        await AnswerAsync(new(token, ConsentState.Subscribed, ConsentProof.Link, Everything: true));
        Assert.Equal(words, await WordsAsync());
    }

    [DatabaseFact]
    public async Task Link_AYesToATopicWhileAWiderNoHolds_IsKeptAndNotBelieved()
    {
        Write("news", ConsentPurpose.Marketing);
        await Rig.PlanAsync(Person(1));
        var token = Rig.Links.Token((await Rig.LedgerAsync())[0].Id);
        await SayAsync(1, "", ConsentPurpose.Marketing);
        await AnswerAsync(new(token, ConsentState.Unsubscribed, ConsentProof.Link));

        Assert.Equal(new AnswerUnsubscribeResult.HeldBack(), await AnswerAsync(new(token, ConsentState.Subscribed, ConsentProof.Link)));
        Assert.Equal(ConsentState.Subscribed, await StateAsync(1, "news"));
        Assert.Equal(ConsentPlace.Marketing, await ClosedAsync(1, "news", ConsentPurpose.Marketing));

        await SayAsync(1, "", ConsentPurpose.Marketing, ConsentState.Subscribed);
        Assert.Equal(new AnswerUnsubscribeResult.Recorded("news"), await AnswerAsync(new(token, ConsentState.Subscribed, ConsentProof.Link)));
    }

    [DatabaseFact]
    public async Task Change_AYes_LiftsTheSameOfEachPurposeAndNoTopic()
    {
        await SayAsync(1, "", ConsentPurpose.Service);
        await SayAsync(1, "news", ConsentPurpose.Marketing);
        await SayAsync(1, "offers", "");
        await SayAsync(1, "", "", ConsentState.Subscribed);

        Assert.Null(await ClosedAsync(1, "", ConsentPurpose.Service));
        Assert.NotNull(await ClosedAsync(1, "news", ConsentPurpose.Marketing));
        await SayAsync(1, "news", "", ConsentState.Subscribed);
        Assert.Null(await ClosedAsync(1, "news", ConsentPurpose.Marketing));
        Assert.NotNull(await ClosedAsync(1, "offers", ConsentPurpose.Marketing));
        Assert.Equal(
            ["news marketing", "news ", " service", " "],
            (await Rig.Consents.HistoryAsync(Rig.People.Read(new ProfileId(1))!, default)).Where(e => e.State == ConsentState.Subscribed).Select(e => $"{e.Topic} {e.Purpose}"));
    }

    [DatabaseFact]
    public async Task Preferences_ThatOnePurposeIsRefused_AreShownSoAndLiftedByChoosingMore()
    {
        Write("news", ConsentPurpose.Marketing);
        await Rig.PlanAsync(Person(1));
        var token = Rig.Links.Token((await Rig.LedgerAsync())[0].Id);
        await SayAsync(1, "", ConsentPurpose.Service);
        await SayAsync(1, "news", ConsentPurpose.Marketing);
        var shown = await ReadAsync(token);
        Assert.Equal((null, false, true), (shown.Wish, shown.Topics["news"], shown.Topics["offers"]));
        await SaveAsync(token, shown);
        Assert.Equal(2, await WordsAsync());

        await SaveAsync(token, s_all with { Topics = new Dictionary<string, bool> { ["news"] = true, ["offers"] = true } });

        Assert.Null(await ClosedAsync(1, "news", ConsentPurpose.Service));
        Assert.Null(await ClosedAsync(1, "news", ConsentPurpose.Marketing));
        Assert.Equal(((MailWish?)MailWish.Everything, true, true), await PreferencesAsync(token));
        Assert.Equal(4, await WordsAsync());
    }

    [DatabaseFact]
    public async Task Topic_PutAway_IsOfferedOnlyToWhoGotMailAboutIt()
    {
        Write("news", ConsentPurpose.Marketing);
        await Rig.PlanAsync(Person(1));
        Write("", ConsentPurpose.Marketing);
        await Rig.PlanAsync(2, Person(2));
        await SaveTopicAsync("news", isArchived: true);

        var ledger = await Rig.LedgerAsync();
        Assert.Equal(["news", "offers"], (await ReadAsync(Rig.Links.Token(ledger[0].Id))).Topics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["offers"], (await ReadAsync(Rig.Links.Token(ledger[1].Id))).Topics.Keys);
    }

    [DatabaseFact]
    public async Task SaveTopic_WhatNobodyCouldMean_IsRefusedAndTheSameKeyIsReplaced()
    {
        var fine = new SaveTopic("news", "News", "Once a month", new Dictionary<string, string> { ["vi"] = "Bản tin", ["fa"] = " " }, IsArchived: false, "Linh");

        Assert.IsType<SaveTopicResult.KeyRefused>(await SaveAsync(fine with { Key = "News" }));
        Assert.IsType<SaveTopicResult.NameRefused>(await SaveAsync(fine with { Name = " " }));
        Assert.IsType<SaveTopicResult.DescriptionRefused>(await SaveAsync(fine with { Description = new string('x', 501) }));
        Assert.Equal(new SaveTopicResult.NamesRefused("?"), await SaveAsync(fine with { Names = new Dictionary<string, string> { ["?"] = "x" } }));
        Assert.False(Assert.IsType<SaveTopicResult.Saved>(await SaveAsync(fine)).IsNew);
        Assert.True(Assert.IsType<SaveTopicResult.Saved>(await SaveAsync(fine with { Key = "tips" })).IsNew);

        var topic = Rig.Topics.Find("NEWS")!;
        Assert.Equal(("Bản tin", "News", "Once a month"), (topic.NameIn("vi"), topic.NameIn("fa"), topic.Description));
        Assert.Equal(3, Rig.Topics.All.Count);
    }

    private static string InShort(Send send) => send.Reason?.ToString() ?? send.State.ToString();

    private ProfileId Person(int number) => Rig.People.Add(number, FormattableString.Invariant($"p{number}@example.com"));

    /// <summary>What the next mails are about.</summary>
    private void Write(string topic, string purpose) => Rig.Owner.Content = MessageContent.Empty with { Subject = "Hello", Text = "News", Topic = topic, Purpose = purpose };

    private async Task SayAsync(int person, string topic, string purpose, ConsentState state = ConsentState.Unsubscribed, DateTimeOffset? said = null) =>
        Assert.IsType<ChangeConsentResult.Changed>(await ChangeAsync(new(
            Person(person), Channel.Email, state, "Linh", ConsentProof.Form, topic, purpose, "https://kilim.example/join, version 3",
            said is { } at ? Written(at) : null)));

    private static WrittenDate.Moment Written(DateTimeOffset at) => new(at.ToUnixTimeMilliseconds());

    private Task<ChangeConsentResult> ChangeAsync(ChangeConsent command) => Rig.ChangeConsent.HandleAsync(command, default);

    private Task<AnswerUnsubscribeResult> AnswerAsync(AnswerUnsubscribe command) => Rig.Unsubscribe.HandleAsync(command, default);

    private async Task<ConsentState> StateAsync(int person, string topic) =>
        (await Rig.Consents.OfAsync(Rig.People.Read(new ProfileId(person))!, default)).FirstOrDefault(c => c.Topic == topic)?.State ?? ConsentState.Unknown;

    /// <summary>Where a no keeps such mail from a person.</summary>
    private Task<ConsentPlace?> ClosedAsync(int person, string topic, string purpose) =>
        Rig.Consents.ClosedToAsync(Rig.People.Read(new ProfileId(person))!, new ConsentPlace(topic, purpose), default);

    private async Task<Preferences> ReadAsync(string token) => await Rig.Preferences.ReadAsync((await Rig.Linked.FindAsync(token, default))!, default);

    /// <summary>What is wanted, and of both topics whether.</summary>
    private async Task<(MailWish?, bool News, bool Offers)> PreferencesAsync(string token)
    {
        var preferences = await ReadAsync(token);
        return (preferences.Wish, preferences.Topics["news"], preferences.Topics["offers"]);
    }

    private async Task SaveAsync(string token, Preferences preferences) =>
        Assert.IsType<AnswerUnsubscribeResult.Recorded>(await Rig.Preferences.HandleAsync(new(token, preferences), default));

    private Task<SaveTopicResult> SaveAsync(SaveTopic command) => Rig.SaveTopic.HandleAsync(command, default);

    private async Task SaveTopicAsync(string key, bool isArchived = false) =>
        Assert.IsType<SaveTopicResult.Saved>(await SaveAsync(new SaveTopic(key, key, "", new Dictionary<string, string>(), isArchived, "Linh")));

    private async Task<int> WordsAsync()
    {
        await using var db = Rig.Database.Contexts.CreateDbContext();
        return await db.ConsentChanges.CountAsync();
    }
}

public sealed class SqliteTopicConsentTests : TopicConsentContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlTopicConsentTests : TopicConsentContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerTopicConsentTests : TopicConsentContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
