using System.Text;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.DryRuns;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Imports.Rows;
using CdpStudio.Core.Tests.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdpStudio.Core.Tests.Sources.Imports.DryRuns;

public sealed class DryRunTests
{
    private const string People = """
        {"kind":"profiles","conflict":"RULE","columns":[{"from":"id","to":"identifier:user_id"},{"from":"mail","to":"identifier:email","transform":{"version":1,"steps":[{"is":"case","to":"lower"}]}},
          {"from":"city","to":"attribute:city"},{"from":"age","to":"attribute:age","type":"number"}],"messageId":["id","mail","city","age"]}
        """;

    [Fact]
    public async Task RunAsync_FileOfEveryKindOfRow_CountsThemAndShowsWhatChanges()
    {
        await using var rig = await ImportRig.StartAsync();
        await rig.ImportAsync("id,mail,city,age\n1,a@x.org,Köln,30\n2,,Ulm,\n,b@x.org,,\n", Mapping(ConflictRule.Both));
        await rig.FollowAsync();
        var facts = await rig.FactsAsync();

        var result = await DryAsync(rig, "id,mail,city,age\n3,c@x.org,Hue,20\n1,A@X.org,Bonn,30\n1,,Köln,30.0\n2,b@x.org,,\n1,a@x.org,Köln,30\n4,n/a,,\n5,,,old\n", ConflictRule.Both);

        Assert.Equal((7, 1L, 1L, 1L, 1L, 1L, 2L), (result.Rows, result.Of(RowEffect.New), result.Of(RowEffect.Changed), result.Of(RowEffect.Unchanged), result.Of(RowEffect.Merging), result.Of(RowEffect.Duplicate), result.Rejected));
        Assert.Equal([new RejectCount(RejectReason.BadIdentifier, "mail", 1), new RejectCount(RejectReason.BadValue, "age", 1)], result.Rejects);
        Assert.Equal([(2L, RowEffect.New), (3L, RowEffect.Changed), (5L, RowEffect.Merging)], result.Samples.Select(s => (s.Line, s.Effect)));
        Assert.Equal([new ValueDifference("city", "\"Köln\"", "\"Bonn\"")], result.Samples[1].Values.Select(Plain));
        Assert.Equal(2, result.Samples[2].People.Count);
        Assert.True(result is { IsDone: true, Problem: null });
        // Nothing was written.
        Assert.Equal(facts.Count, (await rig.FactsAsync()).Count);
    }

    [Theory]
    [InlineData(ConflictRule.Both, "1 Bonn 31|2 Ulm 50|3 Hue 20")]
    [InlineData(ConflictRule.Insert, "1 Köln |2 Ulm 40|3 Hue 20")]
    [InlineData(ConflictRule.Update, "1 Bonn 31|2 Ulm 50")]
    [InlineData(ConflictRule.Gaps, "1 Köln 31|2 Ulm 40|3 Hue 20")]
    public async Task RunAsync_Rule_DecidesWhatARowMayDo(ConflictRule rule, string expected)
    {
        await using var rig = await ImportRig.StartAsync();
        await rig.ImportAsync("id,mail,city,age\n1,,Köln,\n2,,Ulm,40\n", Mapping(ConflictRule.Both));
        rig.Ingestion.Clock.Now += TimeSpan.FromMinutes(1);
        const string Text = "id,mail,city,age\n1,,Bonn,31\n2,,Ulm,50\n3,,Hue,20\n";
        await rig.FollowAsync();
        var dry = await DryAsync(rig, Text, rule);

        var status = await rig.ImportAsync(Text, Mapping(rule));

        var profiles = await rig.Ingestion.ProfilesAsync();
        var people = new[] { "1", "2", "3" }.Where(id => profiles.Find("user_id", id) is not null).Select(id =>
        {
            var person = profiles.Find("user_id", id)!.Value;
            return $"{id} {profiles.Text(person, "city")} {profiles.Text(person, "age")}";
        });
        Assert.Equal(expected, string.Join('|', people));
        Assert.Equal(status.RowsSkipped, dry.Of(RowEffect.Skipped));
        Assert.Equal(3, status.RowsImported + status.RowsSkipped);
    }

