using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Kernel;
using CdpStudio.Web.Components;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Stewardship;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Stewardship;

/// <summary>The card of identifiers and its dialogs, over a running product's parts.</summary>
public sealed class IdentityCardTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly StudioApp _app;
    private readonly BunitAuthorizationContext _session;

    public IdentityCardTests(StudioApp app)
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
        _session = this.AddAuthorization().SetAuthorized("Linh").SetPolicies([.. Permission.All]);
    }

    private TwoCustomers Two { get; set; } = null!; // before each test

    public async Task InitializeAsync() => Two = await TwoCustomers.MeetAsync(_app);

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public void Identifiers_AreThereAtOnce_AndSayWhereTheyCameFrom()
    {
        var card = Render<IdentityCard>(p => p.Add(c => c.Profile, Two.AnnsProfile));

        Assert.Equal(3, card.FindAll("dd").Count);
        card.WaitForAssertion(() => Assert.Equal(3, card.FindAll("dd time").Count), s_patience);
        Assert.All(card.FindAll("dd"), dd => Assert.Contains("first seen in Shop", dd.TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Why_OfTwoThatAreChosen_IsTheChainInWords()
    {
        var card = Open();

        card.FindAll("select")[0].Change(Index("anonymous_id"));
        card.FindAll("select")[1].Change(Index("email"));

        card.WaitForAssertion(() => Assert.Equal(2, card.FindAll(".chain li").Count), s_patience);
        var steps = card.FindAll(".chain li").Select(li => li.TextContent).ToList();
        Assert.All(steps, step => Assert.Contains("in one message from Shop", step, StringComparison.Ordinal));
        Assert.Contains($"{Two.Ann}-2", steps[0], StringComparison.Ordinal);
        Assert.Contains("why=", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);

        card.FindAll("select")[1].Change(Index("anonymous_id"));
        card.WaitForAssertion(() => Assert.Contains("two different identifiers", card.Markup, StringComparison.Ordinal), s_patience);
        Assert.Empty(card.FindAll(".chain"));
    }

    [Fact]
    public void Why_InTheAddress_IsOpen()
    {
        var asked = $"email:{Two.AnnsMail},anonymous_id:{Two.AnnsBrowser}";
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/profiles/{Two.AnnsProfile.Id}?why={Uri.EscapeDataString(asked)}");

        var card = Open();

        Assert.True(card.Find("details").HasAttribute("open"));
        card.WaitForAssertion(() => Assert.Equal(2, card.FindAll(".chain li").Count), s_patience);
    }

    [Fact]
    public void Reader_WhoMayNotSayWhoIsWho_SeesNoWayTo()
    {
        _session.SetPolicies(Permission.ReadProfiles);

        var card = Open();

        Assert.Empty(card.FindAll("button"));
    }

    [Fact]
    public async Task TakeApart_ForeseesCarriesOutAndIsUndone()
    {
        var card = Open();
        Press(card, "Take apart…");
        Assert.Contains("to see what would come of it", card.Find("dialog").TextContent, StringComparison.Ordinal);
        Assert.True(Button(card, "Take apart").HasAttribute("disabled"));

        await TickAsync(card, int.Parse(Index("email"), System.Globalization.CultureInfo.InvariantCulture));
        card.WaitForAssertion(() => Assert.Contains("Becomes 2 people", card.Find("dialog").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("as soon as they are seen together", card.Find("dialog").TextContent, StringComparison.Ordinal);
        Press(card, "Take apart");

        card.WaitForAssertion(() => Assert.Contains("Taken apart.", card.Find(".note").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Empty(card.FindAll("dialog"));
        Assert.Equal(2, card.FindAll(".note li a").Count);
        Assert.Equal(2, Two.AnnsProfile.Identifiers.Count);

        Press(card, "Undo");
        card.WaitForAssertion(() => Assert.Contains("Undone.", card.Find(".note").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Equal(3, Two.AnnsProfile.Identifiers.Count);
    }

    [Fact]
    public async Task TakeApart_OfAll_ShowsNothingAndDoesNothing()
    {
        var card = Open();
        Press(card, "Take apart…");

        for (var i = 0; i < 3; i++) await TickAsync(card, i);

        card.WaitForAssertion(() => Assert.Contains("to see what would come of it", card.Find("dialog").TextContent, StringComparison.Ordinal), s_patience);
        Assert.True(Button(card, "Take apart").HasAttribute("disabled"));
        Press(card, "Leave as it is");
        card.WaitForAssertion(() => Assert.Empty(card.FindAll("dialog")), s_patience);
        Assert.Equal(3, Two.AnnsProfile.Identifiers.Count);
    }

    [Fact]
    public async Task Join_ShowsBothFirst_AndIsUndone()
    {
        var card = Open();
        Press(card, "Join with…");
        Assert.True(Button(card, "Join").HasAttribute("disabled"));

        await ChooseAsync(card, Two.Ann);
        card.WaitForAssertion(() => Assert.Contains("This is the same person.", card.Find("dialog").TextContent, StringComparison.Ordinal), s_patience);
        await ChooseAsync(card, Two.Bob);
        card.WaitForAssertion(() => Assert.Contains($"{Two.Bob}@mail.example", card.Find("dialog").TextContent, StringComparison.Ordinal), s_patience);
        Press(card, "Join");

        card.WaitForAssertion(() => Assert.Contains("Joined.", card.Find(".note").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Equal(6, Two.AnnsProfile.Identifiers.Count);
        Press(card, "Undo");
        card.WaitForAssertion(() => Assert.Equal(2, card.FindAll(".note li a").Count), s_patience);
        Assert.Equal(3, Two.AnnsProfile.Identifiers.Count);
    }

    [Fact]
    public void Person_WithOneIdentifier_HasNothingToExplainOrTakeApart()
    {
        var person = Two.AnnsProfile with { Identifiers = [new Identifier(IdentifierNamespace.UserId, Two.Ann)] };

        var card = Render<IdentityCard>(p => p.Add(c => c.Profile, person));

        Assert.Empty(card.FindAll("details"));
        Assert.Equal(["Join with…"], card.FindAll("button").Select(b => b.TextContent.Trim()));
    }

    [Fact]
    public void Page_HasTheCard()
    {
        var page = Render<ProfilePage>(p => p.Add(x => x.Id, Two.AnnsProfile.Id.Value));

        Assert.NotEmpty(page.FindComponents<IdentityCard>());
    }

    private IRenderedComponent<IdentityCard> Open()
    {
        var card = Render<IdentityCard>(p => p.Add(c => c.Profile, Two.AnnsProfile));
        // Else what is found is drawn anew before it is pressed.
        card.WaitForElement(".chain", s_patience);
        return card;
    }

    private string Index(string space) =>
        Two.AnnsProfile.Identifiers.Index().Single(i => i.Item.Namespace == space).Index.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static AngleSharp.Dom.IElement Button(IRenderedComponent<IdentityCard> card, string words) =>
        card.FindAll("button").Last(b => b.TextContent.Trim() == words);

    // Found and pressed in one turn: what arrives in between would draw it anew.
    private static void Press(IRenderedComponent<IdentityCard> card, string words)
    {
        card.WaitForState(() => card.FindAll("button").Any(b => b.TextContent.Trim() == words), s_patience);
        card.InvokeAsync(() => Button(card, words).Click()).GetAwaiter().GetResult();
    }

    private static Task TickAsync(IRenderedComponent<IdentityCard> card, int identifier) =>
        card.InvokeAsync(() => card.FindAll("fieldset input")[identifier].Change(true));

    private static async Task ChooseAsync(IRenderedComponent<IdentityCard> card, string typed)
    {
        await card.InvokeAsync(() => card.Find("[role=combobox]").Input(typed));
        await card.InvokeAsync(() => card.Find("[role=combobox]").KeyDown(new KeyboardEventArgs { Key = "Enter" }));
    }
}
