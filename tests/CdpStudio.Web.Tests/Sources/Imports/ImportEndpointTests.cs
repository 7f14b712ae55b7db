using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Sources.Imports;

public sealed class ImportEndpointTests(StudioApp app) : IClassFixture<StudioApp>
{
    private const string Mapping = """{"format":"csv","encoding":"auto","kind":"profiles","columns":[{"from":"nr","to":"identifier:user_id"},{"from":"land","to":"attribute:country"}]}""";

    [Fact]
    public async Task Post_FileAndMapping_IsImportedAndItsRejectsComeBack()
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var accepted = await PostAsync(program, "nr,land\nw1,DE\n,FR\nw2,=1+1\n", Mapping);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var id = (await accepted.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<int>();
        var state = await UntilEndedAsync(program, id);
        Assert.Equal(
            ("completed", 3, 2, 0, 1),
            (state["state"]!.GetValue<string>(), Number("rowsRead"), Number("rowsImported"), Number("rowsDuplicate"), Number("rowsRejected")));
        Assert.Equal(
            "nr,land,reason\r\n,FR,\"The row has no identifier, so it belongs to nobody.\"\r\n",
            await program.GetStringAsync($"/api/v1/imports/{id}/rejects"));

        int Number(string name) => state[name]!.GetValue<int>();
    }

