using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Engine.Evaluation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;

namespace CdpStudio.Core.Audience;

/// <summary>
/// When the value that wins became another one. What is said again, or says what the language calls equal, changes nothing. From memory, and
/// from one state for each answer.
/// </summary>
public sealed class AttributeChanges
{
    /// <summary>Of each attribute a page looks at no more moments than this: one that is said all the time and never changes fills none.</summary>
    internal const int MostLookedAt = 1_000;

    private readonly LiveAudience _index;
    private readonly IAudienceCatalogue _catalogue;
    private readonly TimeProvider _clock;
    private Declared? _declared;

    internal AttributeChanges(LiveAudience index, IAudienceCatalogue catalogue, TimeProvider clock) =>
        (_index, _catalogue, _clock) = (index, catalogue, clock);

    /// <summary>A profile's changes, newest first; those of the future are left out.</summary>
    /// <param name="after">Where the page before ended; null starts at the newest.</param>
    public AttributeChangePage Page(ProfileId profile, AssertionPlace? after, int limit)
    {
        var snapshot = _index.Current;
        var row = snapshot.Rows.RowOf(profile);
        if (row < 0) return AttributeChangePage.None;

        var reader = new RowReader(snapshot);
        var now = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        var (found, end) = (new List<AttributeChange>(), (AssertionPlace?)null);
        foreach (var series in snapshot.Attributes.All)
        {
            var stopped = Look(new AttributeReader(snapshot, Declared(), series.Name), series.Name, reader, row, now, after, limit, found);
            // All of them are known down to the newest place where one was left.
            if (stopped is { } place && (end is null || place > end)) end = place;
        }

        return new AttributeChangePage([.. found.Where(c => end is null || c.Place >= end).OrderByDescending(c => c.Place)], end);
    }

    /// <summary>
    /// What an assertion changed; null when the same was so, when another one that came later is of the same moment, and when the assertion was
    /// undone: what else was said of its moment is no change by it.
    /// </summary>
    /// <param name="told">When it was recorded: what was known then of a later moment makes it a late one.</param>
    internal KnownChange? By(ProfileId profile, string attribute, AssertionPlace said, long told)
    {
        if (Reader(profile, attribute) is not var (reader, row, values)) return null;

        reader.MoveTo(row);
        var (isHeld, isLate) = (false, false);
        foreach (var (ts, number) in values.Series.SelectMany(s => Places(reader.Read(s))))
        {
            if (ts == said.ValidFrom && number > said.Fact) return null;

            isHeld |= number == said.Fact;
            isLate |= ts > said.ValidFrom && ts <= told && number < said.Fact;
        }

        if (!isHeld) return null;

        var (before, after) = Around(reader, row, values, said.ValidFrom);
        return isLate || ChangeTest.IsChange(before, after) ? new KnownChange(before, after, isLate) : null;
    }

    /// <summary>
    /// Whether two are one person, the value that wins came to be so within a span, and more than one of the person's numbers had its say.
    /// </summary>
    internal bool MayBeByJoining(ProfileId one, ProfileId other, string attribute, long since, long told)
    {
        if (Reader(one, attribute) is not var (reader, row, values) || reader.Snapshot.Rows.RowOf(other) != row) return false;

        reader.MoveTo(row);
        var speakers = values.Series.SelectMany(s => Speakers(reader.Read(s))).Distinct().Take(2).Count();
        var moments = values.Moments(reader).Where(m => m >= since && m <= told).ToList();
        return speakers == 2 && moments.Exists(m => Around(reader, row, values, m) is var (before, after) && ChangeTest.IsChange(before, after));
    }

    internal DataType? TypeOf(string attribute) => new AttributeReader(_index.Current, Declared(), attribute).Type;

    internal static bool Differ(StudioValue? one, StudioValue? other) => ChangeTest.IsChange(one, other);

    internal bool Takes(Rule.Changed asked, StudioValue? before, StudioValue? after) => new ChangeTest(asked.From, asked.To, Declared().Zone).Takes(before, after);

