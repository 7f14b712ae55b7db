using System.IO.Compression;
using System.Text;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using CdpStudio.Web.Tests.Access;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Profiles.Masking;

/// <summary>
/// Everything that answers, asked about one person by who sees masks: a program with every scope but that one, and an analyst with their session. A new
/// address of the table is asked by itself.
/// </summary>
public sealed class MaskedAnswersTests(StudioApp app) : IClassFixture<StudioApp>, IAsyncLifetime
{
    private static readonly Dictionary<string, string> s_bodies = new()
    {
        ["/api/v1/audience/members"] = """{"rule":{"everyone":true},"fields":["email","firstName","shoe","note","contact","birthday","plan","address.street"]}""",
        ["/api/v1/audience/explain"] = $$"""{"rule":{"all":[{"attribute":"firstName","op":"eq","value":"x"},{"attribute":"contact","op":"eq","value":"x"},{"event":"Paid"}]},"profile":"user_id:{{Canary.User}}"}""",
        ["/api/v1/audience/breakdown"] = """{"rule":{"everyone":true},"by":{"attribute":"firstName"}}""",
        ["/api/v1/quarantine/preview"] = """{"reason":"badTimestamp","rule":{"version":1,"steps":[{"do":"drop","at":"timestamp"}]}}""",
    };

    private static readonly (string Path, string? Body)[] s_more =
    [
        ("/api/v1/profiles?identifier=email:quetzal-mail@canary.example", null),
        ("/api/v1/profiles/{id:long}?asOf=2026-01-06T10:00:00Z", null),
        ("/api/v1/profiles/{id:long}?asOf=2026-01-06T10:00:00Z&knownAt=2999-01-01T00:00:00Z", null),
        ("/api/v1/profiles/{id:long}/explain?segment=regulars", null),
        ("/api/v1/profiles/{id:long}/evidence?from=email:quetzal-mail@canary.example&to=anonymous_id:browser-77104", null),
        ("/api/v1/segments/{key}/members?fields=email&fields=shoe&fields=note&fields=contact", null),
        ("/api/v1/audience/breakdown", """{"rule":{"everyone":true},"by":{"attribute":"contact"}}"""),
        ("/api/v1/audience/breakdown", """{"rule":{"everyone":true},"by":{"attribute":"shoe"}}"""),
        ("/api/v1/audience/breakdown", """{"rule":{"everyone":true},"by":{"attribute":"note"}}"""),
        ("/api/v1/audience/breakdown", """{"rule":{"everyone":true},"by":{"property":"voucher","event":"Paid"}}"""),
        ("/api/v1/audience/breakdown", """{"rule":{"everyone":true},"by":{"property":"to.email","event":"*"}}"""),
        ("/api/v1/catalog/type-preview?attribute=contact&type=number", null),
        ("/api/v1/catalog/type-preview?attribute=firstName&type=number", null),
        ("/api/v1/catalog/type-preview?attribute=note&type=number", null),
    ];

    private Canary _canary = null!; // made before each test

    public async Task InitializeAsync() => _canary = await Made(app);

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Program_WithEveryOtherScope_LearnsNothingOfThePerson()
    {
        using var program = app.Program(await KeyAsync([.. Permission.Scopes.Except([Permission.SeeUnmasked])]));

        Assert.Empty(await LeaksAsync(program, AsksOfPrograms()));
    }