    [Fact]
    public async Task RunAsync_NumbersOutsideOfTheirBounds_AreCountedInTheWholeFile()
    {
        await using var rig = await ImportRig.StartAsync();
        var mapping = People.Replace("RULE", "both", StringComparison.Ordinal).Replace(
            "\"to\":\"attribute:age\",\"type\":\"number\"",
            "\"to\":\"attribute:age\",\"type\":\"number\",\"transform\":{\"version\":1,\"steps\":[{\"is\":\"outliers\",\"most\":120}]}",
            StringComparison.Ordinal);
        var text = "id,mail,city,age\n" + string.Concat(Enumerable.Range(0, 21_000).Select(n => $"{n},,,{(n % 7_000 == 6_999 ? 999 : 30)}\n"));

        var result = await rig.DryRun.RunAsync(await rig.UploadAsync(Encoding.UTF8.GetBytes(text)), Assert.IsType<MappingReading.Read>(MappingJson.Read(mapping)).Mapping, null, default);

        Assert.Equal([new OutlierCount("age", 3)], result.Outliers);
        Assert.Equal((21_000L, 0L), (result.Of(RowEffect.New), result.Rejected));
    }

    [Fact]
    public async Task RunAsync_RowsAgainstTheTrackingPlan_AreCountedAsTheImportThenCountsThem()
    {
        await using var rig = await ImportRig.StartAsync();
        var declare = new DeclareAttributeHandler(rig.Database.Queue, rig.Ingestion.Catalogue, [], NullLogger<DeclareAttributeHandler>.Instance);
        await declare.HandleAsync(new DeclareAttribute("age", DataType.Number, null, Pii: false) { Expects = new Expectation(Required: false, ["20", "30"], ViolationAction.Quarantine) }, default);
        await declare.HandleAsync(new DeclareAttribute("city", DataType.Text, null, Pii: false) { Expects = new Expectation(Required: false, ["Hue"], ViolationAction.Drop) }, default);
        const string Text = "id,mail,city,age\n1,,Hue,20\n2,,Ulm,30\n3,,Hue,40\n3,,Hue,40\n";

        var dry = await DryAsync(rig, Text, ConflictRule.Both);
        var status = await rig.ImportAsync(Text, Mapping(ConflictRule.Both));

        // What the plan refuses is not taken, so it is no row that came before either.
        Assert.Equal((4, 2L, 2L), (dry.Rows, dry.Of(RowEffect.New), dry.Rejected));
        Assert.Equal([new RejectCount(RejectReason.Quarantined, null, 2)], dry.Rejects);
        Assert.Equal(["city", "age", "age"], dry.Samples.SelectMany(s => s.Values).Select(v => v.Name));
        Assert.Equal((2L, 2L), (status.RowsImported, status.RowsRejected));
    }

    [Fact]
    public async Task RunAsync_ValuesThatDoNotWin_ChangeNothing()
    {
        await using var rig = await ImportRig.StartAsync();
        var declare = new DeclareAttributeHandler(rig.Database.Queue, rig.Ingestion.Catalogue, [], NullLogger<DeclareAttributeHandler>.Instance);
        await declare.HandleAsync(new DeclareAttribute("age", DataType.Number, null, Pii: false) { Winning = new WinningRule(WinsBy.Maximum, []) }, default);
        await declare.HandleAsync(new DeclareAttribute("city", DataType.Text, null, Pii: false) { Winning = new WinningRule(WinsBy.Oldest, []) }, default);
        await rig.ImportAsync("id,mail,city,age\n1,,Hue,20\n", Mapping(ConflictRule.Both));
        await rig.FollowAsync();

        var dry = await DryAsync(rig, "id,mail,city,age\n1,,Ulm,19\n2,,Ulm,19\n", ConflictRule.Both);
        Assert.Equal((1L, 1L, 0L), (dry.Of(RowEffect.Unchanged), dry.Of(RowEffect.New), dry.Of(RowEffect.Changed)));

        var older = await DryAsync(rig, "id,mail,city,age\n1,,Ulm,21\n", ConflictRule.Both);
        Assert.Equal(["age"], older.Samples.SelectMany(s => s.Values).Where(v => v.Before is not null && v.Before != v.After).Select(v => v.Name));
    }