    /// <returns>Where it stopped because there was enough; null at the end.</returns>
    private static AssertionPlace? Look(
        AttributeReader values, string name, RowReader reader, int row, long now, AssertionPlace? after, int limit, List<AttributeChange> found)
    {
        reader.MoveTo(row);
        var moments = values.Series.SelectMany(s => Told(reader.Read(s)))
            .Where(t => t.ValidFrom <= now)
            .GroupBy(t => t.ValidFrom, (_, told) => told.MaxBy(t => t.Fact)!) // a group has one
            .Where(t => after is null || t.Place < after)
            .OrderByDescending(t => t.ValidFrom)
            .ToList();
        var left = limit;
        for (var i = 0; i < moments.Count; i++)
        {
            var (before, value) = Around(reader, row, values, moments[i].ValidFrom);
            if (ChangeTest.IsChange(before, value))
            {
                found.Add(new AttributeChange(
                    name, JsonAt(reader, row, values, moments[i].ValidFrom - 1), JsonAt(reader, row, values, moments[i].ValidFrom), moments[i].Source, moments[i].Place));
                left--;
            }

            if ((left == 0 || i + 1 == MostLookedAt) && i + 1 < moments.Count) return moments[i].Place;
        }

        return null;
    }

    private static (StudioValue? Before, StudioValue? After) Around(RowReader reader, int row, AttributeReader values, long moment)
    {
        // What is read of a row is held until the next one.
        reader.MoveTo(row);
        return (values.ValueAt(reader, moment - 1), values.ValueAt(reader, moment));
    }

    private static string? JsonAt(RowReader reader, int row, AttributeReader values, long moment)
    {
        reader.MoveTo(row);
        return values.JsonAt(reader, moment);
    }

    private static IEnumerable<TellingOf> Told(Slice slice)
    {
        for (var i = 0; i < slice.Count; i++)
            yield return new TellingOf(slice.View.TsOf(slice[i]), slice.View.NumberOf(slice[i]), new SourceId(slice.View.SourceOf(slice[i])));
    }

    private static IEnumerable<(long Ts, long Number)> Places(Slice slice)
    {
        for (var i = 0; i < slice.Count; i++) yield return (slice.View.TsOf(slice[i]), slice.View.NumberOf(slice[i]));
    }

    private static IEnumerable<int> Speakers(Slice slice)
    {
        for (var i = 0; i < slice.Count; i++) yield return slice.View.NodeOf(slice[i]);
    }

    private (RowReader Reader, int Row, AttributeReader Values)? Reader(ProfileId profile, string attribute)
    {
        var snapshot = _index.Current;
        return snapshot.Rows.RowOf(profile) is >= 0 and var row
            ? (new RowReader(snapshot), row, new AttributeReader(snapshot, Declared(), attribute))
            : null;
    }

    private Declared Declared()
    {
        var source = _catalogue.Current;
        if (_declared is { } known && ReferenceEquals(known.Source, source)) return known;

        return _declared = new Declared(source);
    }

    private sealed record TellingOf(long ValidFrom, long Fact, SourceId Source)
    {
        public AssertionPlace Place => new(ValidFrom, Fact);
    }
}

/// <param name="Before">JSON text; null when it was missing.</param>
/// <param name="After">JSON text; null when it was cleared.</param>
/// <param name="Source">Who said it; of several at one moment the last.</param>
/// <param name="Place">Since when it is so, and by which assertion.</param>
public sealed record AttributeChange(string Name, string? Before, string? After, SourceId Source, AssertionPlace Place);

/// <param name="Changes">Newest first.</param>
/// <param name="End">Hand it back for the next page, also when there were no changes; null at the end.</param>
public sealed record AttributeChangePage(IReadOnlyList<AttributeChange> Changes, AssertionPlace? End)
{
    public static AttributeChangePage None { get; } = new([], null);
}

/// <param name="IsLate">Something that was known already is of a later moment, so the value that won may be the same as before.</param>
internal sealed record KnownChange(StudioValue? Before, StudioValue? After, bool IsLate);
