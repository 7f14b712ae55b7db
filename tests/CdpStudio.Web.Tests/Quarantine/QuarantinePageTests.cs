using System.Globalization;
using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Web.Components;
using CdpStudio.Web.Quarantine;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Quarantine;

/// <summary>The pages of the quarantine over a running product's parts.</summary>
public sealed class QuarantinePageTests : BunitContext, IClassFixture<StudioApp>
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly QuarantinedStudio _studio;
    private readonly BunitAuthorizationContext _reader;

    public QuarantinePageTests(StudioApp app)
    {
        using (app.CreateClient())
        {
            // The product starts with its first client.
        }

        _studio = new QuarantinedStudio(app);
        Services.AddFallbackServiceProvider(app.Services.CreateScope().ServiceProvider);
        Services.AddSingleton(new ToastList());
        Services.AddScoped<PageAddress>();
        JSInterop.Mode = JSRuntimeMode.Loose;
        _reader = this.AddAuthorization();
        _reader.SetAuthorized("Linh").SetPolicies([.. Permission.All]);
    }

    [Fact]
    public async Task Page_OfASource_GroupsByReasonAndOffersToRepairTheGroup()
    {
        var source = await _studio.SourceWithAsync(Paid("m1", "soon"), Paid("m2", "late"), "5");

        var page = Open<QuarantinePage>($"/quarantine?source={source}&reason=BadTimestamp");

        Assert.Equal(["All3", "Unreadable time2", "Not an object1"], page.FindAll(".tabs a").Select(a => string.Concat(a.TextContent.Where(c => !char.IsWhiteSpace(c) || c == ' ')).Trim().Replace("  ", "", StringComparison.Ordinal)));
        Assert.Equal(2, page.FindAll("tbody tr").Count);
        Assert.Equal($"/quarantine/repair?reason=BadTimestamp&source={source}", Link(page, "Repair all 2").GetAttribute("href"));
        Assert.Contains("Discard all 2", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithMessagesTicked_OffersToRepairThose()
    {
        var source = await _studio.SourceWithAsync(Paid("m1", "soon"), Paid("m2", "late"), "5");
        var ids = (await _studio.FindAsync(source)).Select(r => r.Id).ToList();
        var page = Open<QuarantinePage>($"/quarantine?source={source}");
        Assert.Empty(page.FindAll(".button.primary"));

        await page.FindAll("tbody input[type=checkbox]")[0].ChangeAsync(new ChangeEventArgs { Value = true });
        await page.FindAll("tbody input[type=checkbox]")[2].ChangeAsync(new ChangeEventArgs { Value = true });

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"/quarantine/repair?items={ids[2]},{ids[0]}"), Link(page, "Repair 2 chosen").GetAttribute("href"));
    }

    [Fact]
    public async Task Page_ForWhoOnlyReads_OffersNothingToDo()
    {
        _reader.SetPolicies(Permission.ReadQuarantine);
        var source = await _studio.SourceWithAsync(Paid("m1", "soon"));
        var id = (await _studio.FindAsync(source))[0].Id;

        var page = Open<QuarantinePage>($"/quarantine?source={source}&reason=BadTimestamp&message={id}");

        Assert.DoesNotContain("Discard", string.Concat(page.FindAll("button").Select(b => b.TextContent)), StringComparison.Ordinal);
        Assert.DoesNotContain("Repair all", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Repair this", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Message_ByItsAddress_ShowsWhatCameWithTheFieldMarked()
    {
        var source = await _studio.SourceWithAsync(Paid("m1", "<script>soon</script>"));
        var id = (await _studio.FindAsync(source))[0].Id;

        var page = Open<QuarantinePage>($"/quarantine?message={id}");

        Assert.Equal("\"timestamp\": \"<script>soon</script>\"", page.Find("aside mark").TextContent);
        Assert.DoesNotContain("<script>", page.Markup, StringComparison.Ordinal);
        Assert.Equal($"/sources/{source}", page.Find("aside p a").GetAttribute("href"));
    }

    [Fact]
    public async Task Discard_WithoutAReason_AsksForItAndThenMovesThem()
    {
        var source = await _studio.SourceWithAsync(Paid("m1", "soon"), Paid("m2", "late"));
        var page = Open<QuarantinePage>($"/quarantine?source={source}&reason=BadTimestamp");

        await Button(page, "Discard all 2").ClickAsync(new MouseEventArgs());
        await page.FindAll("dialog button")[^1].ClickAsync(new MouseEventArgs());
        page.WaitForAssertion(() => Assert.Contains("Say why", page.Find("dialog").TextContent, StringComparison.Ordinal), s_patience);
        await page.Find("dialog input").InputAsync(new ChangeEventArgs { Value = "Test data" });
        await page.FindAll("dialog button")[^1].ClickAsync(new MouseEventArgs());

        page.WaitForAssertion(() => Assert.Equal("No message here.", page.Find(".none").TextContent), s_patience);
        Assert.Equal(2, (await _studio.FindAsync(source, QuarantineShelf.Discarded)).Count);
        var gone = Open<QuarantinePage>($"/quarantine?source={source}&shelf=Discarded&message={(await _studio.FindAsync(source, QuarantineShelf.Discarded))[0].Id}");
        Assert.Contains("Discarded by Linh: Test data", gone.Find("aside").TextContent, StringComparison.Ordinal);
        Assert.Empty(gone.FindAll("tbody input"));
        Assert.Contains("Test data", Open<RepairHistoryPage>("/quarantine/repairs").Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_WithAStepThatIsNotWhole_SaysSoAtItsField()
    {
        var source = await _studio.SourceWithAsync(Paid("m1", "soon"));
        var page = Open<RepairPage>($"/quarantine/repair?reason=BadTimestamp&source={source}");

        await Input(page, "Form").ChangeAsync(new ChangeEventArgs { Value = "gibberish" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Equal("true", Input(page, "Form").GetAttribute("aria-invalid")), s_patience);
        Assert.Contains("Values can’t be read by this", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("would be accepted", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Repair_ToAList_AsksWhatStandsBetweenTheElements()
    {
        var source = await _studio.SourceWithAsync(Paid("m1", "soon"));
        var page = Open<RepairPage>($"/quarantine/repair?reason=BadTimestamp&source={source}");

        await Input(page, "Type").ChangeAsync(new ChangeEventArgs { Value = "list" });

        Assert.Equal(";", Input(page, "Between elements").GetAttribute("placeholder"));
        Assert.DoesNotContain(page.FindAll("label"), l => l.TextContent.StartsWith("Form", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Repair_Previewed_SaysHowManyFitAndIsCarriedOut()
    {
        var source = await _studio.SourceWithAsync(Paid("m1", "05.02.2026 10:30"), Paid("m2", "soon"));
        var page = Open<RepairPage>($"/quarantine/repair?reason=BadTimestamp&source={source}");
        Assert.Contains("2 messages", page.Markup, StringComparison.Ordinal);
        Assert.Contains(page.FindAll("datalist option"), o => o.GetAttribute("value") == "timestamp");

        await Input(page, "Form").ChangeAsync(new ChangeEventArgs { Value = "dd.MM.yyyy HH:mm" });
        await page.Find("form").SubmitAsync();
        page.WaitForAssertion(() => Assert.Contains("1 message would be accepted", page.Markup, StringComparison.Ordinal), s_patience);
        Assert.Contains("1 would stay: Not repairable by the rule", page.Markup, StringComparison.Ordinal);
        Assert.Contains("2026-02-05T10:30:00", page.FindAll(".sample pre")[1].TextContent, StringComparison.Ordinal);
        await Button(page, "Repair and replay 2 messages").ClickAsync(new MouseEventArgs());

        var address = Services.GetRequiredService<NavigationManager>().Uri;
        Assert.Contains("/quarantine/repairs/", address, StringComparison.Ordinal);
        var run = Render<RepairRunPage>(p => p.Add(r => r.Number, int.Parse(address.Split('/')[^1], CultureInfo.InvariantCulture)));
        run.WaitForAssertion(() => Assert.Equal(["2", "1", "0", "1"], run.FindAll("dd").Select(d => d.TextContent.Trim())), s_patience);
        run.WaitForAssertion(() => Assert.Equal("Done", run.Find(".chip").TextContent.Trim()), s_patience);
        Assert.Contains("Read timestamp as Date", string.Concat(run.Find("ol").TextContent.Where(c => c is not ('\u2068' or '\u2069'))), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/quarantine/repair")]
    [InlineData("/quarantine/repair?reason=Nonsense")]
    [InlineData("/quarantine/repair?items=0,x")]
    [InlineData("/quarantine/repair?items=999999")]
    public void Repair_OfNothing_SaysSo(string address) =>
        Assert.Contains("None of these messages waits any more", Open<RepairPage>(address).Markup, StringComparison.Ordinal);

    [Fact]
    public void Run_ThatIsNotThere_SaysSo()
    {
        var run = Render<RepairRunPage>(p => p.Add(r => r.Number, 999_999));

        Assert.Contains("There is no such repair", run.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<T> Open<T>(string address)
        where T : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        var page = Render<T>();
        page.WaitForState(() => page.FindAll(".waiting").Count == 0, s_patience);
        return page;
    }

    private static IElement Link(IRenderedComponent<IComponent> page, string text) =>
        page.FindAll("a").Single(a => a.TextContent.Trim() == text);

    private static IElement Button(IRenderedComponent<IComponent> page, string text) =>
        page.FindAll("button").Single(b => b.TextContent.Trim() == text);

    private static IElement Input(IRenderedComponent<IComponent> page, string label)
    {
        var id = page.FindAll("label").First(l => l.TextContent.StartsWith(label, StringComparison.Ordinal)).GetAttribute("for");
        return page.Find($"#{id}");
    }

    private static string Paid(string id, string timestamp) =>
        $$"""{"type":"track","messageId":"{{id}}","userId":"u1","event":"Paid","timestamp":"{{timestamp}}"}""";
}
