using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Tests.Profiles;

/// <summary>Some people, each with what finds them.</summary>
internal sealed class GivenPeople : IProfileDirectory
{
    private readonly Dictionary<ProfileId, ProfileRecord> _people = [];
    private readonly List<(string Text, ProfileHit Hit)> _hits = [];

    public long Position => 1;

    public long Count => _people.Count;

    /// <param name="text">What has to be asked for.</param>
    /// <param name="name">Null for nobody's.</param>
    /// <param name="identifiers">The first is the hit's.</param>
    public void Add(string text, string? name, FoundBy by, params Identifier[] identifiers)
    {
        var id = new ProfileId(_people.Count + 1);
        _people[id] = new ProfileRecord(
            id, identifiers, name is null ? [] : [new AttributeAssertion("name", $"\"{name}\"", DataType.Text, new SourceId(1), 0, 1)], 0, 0, 0);
        _hits.Add((text, new ProfileHit(id, identifiers[0], by)));
    }

    public ProfileId? Find(Identifier identifier) => null;

    public ProfileId? NumberOf(Identifier identifier) => null;

    public IReadOnlyList<ProfileHit> Search(string text, int limit) => [.. _hits.Where(h => h.Text == text).Select(h => h.Hit).Take(limit)];

    public ProfileRecord? Read(ProfileId profile) => _people.GetValueOrDefault(profile);

    public IReadOnlyList<ProfileId> Numbers(ProfileId profile) => [profile];

    public IReadOnlyList<ProfileEvent> Events(ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int limit) => [];

    public IReadOnlyList<AttributeAssertion> History(ProfileId profile, string? attribute, AssertionPlace? after, int limit) => [];
}
