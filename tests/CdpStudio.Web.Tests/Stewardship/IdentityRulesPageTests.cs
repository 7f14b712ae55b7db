using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Stewardship.Held;
using CdpStudio.Core.Stewardship.Ruling;
using CdpStudio.Web.Components;
using CdpStudio.Web.Shell;
using CdpStudio.Web.Stewardship.Held;
using CdpStudio.Web.Stewardship.Ruling;
using CdpStudio.Web.Tests.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Stewardship;

/// <summary>The page of identity rules and that of merges that wait, over a running product's parts.</summary>
public sealed class IdentityRulesPageTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly StudioApp _app;

    public IdentityRulesPageTests(StudioApp app)
    {
        _app = app;
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        this.AddAuthorization().SetAuthorized("Linh").SetPolicies([.. Permission.All]);
    }

    private IdentityRuleList List => _app.Services.GetRequiredService<IdentityRuleList>();

    [Fact]
    public async Task Rules_DrawnUpLookedAtAndSet_HoldFromThenOn()
    {
        var page = Render<IdentityRulesPage>();
        page.WaitForElement("li.kind", s_patience);
        Assert.Equal("user_id", page.Find("li.kind .name").TextContent);
        Assert.True(page.Find("button[type=submit]").HasAttribute("disabled"));

        page.Find("[aria-label='Most values of email for one person']").Change("7");
        page.Find("form").Submit();
        page.WaitForAssertion(() => Assert.Contains("Nobody would change", page.Markup, StringComparison.Ordinal), s_patience);

        page.FindAll("button").Single(b => b.TextContent == "Set these rules").Click();
        page.WaitForElement("dialog button.primary", s_patience).Click();

        page.WaitForAssertion(() => Assert.Contains("holds now", page.Find("ul.versions li").TextContent, StringComparison.Ordinal), s_patience);
        page.WaitForAssertion(() => Assert.Contains("set by Linh", page.Find("ul.versions li").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Equal(7, (await List.VersionsAsync(default))[0].Rules.RuleOf("email")!.Limit);
    }

    [Fact]
    public void Rules_WhatIsWrong_IsSaidAndNothingIsLookedAt()
    {
        var page = Render<IdentityRulesPage>();
        page.WaitForElement("li.kind", s_patience);

        page.Find("[aria-label='Most values of phone for one person']").Change("many");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Contains("The limit of phone is a number from 1 to 200", page.Markup, StringComparison.Ordinal), s_patience);
    }

    [Fact]
    public void Rules_KindAddedMovedAndRemoved_StandsWhereItWasPut()
    {
        var page = Render<IdentityRulesPage>();
        page.WaitForElement("li.kind", s_patience);
        var kinds = page.FindAll("li.kind").Count;

        page.Find(".addition input").Change("loyalty_card");
        page.FindAll(".addition button").Single().Click();
        page.WaitForElement("[title='Move loyalty_card up']", s_patience).Click();

        Assert.Equal("loyalty_card", page.FindAll("li.kind .name")[kinds - 1].TextContent);
        Assert.Empty(page.FindAll("[aria-label='Country of loyalty_card']"));
        page.Find("[aria-label='How loyalty_card is compared']").Change("Phone");
        page.Find("[aria-label='Country of loyalty_card']").Change("VN");
        Assert.Contains(page.Find("[aria-label='Country of phone']").QuerySelectorAll("option"), o => o.GetAttribute("value") == "CN");
        page.Find("[title='Remove loyalty_card']").Click();
        Assert.Equal(kinds, page.FindAll("li.kind").Count);
    }

    [Fact]
    public async Task Held_EmptyThenTwoWhoWait_AreShownAndDecided()
    {
        await ClearAsync();
        var empty = Render<HeldMergesPage>();
        empty.WaitForElement(".empty h2", s_patience);
        var two = await TwoCustomers.MeetAsync(_app);
        var (ann, bob) = (two.AnnsProfile.Id, two.Read(IdentifierNamespace.UserId, two.Bob)!.Id);
        await SaveAsync(new HeldMerge
        {
            Low = ann < bob ? ann : bob, High = ann < bob ? bob : ann, Reason = HeldReason.TwoUserIds, Via = ann, People = 3, SeenAt = 0, State = HeldState.Open, Look = 1,
        });

        var page = Render<HeldMergesPage>();
        page.WaitForElement("tbody tr", s_patience);
        Assert.Contains("Both have a user id", page.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Contains("shared by 3 profiles", page.Find("tbody").TextContent, StringComparison.Ordinal);
        page.FindAll("tbody button").Single(b => b.TextContent == "Two people").Click();

        page.WaitForElement(".empty h2", s_patience);
        var decided = Assert.Single(await _app.Services.GetRequiredService<HeldMergeList>().PageAsync(open: false, 0, 10, default));
        Assert.Equal((HeldState.Two, "Linh"), (decided.State, decided.By));
        Assert.NotNull(decided.Decision);
    }

    private Task SaveAsync(object row) => _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive,
        (db, _) =>
        {
            db.Add(row);
            return Task.CompletedTask;
        },
        default);

    private Task ClearAsync() => _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive, (db, token) => db.HeldMerges.ExecuteDeleteAsync(token), default);
}
