using System.Net;
using System.Text.RegularExpressions;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Web.Access;
using CdpStudio.Web.Tests.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Access;

/// <summary>
/// Every page and endpoint, called as every role, as a key and as nobody, against one table. After adding one run these tests
/// with CDPSTUDIO_WRITE_DOCS=1: it writes the table, and the change is reviewed with the code.
/// </summary>
public sealed partial class AccessTableTests(StudioApp app) : IClassFixture<StudioApp>
{
    public static TheoryData<string> Roles => [.. Role.All];

    [Fact]
    public void EveryEndpoint_NamesAPermissionOrSaysThatItIsOpen() =>
        Assert.Empty(AccessTable.WithoutPolicy(app.Services));

    [Fact]
    public void EveryPermission_ThatAnEndpointAsksFor_Exists() =>
        Assert.Empty(AccessTable.Of(app.Services).SelectMany(row => row.Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Except(Permission.All));

    [Fact]
    public void Docs_ShowTheTable()
    {
        var table = AccessTable.Text(AccessTable.Of(app.Services));
        if (Environment.GetEnvironmentVariable("CDPSTUDIO_WRITE_DOCS") == "1") AccessTable.WriteDocs(table);

        Assert.Equal(table, AccessTable.InDocs());
    }

    [Fact]
    public async Task EveryEndpoint_AsNobody_IsClosedUnlessOpen()
    {
        using var nobody = app.Browser();

        foreach (var row in AccessTable.Of(app.Services))
            Assert.Equal((row, row.IsOpen), (row, await IsLetInAsync(nobody, row)));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task EveryPage_AsARole_OpensAsTheTableSays(string role)
    {
        // Signing out is last, as it ends the session.
        using var person = await app.SignedInAsync(await app.AddUserAsync(role));

        foreach (var row in AccessTable.Of(app.Services).Where(row => !IsForPrograms(row)).OrderBy(row => row.Address == "/account/sign-out"))
        {
            var allowed = row.IsAllowed(permission => Role.Allows(role, permission));
            Assert.Equal((row, allowed), (row, await IsLetInAsync(person, row)));
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task EveryApi_WithAPersonsCookie_IsClosed(string role)
    {
        using var person = await app.SignedInAsync(await app.AddUserAsync(role));

        foreach (var row in AccessTable.Of(app.Services).Where(row => IsForPrograms(row) && !row.IsOpen))
            Assert.Equal((row, false), (row, await IsLetInAsync(person, row)));
    }

    [Fact]
    public async Task EveryApi_WithAKeyOfOneScope_OpensForThatScopeAlone()
    {
        foreach (var scope in Permission.Scopes)
        {
            var made = await app.Services.GetRequiredService<MakeApiKeyHandler>().HandleAsync(new(scope, [scope]), CancellationToken.None);
            using var program = app.Program(Assert.IsType<MakeApiKeyResult.Made>(made).Text);

            foreach (var row in AccessTable.Of(app.Services).Where(row => IsForPrograms(row) && !row.IsOpen))
                Assert.Equal((row, row.IsAllowed(permission => permission == scope)), (row, await IsLetInAsync(program, row)));
        }
    }

    [Fact]
    public async Task EveryPage_WithAKey_IsClosed()
    {
        using var program = app.Program(StudioApp.ApiKey);

        foreach (var row in AccessTable.Of(app.Services).Where(row => !IsForPrograms(row) && !row.IsOpen))
            Assert.Equal((row, false), (row, await IsLetInAsync(program, row)));
    }

    private static bool IsForPrograms(AccessRow row) => Doors.IsForPrograms(new PathString(Concrete(row)));

    /// <summary>Whether the door opened. What the endpoint then made of an empty request does not matter here.</summary>
    private static async Task<bool> IsLetInAsync(HttpClient caller, AccessRow row)
    {
        using var request = new HttpRequestMessage(new HttpMethod(row.Method == "*" ? "GET" : row.Method), Concrete(row));
        request.Headers.Add(SameOriginDoor.Header, "1");
        using var answer = await caller.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        var elsewhere = answer.Headers.Location?.ToString() ?? "";
        var turnedAway = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || elsewhere.Contains("/account/sign-in?returnUrl", StringComparison.Ordinal)
            || elsewhere.Contains("/account/not-allowed", StringComparison.Ordinal);

        // The tracking API is open to the door's policies: it has keys of its own and says 401 by itself.
        return !turnedAway || row.IsOpen;
    }

    private static string Concrete(AccessRow row) => Parameter().Replace(row.Address, match =>
        match.Value.Contains(":guid", StringComparison.Ordinal) ? Guid.Empty.ToString()
        : match.Value.Contains(":int", StringComparison.Ordinal) || match.Value.Contains(":long", StringComparison.Ordinal) ? "1" : "x");

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
