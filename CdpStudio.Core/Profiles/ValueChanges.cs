using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Profiles;

/// <summary>
/// What a fact changed of what wins, at the moment when the product was told. Memory answers for what came in order; what came late, and who
/// became one person, is looked up by what was known before.
/// </summary>
public sealed class ValueChanges
{
    private readonly AttributeChanges _changes;
    private readonly PastProfile _past;

    internal ValueChanges(AttributeChanges changes, PastProfile past) => (_changes, _past) = (changes, past);

    /// <summary>Whether the assertion made what wins another value, and such a one. The engine has to know it.</summary>
    public async Task<bool> IsByAsync(Fact.Assertion said, Rule.Changed asked, CancellationToken cancellationToken)
    {
        var told = Math.Max(said.RecordedAt, said.ValidFrom);
        if (_changes.By(said.Profile, asked.Name, new AssertionPlace(said.ValidFrom, said.Number), told) is not { } change) return false;
        if (!change.IsLate) return _changes.Takes(asked, change.Before, change.After);

        var before = await ValueAsync(said.Profile, asked.Name, told, said.Number - 1, cancellationToken);
        return _changes.Takes(asked, before, await ValueAsync(said.Profile, asked.Name, told, said.Number, cancellationToken));
    }

    /// <summary>
    /// Whether two who became one person had different values, of which one wins now: for the person that results it is another value. Where
    /// only one of them had a value nothing changed; it is merely known of the other too. The engine has to know the edge.
    /// </summary>
    /// <param name="since">What came to be so earlier counts no more.</param>
    public async Task<bool> IsByAsync(Fact.Edge joined, long since, Rule.Changed asked, CancellationToken cancellationToken)
    {
        var (name, told) = (asked.Name, joined.RecordedAt);
        if (!_changes.MayBeByJoining(joined.A.Profile, name, since, told)) return false;
        if (await ValueAsync(joined.A.Profile, name, told, joined.Number - 1, cancellationToken) is not { } one) return false;
        if (await ValueAsync(joined.B.Profile, name, told, joined.Number - 1, cancellationToken) is not { } other) return false;

        var after = await ValueAsync(joined.A.Profile, name, told, joined.Number, cancellationToken);
        return AttributeChanges.Differ(one, other) && (_changes.Takes(asked, one, after) || _changes.Takes(asked, other, after));
    }

    private Task<StudioValue?> ValueAsync(ProfileId profile, string attribute, long moment, long upTo, CancellationToken cancellationToken) =>
        _past.ValueAsync(profile, attribute, _changes.TypeOf(attribute), moment, new KnownAt.Fact(upTo), cancellationToken);
}