    [Fact]
    public async Task RunAsync_OnceSomebodyElseIsLocked_TellsTheSame()
    {
        await using var rig = await ImportRig.StartAsync();
        await rig.ImportAsync("id,mail,city,age\n1,,Hue,20\n2,,Ulm,30\n9,,Hue,40\n", Mapping(ConflictRule.Both));
        rig.Ingestion.Clock.Now += TimeSpan.FromMinutes(1);
        await rig.Ingestion.PutAsync(0, new Message("gone", [new Identifier("email", "b@x.org")], rig.Ingestion.Now, null, """{"city":null}""", null, null, null));
        await rig.Ingestion.ProcessAsync();
        await rig.FollowAsync();
        // The same but for its case, another one, and one that is known of somebody who is one person now with somebody of whom it was cleared.
        const string Text = "id,mail,city,age\n1,,HUE,20.0\n2,,ulm,31\n2,b@x.org,Bonn,30\n";

        var before = await DryAsync(rig, Text, ConflictRule.Both);
        var locked = new FactCommand.SayByHand([(await rig.FactsAsync()).OfType<Fact.Assertion>().First(a => a.Value == "40").Profile], "city", "\"Bonn\"", rig.Ingestion.Now);
        await rig.Database.Queue.WriteAsync(
            Core.Persistence.WritePriority.Background,
            async (db, token) =>
            {
                await InboxRows.AddAsync(db, [locked.ToRow(rig.Ingestion.Clock.Now)], rig.Ingestion.Clock.Now, token);
                return true;
            },
            default);
        await rig.Ingestion.ProcessAsync();
        await rig.FollowAsync();
        var after = await DryAsync(rig, Text, ConflictRule.Both);

        Assert.Equal((1L, 1L, 1L), (before.Of(RowEffect.Unchanged), before.Of(RowEffect.Changed), before.Of(RowEffect.Merging)));
        Assert.Equal(Told(before), Told(after));
        Assert.Equal(before.Samples.SelectMany(s => s.Values), after.Samples.SelectMany(s => s.Values));
        Assert.Equal([("age", "31"), ("city", "\"Bonn\"")], before.Samples.SelectMany(s => s.Values).Select(v => (v.Name, v.After)));
    }

    [Fact]
    public async Task RunAsync_KnownPeopleOfWhomThePlanDropsAllThatIsNew_AreUnchanged()
    {
        await using var rig = await ImportRig.StartAsync();
        await rig.ImportAsync("id,mail,city,age\n1,,Hue,20\n", Mapping(ConflictRule.Both));
        await rig.FollowAsync();
        var declare = new DeclareAttributeHandler(rig.Database.Queue, rig.Ingestion.Catalogue, [], NullLogger<DeclareAttributeHandler>.Instance);
        await declare.HandleAsync(new DeclareAttribute("city", DataType.Text, null, Pii: false) { Expects = new Expectation(Required: false, ["Hue"], ViolationAction.Drop) }, default);

        var dry = await DryAsync(rig, "id,mail,city,age\n1,,Ulm,20\n", ConflictRule.Both);

        Assert.Equal((1L, 0L), (dry.Of(RowEffect.Unchanged), dry.Of(RowEffect.Changed)));
    }

    [Fact]
    public async Task RunAsync_RowsAboutSomebodyNewWithInsert_AreAllTakenHoweverFastTheEngineIs()
    {
        await using var rig = await ImportRig.StartAsync();
        rig.Follows = true;
        var text = "id,mail,city,age\n" + string.Concat(Enumerable.Range(0, 3_000).Select(n => $"{n % 900},,c{n},\n"));

        var status = await rig.ImportAsync(text, Mapping(ConflictRule.Insert));

        Assert.Equal((3_000L, 0L), (status.RowsImported, status.RowsSkipped));
    }

    [Fact]
    public async Task RunAsync_ImportWithARuleKilledAtEveryWrite_PassesTheSameRowsOver()
    {
        for (var write = 1; write <= 3; write++)
        {
            await using var rig = await ImportRig.StartAsync();
            rig.Follows = true;
            await rig.ImportAsync("id,mail,city,age\n" + string.Concat(Enumerable.Range(0, 50).Select(n => $"{n},,c,\n")), Mapping(ConflictRule.Both));
            var text = "id,mail,city,age\n" + string.Concat(Enumerable.Range(0, 2_100).Select(n => $"{n % 200},,d{n},\n"));
            var id = await rig.QueueAsync(text, Mapping(ConflictRule.Insert));

            if (!await rig.RunAsync(new Kill(write, Committed: true))) Assert.True(await rig.RunAsync(Kill.Never));

            var status = (await rig.List.FindAsync(id, default))!;
            Assert.Equal((550L, 1_550L), (status.RowsSkipped, status.RowsImported));
        }
    }

