using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Messaging.Sending;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Messaging;

/// <summary>The promises of the send ledger, the same on every database: nobody twice, no mailbox twice, nobody forgotten.</summary>
public abstract class LedgerContract : IAsyncLifetime
{
    private OwnDatabase? _database;
    private MessagingRig? _rig;

    private MessagingRig Rig => _rig!;

    private FakePeople People => Rig.People;

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await NewDatabaseAsync();
        _rig = new MessagingRig(_database.Provider);
        await Rig.UseServerAsync();
    }

    public async Task DisposeAsync() => await _database!.DisposeAsync();

    [DatabaseFact]
    public async Task Plan_PeopleOfEveryKind_SaysWhoGetsMailAndWhyOthersDoNot()
    {
        var unsubscribed = People.Add(6, "frank@example.com", "f2@example.com");
        await Rig.ChangeConsent.HandleAsync(new(unsubscribed, Channel.Email, ConsentState.Unsubscribed, "Linh", ConsentProof.Phone), default);

        var planned = await Rig.PlanAsync(
            People.Add(1, "ann@example.com"), People.Add(2), People.Add(3, "not an address"), People.Add(4, "nonsense", "Dan@Example.com"),
            People.Add(5, "ANN@example.com"), unsubscribed, new ProfileId(99));

        Assert.Equal(7, planned);
        Assert.Equal(
            ["1 Planned", "2 Skipped NoAddress", "3 Skipped InvalidAddress", "4 Planned", "5 Skipped SameMailbox", "6 Skipped Unsubscribed", "99 Skipped Gone"],
            await Rig.StatesAsync());
        Assert.Equal("Dan@example.com", (await Rig.LedgerAsync())[3].Address);
    }

    [DatabaseFact]
    public async Task Plan_PeopleOfWhomAnAddressWasOnlySaid_GetMailUnlessSomebodyInTheirMailboxDoes()
    {
        await Rig.PlanAsync(
            People.Add(1, "ann@example.com"), People.AddSharing(2, "Ann@Example.com"), People.AddSharing(3, "bob@example.com"), People.AddSharing(4, "ask me"));

        Assert.Equal(["1 Planned", "2 Skipped SameMailbox", "3 Planned", "4 Skipped InvalidAddress"], await Rig.StatesAsync());
    }

    [DatabaseFact]
    public async Task Plan_TheSameAgain_AddsOnlyWhoIsMissing()
    {
        var (ann, bob, cem) = (People.Add(1, "ann@example.com"), People.Add(2, "bob@example.com"), People.Add(3, "BOB@example.com"));

        Assert.Equal(1, await Rig.PlanAsync(ann));
        Assert.Equal(2, await Rig.PlanAsync(ann, ann, bob, cem));
        Assert.Equal(0, await Rig.PlanAsync(ann, bob, cem));

        Assert.Equal(["1 Planned", "2 Planned", "3 Skipped SameMailbox"], await Rig.StatesAsync());
    }

    [DatabaseFact]
    public async Task Plan_APersonWhoWasMergedSinceAndHasAnotherMailbox_AddsNothing()
    {
        var later = People.Add(7, "ann@work.example");
        await Rig.PlanAsync(later);
        var ann = People.Add(1, "ann@example.com", "ann@work.example");
        People.Merge(later, into: ann);

        Assert.Equal(0, await Rig.PlanAsync(ann));

        Assert.Equal(["7 Planned"], await Rig.StatesAsync());
    }

    [DatabaseFact]
    public async Task Plan_AnotherCampaign_IsOfItsOwn()
    {
        var ann = People.Add(1, "ann@example.com");

        await Rig.PlanAsync(1, ann);
        await Rig.PlanAsync(2, ann);

        Assert.Equal(["1 Planned", "1 Planned"], await Rig.StatesAsync());
    }

    [DatabaseFact]
    public async Task Ledger_TwoRowsForOnePersonOrOneMailbox_AreRefusedByTheDatabase()
    {
        await Rig.PlanAsync(People.Add(1, "ann@example.com"));
        var row = Assert.Single(await Rig.LedgerAsync());

        await Assert.ThrowsAsync<DbUpdateException>(() => InsertAsync(new ProfileId(1), "another hash"));
        await Assert.ThrowsAsync<DbUpdateException>(() => InsertAsync(new ProfileId(2), row.AddressHash));
        await InsertAsync(new ProfileId(3), null);
        await InsertAsync(new ProfileId(4), null);
    }

    [DatabaseFact]
    public async Task Send_WhatIsDue_GoesOnceToEachAndTheCountsSaySo()
    {
        await Rig.PlanAsync([.. Enumerable.Range(1, 300).Select(i => People.Add(i, $"p{i}@example.com"))]);

        await Rig.SendDueAsync();
        await Rig.SendDueAsync();

        Assert.Equal(300, Rig.Server.Taken.Select(m => m.To).Distinct().Count());
        Assert.Equal(300, Rig.Server.Taken.Count);
        Assert.Equal([new SendCount(SendState.Sent, null, 300)], await Rig.Counts.OfAsync(SendOwner.Campaign, MessagingRig.Campaign, default));
        Assert.Contains(Rig.Server.Taken, m => m is { To: "p7@example.com", Subject: "Hello P7" });
        Assert.InRange(Rig.Server.MostAtOnce, 1, 4);
    }

    [DatabaseFact]
    public async Task Send_WhatIsNotDueYet_Waits()
    {
        await Rig.PlanAsync(People.Add(1, "ann@example.com"));
        Rig.Clock.Now -= TimeSpan.FromMinutes(1);

        await Rig.SendDueAsync();

        Assert.Empty(Rig.Server.Taken);
        Assert.Equal(["1 Planned"], await Rig.StatesAsync());
    }

    [DatabaseFact]
    public async Task Send_ByTheOutcome_BecomesWhatItSaysAndIsTriedAgainInTime()
    {
        await Rig.PlanAsync([.. Enumerable.Range(1, 4).Select(i => People.Add(i, $"p{i}@example.com"))]);
        Rig.Server.Answer = mail => mail.To switch
        {
            "p1@example.com" => (new EmailOutcome.Accepted(250, "queued as 4711"), true),
            "p2@example.com" => (new EmailOutcome.Deferred(451, "later", ServerAway: false), false),
            "p3@example.com" => (new EmailOutcome.Refused(550, "no such user\r\n\0"), false),
            _ => (new EmailOutcome.InDoubt("silence"), true),
        };

        await Rig.SendDueAsync();

        Assert.Equal(["1 Sent", "2 Deferred Refused", "3 Failed Refused", "4 InDoubt Interrupted"], await Rig.StatesAsync());
        Assert.Equal([(250, "queued as 4711"), (451, "later"), (550, "no such user"), (null, "silence")], (await Rig.LedgerAsync()).Select(s => (s.ReplyCode, s.Reply!)));

        Rig.Server.Answer = _ => (new EmailOutcome.Accepted(250, "ok"), true);
        await Rig.SendDueAsync();
        Assert.Equal("2 Deferred Refused", (await Rig.StatesAsync())[1]);
        Rig.Clock.Now += TimeSpan.FromMinutes(2);
        await Rig.SendDueAsync();

        Assert.Equal(["1 Sent", "2 Sent", "3 Failed Refused", "4 InDoubt Interrupted"], await Rig.StatesAsync());
        Assert.Equal([1, 2, 1, 1], (await Rig.LedgerAsync()).Select(s => s.Attempts));
    }

    [DatabaseFact]
    public async Task Send_DeferredForTwoDays_GivesUp()
    {
        await Rig.PlanAsync(People.Add(1, "ann@example.com"));
        Rig.Server.Answer = _ => (new EmailOutcome.Deferred(450, "busy", ServerAway: false), false);

        var began = Rig.Clock.Now;
        while ((await Rig.LedgerAsync())[0] is { State: SendState.Deferred or SendState.Planned } row)
        {
            Rig.Clock.Now = DateTimeOffset.FromUnixTimeMilliseconds(row.DueAt);
            await Rig.SendDueAsync();
        }

        Assert.Equal(["1 Failed TriedTooOften"], await Rig.StatesAsync());
        Assert.InRange(Rig.Clock.Now - began, TimeSpan.FromHours(30), TimeSpan.FromHours(58));
    }

    [DatabaseFact]
    public async Task Unsubscribe_WhileMailIsQueued_SkipsItFromThatMomentOn()
    {
        await Rig.UseServerAsync(lines: 1);
        await Rig.PlanAsync([.. Enumerable.Range(1, 20).Select(i => People.Add(i, $"p{i}@example.com"))]);
        var clicked = false;
        Rig.Server.Before = async _ =>
        {
            if (clicked) return;

            clicked = true;
            // All twenty are claimed by now; the first is under way.
            foreach (var send in (await Rig.LedgerAsync()).Where(s => s.Profile.Value > 10))
                await Rig.Unsubscribe.HandleAsync(new(Rig.Links.Token(send.Id), ConsentState.Unsubscribed, ConsentProof.OneClick), default);
        };

        await Rig.SendDueAsync();

        Assert.Equal(10, Rig.Server.Taken.Count);
        Assert.Equal(
            Enumerable.Range(1, 20).Select(i => i <= 10 ? $"{i} Sent" : $"{i} Skipped Unsubscribed"), await Rig.StatesAsync());
    }

    [DatabaseFact]
    public async Task Pause_WhileMailIsClaimed_HoldsItBackAndGoingOnSendsTheRest()
    {
        await Rig.UseServerAsync(lines: 1);
        await Rig.PlanAsync([.. Enumerable.Range(1, 20).Select(i => People.Add(i, $"p{i}@example.com"))]);
        Rig.Server.Before = _ =>
        {
            if (Rig.Server.Taken.Count == 5) Rig.Owner.Resting[MessagingRig.Campaign] = true;
            return Task.CompletedTask;
        };

        await Rig.SendDueAsync();
        Assert.Equal(6, Rig.Server.Taken.Count);
        Assert.Equal(14, (await Rig.LedgerAsync()).Count(s => s.State == SendState.Planned));

        Rig.Server.Before = _ => Task.CompletedTask;
        Rig.Owner.Resting.Clear();
        await Rig.SendDueAsync();

        Assert.Equal(20, Rig.Server.Taken.Select(m => m.To).Distinct().Count());
        Assert.Equal(20, Rig.Server.Taken.Count);
    }

    [DatabaseFact]
    public async Task Cancel_WhileMailIsClaimed_SkipsWhatHasNotLeft()
    {
        await Rig.UseServerAsync(lines: 1);
        await Rig.PlanAsync([.. Enumerable.Range(1, 20).Select(i => People.Add(i, $"p{i}@example.com"))]);
        Rig.Server.Before = async _ =>
        {
            if (Rig.Server.Taken.Count == 5)
            {
                await Rig.Database.Queue.WriteAsync(
                    WritePriority.Interactive,
                    (db, token) => CancelSends.CancelAsync(db, SendOwner.Campaign, MessagingRig.Campaign, Rig.Clock.Now, 100, token),
                    default);
            }
        };

        await Rig.SendDueAsync();

        Assert.Equal(6, Rig.Server.Taken.Count);
        Assert.Equal(6, (await Rig.LedgerAsync()).Count(s => s.State == SendState.Sent));
        Assert.Equal(14, (await Rig.LedgerAsync()).Count(s => s is { State: SendState.Skipped, Reason: SendReason.Cancelled }));
    }

    [DatabaseFact]
    public async Task Server_ThatIsAway_LetsItsOwnersRestAndWearsOutNobody()
    {
        await Rig.UseServerAsync(lines: 1);
        await Rig.PlanAsync([.. Enumerable.Range(1, 50).Select(i => People.Add(i, $"p{i}@example.com"))]);
        Rig.Server.Answer = _ => (new EmailOutcome.Deferred(null, "No connection.", ServerAway: true), false);
        await using var lease = await Rig.Leases.TryTakeAsync(default);
        using var stop = new CancellationTokenSource();
        var owners = Rig.Owner;

        var shift = Rig.NewSender().RunShiftAsync(lease!, untilNothingIsDue: false, stop.Token);
        while (owners.Paused.IsEmpty) await Task.Yield();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shift);

        var (id, reason) = Assert.Single(owners.Paused);
        Assert.Equal(MessagingRig.Campaign, id);
        Assert.Contains("No connection.", reason, StringComparison.Ordinal);
        Assert.Equal(ServerBreaker.MostFailures, (await Rig.LedgerAsync()).Count(s => s.State == SendState.Deferred));
        Assert.Equal(50 - ServerBreaker.MostFailures, (await Rig.LedgerAsync()).Count(s => s.State == SendState.Planned));
    }

    [DatabaseFact]
    public async Task Lease_ByASecondSender_FencesTheFirst()
    {
        await Rig.PlanAsync(People.Add(1, "ann@example.com"));
        var first = await Rig.Leases.TryTakeAsync(default);
        Assert.Null(await Rig.Leases.TryTakeAsync(default));
        await first!.DisposeAsync();
        await using var second = await Rig.Leases.TryTakeAsync(default);

        await Assert.ThrowsAsync<SenderFencedException>(() => Rig.NewSender().RunShiftAsync(first, untilNothingIsDue: true, default));

        Assert.Empty(Rig.Server.Taken);
        Assert.Equal(first.Epoch + 1, second!.Epoch);
    }

    [DatabaseFact]
    public async Task Kills_AtRandomMoments_RepeatNothingAndForgetNobody()
    {
        const int people = 240;
        const int lines = 4;
        var seed = RunSeed.Value;
        var dice = new Random(seed);
        await Rig.UseServerAsync(lines);
        await Rig.PlanAsync([.. Enumerable.Range(1, people).Select(i => People.Add(i, $"p{i}@example.com"))]);
        var servers = new List<FakeTransport>();
        var kills = 0;

        while ((await Rig.LedgerAsync()).Any(s => s.State is SendState.Planned or SendState.Claimed or SendState.HandingOff or SendState.Deferred))
        {
            var server = new FakeTransport();
            servers.Add(server);
            // Every third sender finds a busy server, the next ones do not: nobody is put off until it is too late.
            var isBusy = servers.Count % 3 == 1;
            var diesAt = dice.Next(1, 60);
            var seen = 0;
            var died = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            server.Before = _ =>
            {
                if (Interlocked.Increment(ref seen) < diesAt) return Task.CompletedTask;

                server.Dead = true;
                died.TrySetResult();
                return Task.CompletedTask;
            };
            server.Answer = mail => mail.To.StartsWith("p1", StringComparison.Ordinal) && isBusy
                ? (new EmailOutcome.Deferred(450, "busy", ServerAway: false), false)
                : (new EmailOutcome.Accepted(250, "ok"), true);

            var lease = await Rig.Leases.TryTakeAsync(default);
            var running = Rig.NewSender(server).RunShiftAsync(lease!, untilNothingIsDue: true, default);
            await Task.WhenAny(running, died.Task);
            if (running.IsCompleted) await running;
            else kills++;
            // The lock of a dead process is free; what it still had in hand it can no longer write.
            await lease!.DisposeAsync();
            Rig.Clock.Now += TimeSpan.FromHours(1);
        }

        var taken = servers.SelectMany(s => s.Taken).Select(m => m.To).ToList();
        var ledger = await Rig.LedgerAsync();
        Assert.True(taken.Count == taken.Distinct().Count(), $"seed {seed}: somebody got two mails");
        Assert.True(ledger.All(s => s.State is SendState.Sent or SendState.InDoubt), $"seed {seed}: somebody was forgotten");
        Assert.True(ledger.Where(s => s.State == SendState.Sent).All(s => taken.Contains(s.Address!)), $"seed {seed}: 'sent' was not true");
        Assert.True(ledger.Count(s => s.State == SendState.InDoubt) <= kills * lines, $"seed {seed}: more in doubt than lines were open");
        Assert.True(kills > 0, $"seed {seed}: nothing was killed");
    }

    private Task InsertAsync(ProfileId profile, string? hash) => Rig.Database.Queue.WriteAsync(
        WritePriority.Background,
        (db, _) =>
        {
            db.Sends.Add(new Send
            {
                Owner = SendOwner.Campaign, OwnerId = MessagingRig.Campaign, Visit = 0, Profile = profile, AddressHash = hash,
                State = SendState.Skipped, DueAt = 0, ChangedAt = 0,
            });
            return Task.CompletedTask;
        },
        default);
}
