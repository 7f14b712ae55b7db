using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Profiles;

/// <summary>
/// What a fact changed of what wins, at the moment when the product was told. Memory answers for what came in order; what came late, and who
/// became one person, is looked up by what was known before. Of somebody who is too large for that nothing counts as a change.
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

        var (before, after) = (new Known(said.Profile, said.Number - 1), new Known(said.Profile, said.Number));
        return await ValuesAsync(asked.Name, told, [before, after], cancellationToken) is [var one, var other] && _changes.Takes(asked, one, other);
    }

    /// <summary>
    /// Whether two who became one person had different values, of which one wins now: for the person that results it is another value. Where
    /// only one of them had a value nothing changed; it is merely known of the other too. Who was taken apart since became nobody, and an edge
    /// that was undone joined nobody. The engine has to know the edge.
    /// </summary>
    /// <param name="since">What came to be so earlier counts no more.</param>
    public async Task<bool> IsByAsync(Fact.Edge joined, long since, Rule.Changed asked, CancellationToken cancellationToken)
    {
        if (!_changes.MayBeByJoining(joined.A.Profile, joined.B.Profile, asked.Name, since, joined.RecordedAt)) return false;
        if (!await _past.HoldsAsync(joined.Number, cancellationToken)) return false;

        var (a, b, both) = (new Known(joined.A.Profile, joined.Number - 1), new Known(joined.B.Profile, joined.Number - 1), new Known(joined.A.Profile, joined.Number));
        return await ValuesAsync(asked.Name, joined.RecordedAt, [a, b, both], cancellationToken) is [{ } one, { } other, var after]
            && AttributeChanges.Differ(one, other)
            && (_changes.Takes(asked, one, after) || _changes.Takes(asked, other, after));
    }

    /// <summary>Null when that is too much to be told.</summary>
    private async Task<StudioValue?[]?> ValuesAsync(string attribute, long moment, Known[] asked, CancellationToken cancellationToken)
    {
        var type = _changes.TypeOf(attribute);
        var values = new StudioValue?[asked.Length];
        try
        {
            for (var i = 0; i < asked.Length; i++)
                values[i] = await _past.ValueAsync(asked[i].Profile, attribute, type, moment, new KnownAt.Fact(asked[i].UpTo), cancellationToken);
        }
        catch (TooManyEdgesException)
        {
            return null;
        }

        return values;
    }

    /// <param name="UpTo">The last fact that was known.</param>
    private readonly record struct Known(ProfileId Profile, long UpTo);
}