    [Fact]
    public async Task RunAsync_AnyFile_CountsWhatTheImportThenDoes()
    {
        var seed = RunSeed.Value;
        for (var round = 0; round < 12; round++)
        {
            var random = new Random(seed + round);
            await using var rig = await ImportRig.StartAsync();
            var (first, second) = (Rows(random, 8), Rows(random, 4));
            await rig.ImportAsync(Text(first), Mapping(ConflictRule.Both));
            rig.Ingestion.Clock.Now += TimeSpan.FromMinutes(1);
            await rig.ImportAsync(Text(second), Mapping(ConflictRule.Both));
            rig.Ingestion.Clock.Now += TimeSpan.FromMinutes(1);
            await rig.FollowAsync();
            var (rule, rows) = ((ConflictRule)random.Next(4), Rows(random, 12));
            var before = await rig.FactsAsync();
            var naive = new NaiveImport(before, rig.Ingestion.Now);
            if (rule == ConflictRule.Both) naive.Remember([.. first, .. second]);

            var dry = await DryAsync(rig, Text(rows), rule);
            var status = await rig.ImportAsync(Text(rows), Mapping(rule));

            var expected = naive.Run(rows, rule);
            var (told, done) = (Told(dry), new[] { status.RowsRead, status.RowsRejected, status.RowsDuplicate, status.RowsSkipped, status.RowsImported });
            Assert.True(expected.SequenceEqual(told), $"CDPSTUDIO_TEST_SEED={seed} round {round}, {rule}: told {string.Join(' ', told)} and not {string.Join(' ', expected)}\n{Text(first)}\n{Text(second)}\n{Text(rows)}");
            Assert.True(
                done.SequenceEqual([dry.Rows, dry.Rejected, dry.Of(RowEffect.Duplicate), dry.Of(RowEffect.Skipped), dry.Of(RowEffect.New) + dry.Of(RowEffect.Changed) + dry.Of(RowEffect.Unchanged) + dry.Of(RowEffect.Merging)]),
                $"CDPSTUDIO_TEST_SEED={seed} round {round}, {rule}: told {string.Join(' ', told)}, done {string.Join(' ', done)}");
        }
    }

    /// <summary>Rejected, duplicates, passed over, new, changed, unchanged, merging.</summary>
    private static long[] Told(DryRunResult dry) =>
    [
        dry.Rejected, dry.Of(RowEffect.Duplicate), dry.Of(RowEffect.Skipped),
        dry.Of(RowEffect.New), dry.Of(RowEffect.Changed), dry.Of(RowEffect.Unchanged), dry.Of(RowEffect.Merging),
    ];

    private static List<string[]> Rows(Random random, int rows) => [.. Enumerable.Range(0, rows).Select(_ => new[]
    {
        Any(random, "1", "2", "3", "4", "5"), Any(random, "a@x", "B@x", "c@x", "d@x", "no"), Any(random, "Ulm", "Hue"), Any(random, "1", "2.0", "2", "x"),
    })];

    private static string Text(List<string[]> rows) => "id,mail,city,age\n" + string.Concat(rows.Select(r => string.Join(',', r) + "\n"));

    private static string Any(Random random, params string[] values) => random.Next(3) == 0 ? "" : values[random.Next(values.Length)];

    private static string Mapping(ConflictRule rule) => People.Replace("RULE", rule.ToString().ToLowerInvariant(), StringComparison.Ordinal);

    private static async Task<DryRunResult> DryAsync(ImportRig rig, string text, ConflictRule rule) =>
        await rig.DryRun.RunAsync(await rig.UploadAsync(text), ImportRig.Mapping(Mapping(rule)), progress: null, CancellationToken.None);

    private static ValueDifference Plain(ValueDifference value) => value with { Before = Plain(value.Before), After = Plain(value.After)! };

    // Escapes of letters are the product's own matter.
    private static string? Plain(string? json) => json is null ? null : System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(s_plain);

    private static readonly System.Text.Json.JsonSerializerOptions s_plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
