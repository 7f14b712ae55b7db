using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Messaging.Consent;

public sealed class ConsentTests : IDisposable
{
    private readonly TestDatabase _database = new();
    private readonly MessagingRig _rig;

    public ConsentTests() => _rig = new MessagingRig(_database.Provider);

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task Of_APersonWhoSaidNothing_IsUnknown() =>
        Assert.Equal(new ChannelConsent("email", "", ConsentState.Unknown, null), Assert.Single(await OfAsync(_rig.People.Add(1, "ann@example.com"))));

    [Fact]
    public async Task Of_WhoSaidNoAndThenYes_IsSubscribedSinceThen()
    {
        var ann = _rig.People.Add(1, "ann@example.com");
        await RecordAsync(ann, ConsentState.Unsubscribed);
        _rig.Clock.Now += TimeSpan.FromDays(1);
        await RecordAsync(ann, ConsentState.Subscribed);

        Assert.Equal(new ChannelConsent("email", "", ConsentState.Subscribed, _rig.Clock.Now), Assert.Single(await OfAsync(ann)));
        Assert.Equal([ConsentState.Subscribed, ConsentState.Unsubscribed], (await _rig.Consents.HistoryAsync(_rig.People.Read(ann)!, default)).Select(e => e.State));
    }

    [Fact]
    public async Task Of_APersonWithOneAddressThatSaidNo_IsUnsubscribedWhateverTheOtherSaid()
    {
        await RecordAsync(_rig.People.Add(1, "no@example.com"), ConsentState.Unsubscribed);
        await RecordAsync(_rig.People.Add(2, "yes@example.com"), ConsentState.Subscribed);

        // As after a merge: one profile with the addresses of both.
        var merged = _rig.People.Add(3, "yes@example.com", "NO@example.com");

        Assert.Equal(ConsentState.Unsubscribed, Assert.Single(await OfAsync(merged)).State);
    }

    [Fact]
    public async Task Of_APersonWhoGotAnotherAddress_StaysUnsubscribed()
    {
        await RecordAsync(_rig.People.Add(1, "old@example.com"), ConsentState.Unsubscribed);

        Assert.Equal(ConsentState.Unsubscribed, Assert.Single(await OfAsync(_rig.People.Add(1, "new@example.com"))).State);
    }

    [Fact]
    public async Task Of_AnErasedPersonWhoComesBack_IsStillUnsubscribed()
    {
        var ann = _rig.People.Add(1, "ann@example.com");
        await RecordAsync(ann, ConsentState.Unsubscribed);
        _rig.People.Forget(ann);

        Assert.Equal(ConsentState.Unsubscribed, Assert.Single(await OfAsync(_rig.People.Add(2, "Ann@Example.com"))).State);
    }

    [Fact]
    public async Task Change_ForAPersonWithoutAnAddress_HoldsForTheProfile()
    {
        var ann = _rig.People.Add(1);
        await RecordAsync(ann, ConsentState.Unsubscribed);

        Assert.Equal(ConsentState.Unsubscribed, Assert.Single(await OfAsync(_rig.People.Add(1, "ann@example.com"))).State);
    }

    [Fact]
    public async Task Change_ForAPersonWithoutAnAddress_HoldsAfterAMerge()
    {
        var nameless = _rig.People.Add(7);
        await RecordAsync(nameless, ConsentState.Unsubscribed);
        var ann = _rig.People.Add(1, "ann@example.com");
        _rig.People.Merge(nameless, into: ann);

        Assert.Equal(ConsentState.Unsubscribed, Assert.Single(await OfAsync(ann)).State);
        Assert.Single(await _rig.Consents.HistoryAsync(_rig.People.Read(ann)!, default));
        await _rig.PlanAsync(ann);
        Assert.Equal(["1 Skipped Unsubscribed"], await _rig.StatesAsync());
    }

    [Theory]
    [InlineData("2026-01-05", null)]
    [InlineData("2026-01-04", "2026-01-04T16:59:59.999Z")]
    [InlineData("2026-01-05T15:00:00", "2026-01-05T08:00:00Z")]
    [InlineData("2026-01-05T09:00:00Z", "2026-01-05T09:00:00Z")]
    public async Task Change_OfADay_CountsFromItsEndOrFromNow(string written, string? since)
    {
        var ann = _rig.People.Add(1, "ann@example.com");

        Assert.IsType<ChangeConsentResult.Changed>(await RecordAsync(ann, written));

        var expected = since is null ? (DateTimeOffset?)null : DateTimeOffset.Parse(since, CultureInfo.InvariantCulture);
        Assert.Equal(expected, Assert.Single(await _rig.Consents.HistoryAsync(_rig.People.Read(ann)!, default)).SaidAt);
    }

    [Theory]
    [InlineData("2026-01-06")]
    [InlineData("2026-01-05T16:00:01")]
    [InlineData("9999-12-31")]
    public async Task Change_OfWhatIsYetToCome_IsRefused(string written) =>
        Assert.IsType<ChangeConsentResult.SaidInFuture>(await RecordAsync(_rig.People.Add(1, "ann@example.com"), written));

