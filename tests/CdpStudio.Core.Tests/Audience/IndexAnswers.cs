using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.Audience;

/// <summary>All that an index says, to be compared with what another one says that holds the same facts.</summary>
internal sealed class IndexAnswers(ReferenceWorld world, IReadOnlyList<Rule> rules, DateTimeOffset now)
{
    private readonly GivenCatalogue _catalogue = new(world);

    public async Task AssertSameAsync(AudienceIndex expected, AudienceIndex told)
    {
        await AssertSameMembersAsync(expected, told);
        foreach (var attribute in RandomData.AttributeNames) Assert.Equal(Values(expected, attribute), Values(told, attribute));
        for (var number = 1; number <= world.Facts.Count; number++) Assert.Equal(Shown(expected, number), Shown(told, number));
        foreach (var identifier in world.Facts.OfType<Fact.Edge>().SelectMany(e => new[] { e.A.Identifier, e.B.Identifier }).Distinct())
            Assert.Equal(Directory(expected).Find(identifier), Directory(told).Find(identifier));
    }

    public async Task AssertSameMembersAsync(AudienceIndex expected, AudienceIndex told)
    {
        Assert.Equal(expected.Current.Position, told.Current.Position);
        foreach (var rule in rules) Assert.Equal(await MembersAsync(expected, rule), await MembersAsync(told, rule));
    }

    /// <summary>What erased people left in the names and sums of an index that went on is told there only.</summary>
    public void AssertSameVocabulary(AudienceIndex expected, AudienceIndex told)
    {
        var (one, other) = (new IndexedVocabulary(new LiveAudience(expected), _catalogue), new IndexedVocabulary(new LiveAudience(told), _catalogue));
        Assert.Equal(one.Attributes(), other.Attributes());
        Assert.Equal(one.Events(), other.Events());
        foreach (var name in one.Events().Select(e => e.Name))
        {
            Assert.Equal(one.Properties(name), other.Properties(name));
            foreach (var path in one.Properties(name).Select(p => p.Path))
                Assert.Equal(Plain(one.PropertyValues(name, path, "", 1_000)), Plain(other.PropertyValues(name, path, "", 1_000)));
        }
    }

    private Task<IReadOnlyList<ProfileId>> MembersAsync(AudienceIndex index, Rule rule) =>
        InMemoryEngine.Over(index, world, _catalogue, now).MembersAsync(new AudienceQuery(rule), null, int.MaxValue, CancellationToken.None);

    private IEnumerable<(string, long)> Values(AudienceIndex index, string attribute) =>
        Plain(new IndexedVocabulary(new LiveAudience(index), _catalogue).AttributeValues(attribute, "", 1_000));

    // Of several spellings any one is shown.
    private static IEnumerable<(string, long)> Plain(IEnumerable<KnownValue> values) => values.Select(v => (StudioText.Key(v.Value), v.Count)).Order();

    private string Shown(AudienceIndex index, long number)
    {
        var (directory, profile) = (Directory(index), new ProfileId(number));
        var record = directory.Read(profile);
        return JsonSerializer.Serialize(new
        {
            Record = record is null ? null : record with { Identifiers = [], Attributes = [] },
            // What came with one fact stands in no order, and names are spelled as first seen, by erased people too.
            Identifiers = record?.Identifiers.Order(Comparer<Identifier>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))),
            Attributes = Plain(record?.Attributes ?? []),
            History = Plain(directory.History(profile, null, null, 99)),
            Numbers = directory.Numbers(profile),
            Events = directory.Events(profile, [], null, 99).Select(e => e.Fact),
        });
    }

    private static IEnumerable<string> Plain(IEnumerable<AttributeAssertion> said) =>
        said.Select(a => (a with { Name = StudioText.Key(a.Name) }).ToString()).Order(StringComparer.Ordinal);

    private IndexedProfileDirectory Directory(AudienceIndex index) => new(new LiveAudience(index), _catalogue, new StoppedClock(now));
}