    [Theory]
    [InlineData("nr,land\n1,DE\n", """{"kind":"profiles","columns":[{"from":"no","to":"identifier:user_id"}]}""", "/columns/0/from")]
    [InlineData("nr,land\n1,DE\n", """{"kind":"people","columns":[]}""", "/kind")]
    [InlineData("nr,land\n1,DE\n", "{", "")]
    [InlineData("PK\u0003\u0004xl/workbook.xml", Mapping, null)]
    [InlineData("nr,land\n1,DE\n", null, null)]
    [InlineData(null, Mapping, null)]
    public async Task Post_WhatCannotBeImported_Is400WithItsPlace(string? file, string? mapping, string? pointer)
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var answer = await PostAsync(program, file, mapping);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        var problem = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.Equal(pointer, problem["pointer"]?.GetValue<string>());
        Assert.NotEmpty(problem["detail"]!.GetValue<string>());
    }

    [Fact]
    public async Task Post_DryRun_SaysWhatTheImportWouldDoAndDoesNothing()
    {
        using var program = app.Program(StudioApp.ApiKey);
        var quiet = Mapping.Insert(Mapping.Length - 1, ",\"startJourneys\":false");

        foreach (var mapping in new[] { Mapping, quiet })
        {
            using var answer = await PostAsync(program, "nr,land\nd1,DE\n,FR\nd2,VN\n", mapping, "/api/v1/imports/dry-run");

            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            var result = (await answer.Content.ReadFromJsonAsync<JsonNode>())!;
            Assert.Equal((3, 2, 1), (result["rows"]!.GetValue<int>(), result["new"]!.GetValue<int>(), result["rejected"]!.GetValue<int>()));
            Assert.Equal("""[{"reason":"NoIdentifier","column":null,"rows":1}]""", result["rejects"]!.ToJsonString());
            Assert.Equal(mapping == Mapping, result["startsJourneys"]!.GetValue<bool>());
        }
    }

    [Theory]
    [InlineData("""{"kind":"profiles","columns":[{"from":"no","to":"identifier:user_id"}]}""", "/columns/0/from")]
    [InlineData("""{"kind":"profiles","startJourneys":1,"columns":[{"from":"nr","to":"identifier:user_id"}]}""", "/startJourneys")]
    public async Task Post_DryRunOfWhatDoesNotFit_Is400WithItsPlace(string mapping, string pointer)
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var answer = await PostAsync(program, "nr,land\n1,DE\n", mapping, "/api/v1/imports/dry-run");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(pointer, (await answer.Content.ReadFromJsonAsync<JsonNode>())!["pointer"]!.GetValue<string>());
    }

    [Fact]
    public async Task Post_QuietImport_SaysThatItStartsNoJourneys()
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var accepted = await PostAsync(program, "nr,land\nquiet1,DE\n", Mapping.Insert(Mapping.Length - 1, ",\"startJourneys\":false"));

        var id = (await accepted.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<int>();
        Assert.False((await UntilEndedAsync(program, id))["startsJourneys"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Post_JsonInAZip_IsImportedWithoutAFormatNamed()
    {
        using var program = app.Program(StudioApp.ApiKey);
        using var packed = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(packed, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("people.jsonl").Open();
            entry.Write("{\"nr\":\"z1\",\"land\":\"DE\"}\n{\"nr\":\n"u8);
        }

        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(packed.ToArray()), "file", "people.zip" },
            { new StringContent(Mapping.Replace("\"format\":\"csv\",", "", StringComparison.Ordinal)), "mapping" },
        };
        using var accepted = await program.PostAsync(new Uri("/api/v1/imports", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var id = (await accepted.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<int>();
        var state = await UntilEndedAsync(program, id);
        Assert.Equal(("completed", 1, 1), (state["state"]!.GetValue<string>(), state["rowsImported"]!.GetValue<int>(), state["rowsRejected"]!.GetValue<int>()));
        Assert.Equal("nr,land,reason\r\n\"{\"\"nr\"\":\",,This is not well-formed JSON.\r\n", await program.GetStringAsync($"/api/v1/imports/{id}/rejects"));
    }

    [Fact]
    public async Task Post_BodyThatIsNoForm_Is400()
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var answer = await program.PostAsJsonAsync("/api/v1/imports", new { file = "x" });

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/rejects")]
    public async Task Get_UnknownImport_Is404(string what)
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var answer = await program.GetAsync(new Uri($"/api/v1/imports/999999{what}", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Undo_ImportThatHasEnded_GivesItsRowsFreeAndIsDoneOnce()
    {
        using var program = app.Program(StudioApp.ApiKey);
        const string File = "nr,land\nundone1,DE\nundone2,FR\n";
        var id = await IdAsync(program, File);
        Assert.Equal(2, (await UntilEndedAsync(program, id))["rowsImported"]!.GetValue<int>());

        using var accepted = await program.PostAsync(new Uri($"/api/v1/imports/{id}/undo", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        await UntilAsync(program, id, state => state["undoneAt"] is not null);

        using var again = await program.PostAsync(new Uri($"/api/v1/imports/{id}/undo", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        using var resumed = await program.PostAsync(new Uri($"/api/v1/imports/{id}/resume", UriKind.Relative), null);
        Assert.Equal(HttpStatusCode.Conflict, resumed.StatusCode);
        var second = await UntilEndedAsync(program, await IdAsync(program, File));
        Assert.Equal((2, 0), (second["rowsImported"]!.GetValue<int>(), second["rowsDuplicate"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("undo")]
    [InlineData("pause")]
    public async Task Post_ToAnUnknownImport_Is404(string what)
    {
        using var program = app.Program(StudioApp.ApiKey);

        using var answer = await program.PostAsync(new Uri($"/api/v1/imports/999999/{what}", UriKind.Relative), null);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Upload_FromAPage_IsADraftOfWhoeverIsSignedIn()
    {
        using var browser = await app.SignedInAsync();
        browser.DefaultRequestHeaders.Add("X-CdpStudio", "1");
        using var form = new MultipartFormDataContent { { new StringContent("nr\n1\n"), "file", "../../people.csv" } };

        using var answer = await browser.PostAsync(new Uri("/ui/imports", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.True(Guid.TryParse((await answer.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<string>(), out _));
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient program, string? file, string? mapping, string path = "/api/v1/imports")
    {
        using var form = new MultipartFormDataContent();
        if (file is not null) form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(file)), "file", "people.csv");
        if (mapping is not null) form.Add(new StringContent(mapping, Encoding.UTF8, "application/json"), "mapping");
        if (file is null && mapping is null) form.Add(new StringContent("x"), "other");
        return await program.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private static async Task<int> IdAsync(HttpClient program, string file)
    {
        using var accepted = await PostAsync(program, file, Mapping);
        return (await accepted.Content.ReadFromJsonAsync<JsonNode>())!["id"]!.GetValue<int>();
    }

    private static Task<JsonNode> UntilEndedAsync(HttpClient program, int id) =>
        UntilAsync(program, id, state => state["state"]!.GetValue<string>() is not ("queued" or "running"));

    private static async Task<JsonNode> UntilAsync(HttpClient program, int id, Func<JsonNode, bool> reached)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var state = (await program.GetFromJsonAsync<JsonNode>($"/api/v1/imports/{id}", patience.Token))!;
            if (reached(state)) return state;
        }
    }
}