    [Fact]
    public async Task Change_WhatThereIsNot_IsRefused()
    {
        var ann = _rig.People.Add(1, "ann@example.com");

        Assert.IsType<ChangeConsentResult.Unknown>(await _rig.ChangeConsent.HandleAsync(new(ann, "pigeon", ConsentState.Unsubscribed, "Linh", "phone"), default));
        Assert.IsType<ChangeConsentResult.Unknown>(await _rig.ChangeConsent.HandleAsync(new(ann, "email", ConsentState.Unknown, "Linh", "phone"), default));
        Assert.IsType<ChangeConsentResult.Unknown>(await _rig.ChangeConsent.HandleAsync(new(ann, "email", ConsentState.Unsubscribed, "Linh", "one-click"), default));
        Assert.IsType<ChangeConsentResult.NoSuchProfile>(await _rig.ChangeConsent.HandleAsync(new(new ProfileId(9), "email", ConsentState.Unsubscribed, "Linh", "phone"), default));
    }

    [Fact]
    public async Task Unsubscribe_ByALink_HoldsForEveryAddressOfThePersonAndIsKeptOnce()
    {
        await _rig.PlanAsync(_rig.People.Add(1, "ann@example.com", "ann@work.example"));
        var token = _rig.Links.Token((await _rig.LedgerAsync())[0].Id);

        Assert.IsType<AnswerUnsubscribeResult.Recorded>(await _rig.Unsubscribe.HandleAsync(new(token, ConsentState.Unsubscribed, ConsentProof.OneClick), default));
        Assert.IsType<AnswerUnsubscribeResult.Recorded>(await _rig.Unsubscribe.HandleAsync(new(token, ConsentState.Unsubscribed, ConsentProof.OneClick), default));

        Assert.Equal(ConsentState.Unsubscribed, Assert.Single(await OfAsync(_rig.People.Add(2, "ann@work.example"))).State);
        await using var db = _database.CreateDbContext();
        Assert.Equal(2, await db.ConsentChanges.CountAsync());
        Assert.DoesNotContain(await db.ConsentChanges.Select(c => c.Address).ToListAsync(), a => a!.Contains('@', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Unsubscribe_AfterThePersonWasErased_HoldsForTheMailbox()
    {
        var ann = _rig.People.Add(1, "ann@example.com");
        await _rig.PlanAsync(ann);
        var token = _rig.Links.Token((await _rig.LedgerAsync())[0].Id);
        _rig.People.Forget(ann);

        Assert.IsType<AnswerUnsubscribeResult.Recorded>(await _rig.Unsubscribe.HandleAsync(new(token, ConsentState.Unsubscribed, ConsentProof.Link), default));

        Assert.Equal(ConsentState.Unsubscribed, Assert.Single(await OfAsync(_rig.People.Add(2, "ann@example.com"))).State);
    }

    [Fact]
    public async Task Unsubscribe_ByALinkOfNobody_IsUnknownAndOneOfATestIsATest()
    {
        Assert.IsType<AnswerUnsubscribeResult.UnknownLink>(await _rig.Unsubscribe.HandleAsync(new(_rig.Links.Token(4711), ConsentState.Unsubscribed, ConsentProof.Link), default));
        Assert.IsType<AnswerUnsubscribeResult.Test>(await _rig.Unsubscribe.HandleAsync(new(_rig.Links.Token(UnsubscribeLinks.Test), ConsentState.Unsubscribed, ConsentProof.Link), default));
    }

    [Fact]
    public void Link_ChangedByOneBitAnywhere_IsNone()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        var token = _rig.Links.Token(1234567);
        Assert.True(_rig.Links.TryRead(token, out var send));
        Assert.Equal(1234567, send);

        for (var i = 0; i < token.Length; i++)
        {
            foreach (var other in alphabet.Where(c => c != token[i]))
                Assert.False(_rig.Links.TryRead(token[..i] + other + token[(i + 1)..], out _));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("../../etc/passwd")]
    [InlineData("<script>")]
    public void Link_OfNonsense_IsNone(string token) => Assert.False(_rig.Links.TryRead(token, out _));

    [Fact]
    public void Link_OfAnotherInstallation_IsNone()
    {
        var other = new AddressSecret();
        other.Become([.. Enumerable.Repeat((byte)7, AddressSecret.KeyBytes)]);

        Assert.False(_rig.Links.TryRead(new UnsubscribeLinks(other).Token(1), out _));
    }

    /// <summary>At 16:00 of 5 January in the workspace's zone.</summary>
    private Task<ChangeConsentResult> RecordAsync(ProfileId profile, string written)
    {
        Assert.True(WorkspaceZone.TryFind("Asia/Ho_Chi_Minh", out var zone));
        Assert.True(WrittenDate.TryParse(written, out var date));
        _rig.Workspace.Become("Kilim", zone);
        return _rig.ChangeConsent.HandleAsync(new(profile, Channel.Email, ConsentState.Subscribed, "Linh", ConsentProof.Phone, SaidAt: date), default);
    }

    private Task<ChangeConsentResult> RecordAsync(ProfileId profile, ConsentState state) =>
        _rig.ChangeConsent.HandleAsync(new(profile, Channel.Email, state, "Linh", ConsentProof.Phone), default);

    private Task<IReadOnlyList<ChannelConsent>> OfAsync(ProfileId profile) => _rig.Consents.OfAsync(_rig.People.Read(profile)!, default);
}
