using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Privacy;
using CdpStudio.Core.Profiles.Reveals;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Members;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Reading;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Tests.Persistence;
using CdpStudio.Core.Tests.Testing;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Tests.Privacy;

/// <summary>An export from the question to its removal, the same on every database.</summary>
public abstract class PersonExportContract : IAsyncLifetime
{
    private const string Ann = "user_id:customer-ann";
    private const string AnnsMail = "ann@mail.example";
    private const string Hostile = "<script>alert('&')</script>";

    private OwnDatabase? _database;
    private PrivacyHost? _host;

    private PrivacyHost Host => _host!;

    private protected abstract Task<OwnDatabase> NewDatabaseAsync();

    public async Task InitializeAsync()
    {
        _database = await NewDatabaseAsync();
        _host = await PrivacyHost.StartAsync(new DatabaseUnderTest(_database.Provider));
    }

    public async Task DisposeAsync()
    {
        await Host.DisposeAsync();
        await _database!.DisposeAsync();
    }

    [DatabaseFact]
    public async Task Export_OfSomebodyKnownEverywhere_HasEveryPartAndNobodyElse()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail), Said("customer-bob", "bob@mail.example"));
        await KeepAboutAsync("customer-ann", AnnsMail, number: 1);
        await KeepAboutAsync("customer-bob", "bob@mail.example", number: 2);

        var request = await Host.AskAsync(Ann);
        Assert.Equal(PrivacyRequestState.Queued, (await Host.FindAsync(request))!.State);
        Assert.True(await Host.WorkAsync());

        var status = (await Host.FindAsync(request))!;
        Assert.Equal((PrivacyRequestState.Completed, "Linh", Ann, null), (status.State, status.By, status.Identifier, status.Error));
        Assert.Equal(ExportFiles.Names, status.Files);
        using var json = await Host.JsonAsync(request);
        Assert.Equal((1, Ann), (json.RootElement.GetProperty("version").GetInt32(), json.RootElement.GetProperty("identifier").GetString()));
        var parts = json.RootElement.GetProperty("parts");
        Assert.Equal(PersonalPart.All, parts.EnumerateObject().Select(p => p.Name));
        Assert.All(status.Counts, count => Assert.Equal((count.Key, count.Value), (count.Key, parts.GetProperty(count.Key).GetArrayLength())));
        Assert.Equal(
            "profile 1, attributeHistory 2, events 1, identityLinks 1, segments 0, segmentStays 1, journeys 1, consents 1, messages 1, trappedMails 1, quarantinedMessages 1, rejectedRows 0, possibleDuplicates 0, privacyRequests 1, stewardDecisions 0, heldMerges 0, attributeLocks 0, reveals 1",
            string.Join(", ", status.Counts.Select(c => $"{c.Key} {c.Value}")));
        foreach (var name in ExportFiles.Names) Assert.DoesNotContain("bob", await Host.TextAsync(request, name), StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Export_TellsFactsAsTheyAreStored_WhatComesAndWhatIsCancelledToo()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail));
        await Host.SendAsync(Bought("customer-ann", AnnsMail, "tomorrow", Host.Clock.Now.AddDays(1)), Bought("customer-ann", AnnsMail, "taken back", Host.Clock.Now.AddDays(-1)));
        await CancelAsync("taken back");

        var request = await Host.AskAsync($"email:{AnnsMail.ToUpperInvariant()}");
        await Host.WorkAsync();

        using var json = await Host.JsonAsync(request);
        var profile = json.RootElement.GetProperty("parts").GetProperty("profile")[0];
        Assert.Equal(
            ["email ann@mail.example 1", "user_id customer-ann 1"],
            profile.GetProperty("identifiers").EnumerateArray()
                .Select(i => $"{i.GetProperty("namespace")} {i.GetProperty("value")} {i.GetProperty("source")}").Order(StringComparer.Ordinal));
        Assert.Equal("pro", profile.GetProperty("attributes").EnumerateArray().Single(a => a.GetProperty("name").GetString() == "plan").GetProperty("value").GetString());
        var events = json.RootElement.GetProperty("parts").GetProperty("events").EnumerateArray().ToList();
        Assert.Equal(["customer-ann-1", "tomorrow", "taken back"], events.Select(e => e.GetProperty("messageId").GetString()));
        Assert.Equal([false, false, true], events.Select(e => e.TryGetProperty("cancelled", out _)));
        Assert.Equal(Hostile, events[0].GetProperty("properties").GetProperty(Hostile).GetString());
        Assert.Equal("customer-ann", events[0].GetProperty("identifiers")[0].GetProperty("value").GetString());
    }

    [DatabaseFact]
    public async Task Export_RowsOfFilesThatWereNotTaken_AreReadInTheFiles()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail), new Message("m7", [new("user_id", "customer-ann"), new("loyalty_card", "7")], 1_760_000_000_000, null, null, null, null, null));
        await ImportAsync("Mail;Nr;Age\nANN@mail.example;1;x\nbob@mail.example;7;x\nbob@mail.example;8;7\n", rejected: [1, 2, 3]);

        var request = await Host.AskAsync(Ann);
        await Host.WorkAsync();

        using var json = await Host.JsonAsync(request);
        var rows = json.RootElement.GetProperty("parts").GetProperty("rejectedRows").EnumerateArray().ToList();
        // By the mail, and by a short number where the file has cards; not by the age.
        Assert.Equal([2, 3], rows.Select(r => r.GetProperty("line").GetInt32()));
        Assert.Equal(("people.csv", "badValue", "Age"), (rows[0].GetProperty("fileName").GetString(), rows[0].GetProperty("reason").GetString(), rows[0].GetProperty("column").GetString()));
        Assert.Equal(["Mail ANN@mail.example", "Nr 1", "Age x"], rows[0].GetProperty("cells").EnumerateArray().Select(c => $"{c.GetProperty("column")} {c.GetProperty("value")}"));
    }

    [DatabaseFact]
    public async Task Export_InALanguage_IsAPageInItThatRunsNothing()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail));

        var request = await Host.AskAsync(Ann, "fa");
        await Host.WorkAsync();

        var html = await Host.TextAsync(request, ExportFiles.Html);
        Assert.StartsWith("<!doctype html>\n<html lang=\"fa\" dir=\"rtl\">", html, StringComparison.Ordinal);
        Assert.Contains("رویدادها", html, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
    }

    [DatabaseFact]
    public async Task Export_KilledBetweenParts_GoesOnBehindTheLastWholeOne()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail));
        var (first, second, third) = (Part(PersonalPart.Profile, 1), Part(PersonalPart.Events, 3), Part(PersonalPart.Consents, 2));
        var request = await Host.AskAsync(Ann);

        // Each part is a write, and the end is one.
        await Host.WorkAsync(writes: 1, first, second, third);
        Assert.Equal((PrivacyRequestState.Running, 0), ((await Host.FindAsync(request))!.State, (await Host.FindAsync(request))!.Files.Count));
        await Host.WorkAsync(writes: 2, first, second, third);
        await Host.WorkAsync(writes: null, first, second, third);

        Assert.Equal((1, 2, 1), (first.Reads, second.Reads, third.Reads));
        using var json = await Host.JsonAsync(request);
        Assert.Equal([1, 3, 2], json.RootElement.GetProperty("parts").EnumerateObject().Select(p => p.Value.GetArrayLength()));
        Assert.Equal(ExportFiles.Names.Order(StringComparer.Ordinal), FilesOf(request));
    }

    [DatabaseFact]
    public async Task Export_WhoseFilesAreLost_BeginsAgain()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail));
        var (first, second) = (Part(PersonalPart.Profile, 1), Part(PersonalPart.Events, 3));
        var request = await Host.AskAsync(Ann);

        await Host.WorkAsync(writes: 1, first, second);
        Host.Get<ExportFiles>().Delete(request);
        await Host.WorkAsync(writes: null, first, second);

        Assert.Equal(2, first.Reads);
        Assert.Equal(PrivacyRequestState.Completed, (await Host.FindAsync(request))!.State);
    }

    [DatabaseFact]
    public async Task Export_OfSomebodyWhoIsGone_FailsInWords()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail));
        var request = await Host.AskAsync(Ann);
        // As after an erasure: the engine knows nobody by the number.
        await Host.Get<IWriteQueue>().WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.PrivacyRequests.Where(r => r.Id == request).ExecuteUpdateAsync(set => set.SetProperty(r => r.Profile, (ProfileId?)new ProfileId(999_999)), token),
            default);

        await Host.WorkAsync();

        var status = (await Host.FindAsync(request))!;
        Assert.Equal((PrivacyRequestState.Failed, ExportFailure.Gone, 0), (status.State, status.Error, status.Files.Count));
    }

    [DatabaseFact]
    public async Task Remove_TakesTheFilesAndTheRequest_AlsoOfOneThatIsBeingWritten()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail));
        var done = await Host.AskAsync(Ann);
        await Host.WorkAsync();
        var written = await Host.AskAsync(Ann);
        var remove = Host.Get<RemovePersonExportHandler>();
        var removing = new RemovingPart(() => remove.HandleAsync(written, default));

        await Host.WorkAsync(writes: null, Part(PersonalPart.Profile, 1), removing);
        Assert.True(await remove.HandleAsync(done, default));

        Assert.False(await remove.HandleAsync(done, default));
        Assert.Equal((null, null), (await Host.FindAsync(done), await Host.FindAsync(written)));
        Assert.Equal((false, false), (Host.HasFolder(done), Host.HasFolder(written)));
    }

    [DatabaseFact]
    public async Task Tidy_BeforeSevenDaysAreOver_TakesFilesAndIdentifierAndKeepsThatSomebodyAsked()
    {
        await Host.SendAsync(Said("customer-ann", AnnsMail));
        var request = await Host.AskAsync(Ann);
        await Host.WorkAsync();

        Host.Clock.Now += TimeSpan.FromDays(5);
        await Host.TidyAsync();
        Assert.Equal(2, (await Host.FindAsync(request))!.Files.Count);
        Host.Clock.Now += TimeSpan.FromDays(1.5);
        await Host.TidyAsync();

        var status = (await Host.FindAsync(request))!;
        Assert.Equal((PrivacyRequestState.Completed, null, "Linh", 0), (status.State, status.Identifier, status.By, status.Files.Count));
        Assert.NotNull(status.RemovedAt);
        Assert.False(Host.HasFolder(request));
        await using var db = Host.Db();
        Assert.Null((await db.PrivacyRequests.SingleAsync(r => r.Id == request)).Profile);
    }

    [DatabaseFact]
    public async Task Start_ForNobody_StartsNothing()
    {
        var result = await Host.Get<StartPersonExportHandler>().HandleAsync(new StartPersonExport(new Identifier("email", "no@body.example"), "Linh", ""), default);

        Assert.IsType<StartPersonExportResult.NobodyFound>(result);
        Assert.False(await Host.WorkAsync());
    }

    [DatabaseFact]
    public async Task Start_ForSomebodyWhoseFirstMessageIsOnItsWay_WaitsForIt()
    {
        await Host.LeaveInTheInboxAsync(Said("customer-ann", AnnsMail));

        await Host.AskAsync(Ann);
    }

    private static CountedPart Part(string name, int items) => new(name, [.. Enumerable.Range(1, items).Select(i => new JsonObject { ["number"] = i })]);

    private static Message Said(string user, string mail) => new(
        $"{user}-1", [new Identifier(IdentifierNamespace.UserId, user), new Identifier(IdentifierNamespace.Email, mail)], 1_760_000_000_000,
        new MessageEvent("Bought", JsonSerializer.Serialize(new Dictionary<string, string> { [Hostile] = Hostile })), """{"plan":"pro","name":"X"}""", null, """{"ip":"203.0.113.5"}""", null);

    private static Message Bought(string user, string mail, string key, DateTimeOffset at) => new(
        key, [new Identifier(IdentifierNamespace.UserId, user), new Identifier(IdentifierNamespace.Email, mail)], at.ToUnixTimeMilliseconds(),
        new MessageEvent("Bought", "{}"), null, null, null, null);

    private IEnumerable<string> FilesOf(long request) =>
        Directory.EnumerateFiles(Host.Get<ExportFiles>().FolderOf(request)).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);

    private async Task ImportAsync(string csv, long[] rejected)
    {
        var files = Host.Get<ImportFiles>();
        var stored = await files.SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(csv)), "people.csv", default);
        var mapping = new ImportMapping(
            ImportKind.Profiles,
            [
                new MappedColumn("Mail", new ColumnTarget.Identifier("email"), new CellFormat.Text()),
                new MappedColumn("Nr", new ColumnTarget.Identifier("loyalty_card"), new CellFormat.Text()),
                new MappedColumn("Age", new ColumnTarget.Attribute("age"), new CellFormat.Text()),
            ],
            Encoding: TextEncoding.Utf8,
            Separator: ';') { Format = TableFormat.Csv };
        var run = new ImportRun
        {
            Job = JobRunId.New(), Source = 1, FileName = stored.Name, StoredFile = stored.StoredName, Bytes = stored.Bytes, Mapping = MappingJson.Write(mapping),
            State = ImportState.Completed, RowsRead = rejected.Length, RowsRejected = rejected.Length, CreatedAt = Host.Clock.Now,
        };
        await Host.SaveAsync(run);
        await Host.SaveAsync([.. rejected.Select(row => new ImportReject { Run = run.Number, Row = row, Reason = RejectReason.BadValue, Column = 2 })]);
    }

    private async Task CancelAsync(string message)
    {
        long number;
        await using (var db = Host.Db()) number = await db.EventFacts.Where(e => e.MessageId == message).Select(e => e.Number).SingleAsync();

        var row = new FactCommand.Cancel([new FactRange(number, number)], "test").ToRow(Host.Clock.Now);
        await Host.Get<IWriteQueue>().WriteAsync(WritePriority.Background, (db, token) => InboxRows.AddAsync(db, [row], Host.Clock.Now, token), default);
        Host.Get<InboxDepth>().Added(row.Messages);
        await Host.SettleAsync();
    }

    /// <summary>What each module keeps beside the facts.</summary>
    private Task KeepAboutAsync(string user, string mail, int number)
    {
        var profile = Host.Get<IProfileDirectory>().Find(new Identifier(IdentifierNamespace.UserId, user))!.Value;
        var at = Host.Clock.Now.ToUnixTimeMilliseconds();
        return Host.SaveAsync(
            new SegmentMembership { Segment = new SegmentNumber(number), Generation = 1, Version = 1, Position = 1, EvaluatedAt = at, Count = 1 },
            new SegmentStay { Segment = new SegmentNumber(number), Profile = profile, EnteredAt = at, EnteredGeneration = 1 },
            new SegmentStay { Segment = new SegmentNumber(number), Profile = profile, EnteredAt = at, EnteredGeneration = 2 },
            new JourneyRun
            {
                Journey = new JourneyNumber(number), Version = 1, Profile = profile, Entry = 1, EntryReason = 1, State = JourneyRunState.Completed, Step = "exit",
                Visit = 2, EnteredAt = at, ChangedAt = at,
            },
            new ConsentChange { Channel = Channel.Email, Topic = "", Profile = profile, State = ConsentState.Subscribed, At = Host.Clock.Now, By = mail, Proof = "page" },
            new Send { Owner = SendOwner.Campaign, OwnerId = number, Visit = 0, Profile = profile, Address = mail, State = SendState.Sent, DueAt = at, ChangedAt = at },
            new TrappedMail { At = Host.Clock.Now, From = "news@kilim.example", To = mail, Subject = "A test", Html = "<p>x</p>", Text = "x", Headers = "" },
            new QuarantinedMessage
            {
                Source = 1, ReceivedAt = at, QuarantinedAt = at, Reason = RefusalReason.BadTimestamp, Words = "No time.", Kind = InboxKind.Tracking,
                Payload = Encoding.UTF8.GetBytes($$"""{"type":"track","userId":"{{user}}","event":"Paid","timestamp":"soon"}"""),
            },
            new Reveal { Profile = profile, By = "Minh", At = Host.Clock.Now, Why = $"{user} complained" });
    }

    /// <summary>Somebody removes the export while this part is read.</summary>
    private sealed class RemovingPart(Func<Task> remove) : IPersonalData
    {
        public string Part => PersonalPart.Events;

        public async IAsyncEnumerable<JsonObject> ReadAsync(
            AskedPerson person, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            yield return new JsonObject { ["number"] = 1 };
            await remove();
        }

        public Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken) => Task.FromResult(0L);
    }
}

public sealed class SqlitePersonExportTests : PersonExportContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqliteAsync();
}

public sealed class PostgreSqlPersonExportTests : PersonExportContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.PostgreSqlAsync();
}

[NeedsServer(OwnDatabase.SqlServerVariable)]
public sealed class SqlServerPersonExportTests : PersonExportContract
{
    private protected override Task<OwnDatabase> NewDatabaseAsync() => OwnDatabase.SqlServerAsync();
}
