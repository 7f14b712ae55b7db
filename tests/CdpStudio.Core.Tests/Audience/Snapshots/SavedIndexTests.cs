using System.Runtime.CompilerServices;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;
using CdpStudio.Core.Tests.Testing;
using Xunit.Abstractions;

namespace CdpStudio.Core.Tests.Audience.Snapshots;

public sealed class SavedIndexTests(ITestOutputHelper output)
{
    /// <summary>So small that little data is merged and brought home again and again.</summary>
    private static readonly MergeLimits s_small = new(SmallestMerge: 16, BasePerDelta: 4, SmallestRehome: 3, RowsPerRehome: 20, BlockBits: 6);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Load_AtAnyFact_GoesOnAsTheIndexThatWasNeverSaved(bool mergesOften)
    {
        var limits = mergesOften ? s_small : MergeLimits.Default;
        for (var set = 0; set < 5; set++)
        {
            var seed = RunSeed.Value + set;
            output.WriteLine(FormattableString.Invariant($"Seed {seed}."));
            var workspace = RandomWorkspace.Draw(seed, 20, RuleScope.Everything, parts: set % 2 == 1);
            var (facts, dice) = (workspace.Data.World.Facts, new Dice(seed));
            // Who will be erased is known at the start, as it is when an index that is saved was made.
            var erased = InMemoryEngine.Erased(facts).ToHashSet();
            var (kept, saved) = (new AudienceIndex(limits, erased), new AudienceIndex(limits, erased));
            for (var known = 0; known < facts.Count;)
            {
                var arriving = facts.Skip(known).Take(dice.Pick(1, 7, 50, 400)).ToList();
                var captured = dice.Chance(30) ? saved.Capture() : null;
                Apply(kept, arriving);
                Apply(saved, arriving);
                known += arriving.Count;
                if (captured is not null)
                {
                    // Written when the index has gone on.
                    saved = SavedIndex.Again(captured, limits);
                    Apply(saved, arriving);
                }

                if (dice.Chance(50)) continue;

                var written = SavedIndex.Bytes(saved);
                saved = SavedIndex.Again(saved, limits);
                Assert.Equal(written, SavedIndex.Bytes(saved));
            }

            var answers = new IndexAnswers(workspace.Data.World, workspace.Rules, workspace.Data.Now);
            await answers.AssertSameAsync(kept, saved);
            answers.AssertSameVocabulary(kept, saved);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Adopt_AtAnyFact_ChangesNothingThatAnybodySees(bool mergesOften)
    {
        var limits = mergesOften ? s_small : MergeLimits.Default;
        for (var set = 0; set < 5; set++)
        {
            var seed = RunSeed.Value + set;
            output.WriteLine(FormattableString.Invariant($"Seed {seed}."));
            var workspace = RandomWorkspace.Draw(seed, 20, RuleScope.Everything, parts: set % 2 == 1);
            var (facts, dice) = (workspace.Data.World.Facts, new Dice(seed));
            var erased = InMemoryEngine.Erased(facts).ToHashSet();
            var (kept, adopting) = (new AudienceIndex(limits, erased), new AudienceIndex(limits, erased));
            for (var known = 0; known < facts.Count;)
            {
                var arriving = facts.Skip(known).Take(dice.Pick(1, 7, 50, 400)).ToList();
                var captured = adopting.Capture();
                var then = adopting.Current;
                Apply(kept, arriving);
                Apply(adopting, arriving);
                known += arriving.Count;
                var written = SavedIndex.Bytes(captured);
                if (dice.Chance(30)) _ = adopting.Capture();
                SavedIndex.Adopt(adopting, captured, limits);
                Assert.Equal(written, SavedIndex.Bytes(captured));
                Assert.Equal(then.Rows.Count, captured.Snapshot.Rows.Count);
                adopting.Publish();

                if (dice.Chance(30)) adopting = SavedIndex.Again(adopting, limits);
            }

            var answers = new IndexAnswers(workspace.Data.World, workspace.Rules, workspace.Data.Now);
            await answers.AssertSameAsync(kept, adopting);
            answers.AssertSameVocabulary(kept, adopting);
        }
    }

    /// <summary>Or the disk would fill with files that nobody sees.</summary>
    [Fact]
    public void Adopt_NewerFiles_LetsGoOfOlderOnes()
    {
        var facts = RandomWorkspace.Draw(RunSeed.Value, 40, RuleScope.Everything, parts: false).Data.World.Facts;
        var index = new AudienceIndex(MergeLimits.Default, InMemoryEngine.Erased(facts));
        Apply(index, [.. facts.Where(f => f is not Fact.Cancellation)]);
        index = SavedIndex.Again(index, MergeLimits.Default);
        var files = Enumerable.Range(0, 4).Select(_ => Next(index)).ToList();

        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();

        Assert.Equal([false, false, true, true], files.Select(f => f.TryGetTarget(out var file)));
        Assert.Same(index.Current.File, files[^1].TryGetTarget(out var newest) ? newest : null);
        GC.KeepAlive(index);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference<MappedFile> Next(AudienceIndex index)
    {
        SavedIndex.Adopt(index, index.Capture(), MergeLimits.Default);
        index.Publish();
        return new WeakReference<MappedFile>(index.Current.File!);
    }

    private static void Apply(AudienceIndex index, List<Fact> facts)
    {
        foreach (var fact in facts) index.Apply(fact, CancelledFacts.None);
        index.Publish();
    }
}