    [Fact]
    public async Task Program_WithEveryScope_LearnsAllOfIt()
    {
        using var program = app.Program(StudioApp.ApiKey);
        var leaks = await LeaksAsync(program, AsksOfPrograms());

        // So that the test above can fail: each place really shows the person to those who may see.
        string[] places =
        [
            "/profiles/{id:long}", "/profiles/{id:long}/events", "/profiles/{id:long}/history", "/profiles/{id:long}/evidence", "/profiles/{id:long}/consents/", "/segments/{key}/members",
            "/quarantine/{id:long}",
            "/audience/members", "/audience/explain", "/audience/breakdown", "/catalog/violations", "/quarantine/preview",
        ];
        Assert.All(places, place => Assert.Contains(leaks, leak => leak.StartsWith("/api/v1" + place + ":", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Analyst_OfThePagesOwnAddresses_LearnsNothing()
    {
        using var analyst = await app.SignedInAsync(await app.AddUserAsync(Role.Analyst));
        using var designer = await app.SignedInAsync(await app.AddUserAsync(Role.JourneyDesigner));

        Assert.Empty(await LeaksAsync(analyst, AsksOfPeople(Role.Analyst)));
        Assert.Empty(await LeaksAsync(designer, AsksOfPeople(Role.JourneyDesigner)));
        using var administrator = await app.SignedInAsync();
        var leaks = await LeaksAsync(administrator, AsksOfPeople(Role.Administrator));
        string[] places = ["/ui/segments/{key}/members.xlsx", "/ui/campaigns/{id:guid}/people.xlsx", "/ui/journeys/{id:guid}/people", "/ui/journeys/{id:guid}/simulate"];
        Assert.All(places, place => Assert.Contains(leaks, leak => leak.StartsWith(place + ":", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Masked_KeepsWhatHelps()
    {
        using var program = app.Program(await KeyAsync([Permission.ReadProfiles]));

        var profile = System.Text.RegularExpressions.Regex.Unescape(await program.GetStringAsync("/api/v1/profiles?identifier=email:quetzal-mail@canary.example"));

        Assert.Contains("q•••@c•••.example", profile, StringComparison.Ordinal);
        Assert.Contains("+49 ••• ••76", profile, StringComparison.Ordinal);
        Assert.Contains("\"plan\":\"pro\"", profile, StringComparison.Ordinal);
    }

    private static readonly Dictionary<StudioApp, Canary> s_made = [];

    // One for the tests of this class: nothing of the person is changed by being looked at.
    private static async Task<Canary> Made(StudioApp app) => s_made.TryGetValue(app, out var made) ? made : s_made[app] = await Canary.MakeAsync(app);

    private async Task<string> KeyAsync(IReadOnlyList<string> scopes) => Assert.IsType<MakeApiKeyResult.Made>(
        await app.Services.GetRequiredService<MakeApiKeyHandler>().HandleAsync(new($"masked {Guid.NewGuid():N}", scopes), CancellationToken.None)).Text;

    private IEnumerable<(string Path, string? Body)> AsksOfPrograms() =>
        AccessTable.Of(app.Services)
            .Where(row => row.Address.StartsWith("/api/v1/", StringComparison.Ordinal) && !row.IsOpen)
            .Where(row => row.Method == "GET" || s_bodies.ContainsKey(row.Address))
            // What was sent in a file is given back to who may send files, and what is held of a person to who may answer for it.
            .Where(row => !row.Address.Contains("/imports/", StringComparison.Ordinal) && !row.Address.StartsWith("/api/v1/privacy/", StringComparison.Ordinal))
            .Select(row => (row.Address, s_bodies.GetValueOrDefault(row.Address))).Concat(s_more);

    private IEnumerable<(string Path, string? Body)> AsksOfPeople(string role) =>
        AccessTable.Of(app.Services)
            .Where(row => row.Address.StartsWith("/ui/", StringComparison.Ordinal) && row.Method == "GET" && row.IsAllowed(p => Role.Allows(role, p)))
            .Select(row => (row.Address, (string?)null))
            .Append(("/ui/journeys/{id:guid}/people?step=w", null))
            .Append(("/ui/segments/{key}/members.xlsx?cols=note&cols=contact&cols=shoe", null))
            .Append(("/ui/journeys/{id:guid}/simulate", $$"""{"profile":"user_id:{{Canary.User}}"}"""));

    private async Task<IReadOnlyList<string>> LeaksAsync(HttpClient caller, IEnumerable<(string Path, string? Body)> asks)
    {
        var leaks = new List<string>();
        foreach (var (path, body) in asks)
        {
            using var request = new HttpRequestMessage(body is null ? HttpMethod.Get : HttpMethod.Post, _canary.Fill(path));
            request.Headers.Add(SameOriginDoor.Header, "1");
            if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            using var answer = await caller.SendAsync(request);
            Assert.True((int)answer.StatusCode < 500, $"{path}: {answer.StatusCode}");
            leaks.AddRange(Canary.In(await TextAsync(answer)).Select(secret => $"{path}: {secret}"));
        }

        return leaks;
    }

    /// <summary>What an answer says; of a workbook, what lies in it. Escapes are read.</summary>
    private static async Task<string> TextAsync(HttpResponseMessage answer)
    {
        var bytes = await answer.Content.ReadAsByteArrayAsync();
        if (bytes is not [(byte)'P', (byte)'K', ..]) return Encoding.UTF8.GetString(bytes);

        using var book = new ZipArchive(new MemoryStream(bytes));
        var text = new StringBuilder();
        foreach (var part in book.Entries)
        {
            using var reader = new StreamReader(part.Open());
            text.Append(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }
}
