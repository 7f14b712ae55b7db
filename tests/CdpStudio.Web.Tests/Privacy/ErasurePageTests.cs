using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Components;
using CdpStudio.Web.Privacy;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Tests.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Privacy;

/// <summary>The tab of erasures and the dialog that stands before each, over a running product's parts.</summary>
public sealed class ErasurePageTests : BunitContext, IClassFixture<StudioApp>, IAsyncLifetime
{
    private const string Address = "/settings/privacy?tab=erasures";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly StudioApp _app;
    private readonly BunitAuthorizationContext _session;

    public ErasurePageTests(StudioApp app)
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

    private ErasureList List => _app.Services.GetRequiredService<ErasureList>();

    public Task InitializeAsync() => _app.Services.GetRequiredService<IWriteQueue>().WriteAsync(
        WritePriority.Interactive, (db, token) => db.PrivacyRequests.ExecuteDeleteAsync(token), default);

    public new async Task DisposeAsync() => await base.DisposeAsync();

    [Fact]
    public void Empty_SaysWhatComesHere()
    {
        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("No erasures yet", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Equal("Erasures", page.Find("nav.tabs a[aria-current=page]").TextContent.Trim());
    }

    [Fact]
    public void ReaderWhoMayOnlyExport_SeesNoErasures()
    {
        _session.SetPolicies(Permission.ManagePrivacy);

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains("No exports yet", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.DoesNotContain("Erasures", page.Find("nav.tabs").TextContent, StringComparison.Ordinal);
    }

    // Not in the database: the running product would take such a job for one of a process that died.
    [Fact]
    public void Running_ShowsHowFarItIs()
    {
        var now = TimeProvider.System.GetUtcNow();
        var erasure = new ErasureStatus(
            1, StoredErasure.Identifier, PrivacyRequestState.Running, "Linh", now, null, Suppress: false, Done: 4, Total: 16, Certificate: null, Error: null);

        var state = Render<ErasureState>(p => p.Add(s => s.Erasure, erasure).Add(s => s.Name, StoredErasure.Identifier));

        Assert.Contains("Running", state.Find(".chip").TextContent, StringComparison.Ordinal);
        Assert.Equal(("4", "16"), (state.Find("progress").GetAttribute("value"), state.Find("progress").GetAttribute("max")));
        Assert.Equal($"Erasure of {StoredErasure.Identifier}", state.Find("progress").GetAttribute("aria-label"));
        Assert.Contains("4 of 16 steps", state.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Completed_HasItsCertificateAndNamesNobody()
    {
        var id = await StoredErasure.AddCompletedAsync(_app.Services, StoredErasure.Certificate);

        var page = Open();

        page.WaitForElement("tbody tr", s_patience);
        Assert.Contains("Completed", page.Find("tbody .chip").TextContent, StringComparison.Ordinal);
        Assert.Contains($"Erasure {id}", page.Find("tbody td").TextContent, StringComparison.Ordinal);
        Assert.Equal(["Profile1", "Events2"], page.FindAll(".parts li").Select(li => li.TextContent.Trim()));
        var words = page.Find("tbody details").TextContent;
        Assert.All(
            [
                "A person with 2 identifiers", "What comes later about the person is refused.", "Nothing was found.",
                "Snapshots of the audience engine", "The database's log of writes", "Memory of the running program", "Backups, until they expire.",
            ],
            said => Assert.Contains(said, words, StringComparison.Ordinal));
        var file = page.Find("a[download]");
        Assert.Equal(($"/settings/privacy/erasures/{id}/certificate", $"erasure-{id}.json"), (file.GetAttribute("href"), file.GetAttribute("download")));
    }

    [Fact]
    public void Certificate_OfAnIdentifierThatNobodyHad_SaysSo()
    {
        var certificate = StoredErasure.Certificate with { Found = false, Identifiers = 0, Suppressed = false, Cleared = [], Awaiting = ["of a later version"] };

        var view = Render<ErasureCertificateView>(p => p.Add(v => v.Certificate, certificate));

        Assert.Contains("Nobody had the identifier.", view.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("is refused", view.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Copies that were cleared", view.Markup, StringComparison.Ordinal);
        Assert.Contains("of a later version", view.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(JobState.Failed, ErasureFailure.Busy, "kept changing")]
    [InlineData(JobState.Cancelled, null, "cancelled before its end")]
    public async Task Failed_SaysWhy(JobState state, string? error, string words)
    {
        await StoredErasure.AddFailedAsync(_app.Services, error, state);

        var page = Open();

        page.WaitForAssertion(() => Assert.Contains(words, page.Find("tbody").TextContent, StringComparison.Ordinal), s_patience);
        Assert.Contains("Failed", page.Find("tbody .chip").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tbody details"));
        Assert.Empty(page.FindAll("a[download]"));
    }

    [Fact]
    public async Task Failed_TriedAgain_GoesOnToItsEnd()
    {
        var id = await StoredErasure.AddFailedAsync(_app.Services);
        var page = Open();
        page.WaitForElement("tbody tr", s_patience);

        await page.Find($"button[aria-label='Try the erasure of {StoredErasure.Identifier} again']").ClickAsync(new MouseEventArgs());

        await CompletedAsync(id);
    }

    [Fact]
    public async Task Dialog_UntilTheIdentifierIsTyped_ErasesNobody()
    {
        var person = new OnePerson().Person;
        var identifier = person.Identifiers[0].Value;
        var dialog = Render<ErasureDialog>(p => p.Add(d => d.Person, person));

        Assert.Contains($"Erase {identifier} for good?", dialog.Find("h2").TextContent, StringComparison.Ordinal);
        Assert.Contains("Nobody can undo this.", dialog.Markup, StringComparison.Ordinal);
        Assert.True(EraseButton(dialog).HasAttribute("disabled"));
        await TypeAsync(dialog, identifier[..^1]);
        Assert.True(EraseButton(dialog).HasAttribute("disabled"));
        await TypeAsync(dialog, $" {identifier} ");
        Assert.False(EraseButton(dialog).HasAttribute("disabled"));
        Assert.Empty(await List.RecentAsync(10, null, default));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Erase_OnThePersonsPage_StartsAndLeadsToTheList(bool suppress)
    {
        var person = new OnePerson().Person;
        var button = Render<ErasureButton>(p => p.Add(b => b.Profile, person));
        await button.Find("button").ClickAsync(new MouseEventArgs());
        if (suppress) await button.Find("input[type=checkbox]").ChangeAsync(new ChangeEventArgs { Value = true });
        await TypeAsync(button, person.Identifiers[0].Value);

        await EraseButton(button).ClickAsync(new MouseEventArgs());

        var erasure = Assert.Single(await List.RecentAsync(10, null, default));
        Assert.Equal(("Linh", suppress), (erasure.By, erasure.Suppress));
        Assert.EndsWith(Address, Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        var certificate = await CompletedAsync(erasure.Id);
        Assert.Equal((false, suppress), (certificate.Found, certificate.Suppressed));
    }

    [Fact]
    public async Task Erase_OfAPersonThatWasPicked_ForgetsWhoItWas()
    {
        var started = 0;
        var person = new OnePerson().Person;
        var form = Render<ErasureForm>(p => p.Add(f => f.OnStarted, () => started++));
        Assert.Empty(form.FindAll("button.danger"));

        await form.InvokeAsync(() => form.FindComponent<PersonPicker>().Instance.OnPick.InvokeAsync(person));
        Assert.Contains(person.Identifiers[0].Value, form.Markup, StringComparison.Ordinal);
        await form.Find("button.danger").ClickAsync(new MouseEventArgs());
        await TypeAsync(form, person.Identifiers[0].Value);
        await EraseButton(form).ClickAsync(new MouseEventArgs());

        Assert.Equal(1, started);
        Assert.DoesNotContain(person.Identifiers[0].Value, form.Markup, StringComparison.Ordinal);
        Assert.Empty(form.FindAll("dialog"));
        await CompletedAsync(Assert.Single(await List.RecentAsync(10, null, default)).Id);
    }

    private IRenderedComponent<PrivacyPage> Open()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(Address);
        return Render<PrivacyPage>();
    }

    private async Task<ErasureCertificate> CompletedAsync(long id)
    {
        ErasureStatus? erasure = null;
        await QuarantinedStudio.UntilAsync(async () =>
        {
            erasure = await List.FindAsync(id, default);
            return erasure is { State: PrivacyRequestState.Completed };
        });
        return erasure!.Certificate!; // completed ones have theirs
    }

    private static Task TypeAsync<T>(IRenderedComponent<T> shown, string text)
        where T : IComponent => shown.Find("dialog input[type=text]").InputAsync(new ChangeEventArgs { Value = text });

    private static IElement EraseButton<T>(IRenderedComponent<T> shown)
        where T : IComponent => shown.Find("dialog button.danger");
}
