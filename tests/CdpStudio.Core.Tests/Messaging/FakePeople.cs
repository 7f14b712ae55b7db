using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Tests.Messaging;

/// <summary>Profiles as a test says, without facts behind them.</summary>
internal sealed class FakePeople : IProfileDirectory
{
    private readonly Dictionary<long, ProfileRecord> _people = [];
    private readonly Dictionary<long, long> _merged = [];

    public long Position => 1;

    public long Count => _people.Count;

    /// <param name="emails">As they were said, valid or not.</param>
    public ProfileId Add(long id, params string[] emails)
    {
        var attributes = new AttributeAssertion("firstName", JsonSerializer.Serialize($"P{id}"), DataType.Text, new SourceId(1), 0, 1);
        _people[id] = new ProfileRecord(
            new ProfileId(id),
            [new Identifier(IdentifierNamespace.UserId, id.ToString(CultureInfo.InvariantCulture)), .. emails.Select(e => new Identifier(IdentifierNamespace.Email, e))],
            [attributes], 0, 0, 0);
        return new ProfileId(id);
    }

    /// <summary>Whose address is another's identifier: it was only said of them.</summary>
    public ProfileId AddSharing(long id, string email)
    {
        var person = Add(id);
        var said = new AttributeAssertion("Email", JsonSerializer.Serialize(email), DataType.Text, new SourceId(1), 0, 2);
        _people[id] = _people[id] with { Attributes = [.. _people[id].Attributes, said] };
        return person;
    }

    /// <summary>From now on the one number is read as the other, which stands as it was added.</summary>
    public void Merge(ProfileId gone, ProfileId into)
    {
        _people.Remove(gone.Value);
        _merged[gone.Value] = into.Value;
    }

    public void Forget(ProfileId id) => _people.Remove(id.Value);

    public ProfileId? Find(Identifier identifier) => _people.Values.FirstOrDefault(p => p.Identifiers.Contains(identifier))?.Id;

    public ProfileId? NumberOf(Identifier identifier) => Find(identifier);

    public IReadOnlyList<ProfileHit> Search(string text, int limit) => throw new NotSupportedException();

    public ProfileRecord? Read(ProfileId profile) => _people.GetValueOrDefault(_merged.GetValueOrDefault(profile.Value, profile.Value));

    public IReadOnlyList<ProfileId> Numbers(ProfileId profile) =>
        [.. _merged.Where(m => m.Value == profile.Value).Select(m => new ProfileId(m.Key)).Append(profile).Order()];

    public IReadOnlyList<ProfileEvent> Events(ProfileId profile, IReadOnlyList<string> names, ProfileEvent? after, int limit) => throw new NotSupportedException();

    public IReadOnlyList<AttributeAssertion> History(ProfileId profile, string? attribute, AssertionPlace? after, int limit) => throw new NotSupportedException();
}
