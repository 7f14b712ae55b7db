using CdpStudio.Core.Facts;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;

namespace CdpStudio.Core.Journeys.Runtime;

/// <summary>The entry of a journey that facts let people into.</summary>
/// <param name="OpenAfter">Later facts let in.</param>
internal abstract record FactDoor(PublishedVersion Version, long OpenAfter)
{
    /// <summary>A fact that comes in later than this lets nobody in: imported history must not send mail.</summary>
    public static readonly TimeSpan LatestBy = TimeSpan.FromDays(3);

    /// <summary>What a client's clock may be ahead after it was corrected; beyond it a fact lies in the future and lets nobody in.</summary>
    public static readonly TimeSpan AheadBy = TimeSpan.FromMinutes(1);

    /// <param name="Filters">Null when the name is enough.</param>
    public sealed record Event(PublishedVersion Version, EventPattern Pattern, Rule.Did? Filters, long OpenAfter) : FactDoor(Version, OpenAfter);

    /// <param name="Key">The attribute's folded name.</param>
    public sealed record Change(PublishedVersion Version, string Key, Rule.Changed Asked, long OpenAfter) : FactDoor(Version, OpenAfter);

    /// <summary>Null when what it asks cannot be read any more: then nobody comes in, rather than everybody.</summary>
    public static FactDoor? Of(PublishedVersion version, long openAfter) => version.Entry?.Trigger switch
    {
        EntryTrigger.Event { Where: null } on => new Event(version, EventPattern.Of(on.Name), Filters: null, openAfter),
        EntryTrigger.Event on => SavedRule.Read(EntryRule.Of(on)) is Rule.Did filters ? new Event(version, EventPattern.Of(on.Name), filters, openAfter) : null,
        EntryTrigger.Change on => SavedRule.Read(EntryRule.Of(on)) is Rule.Changed asked ? new Change(version, StudioText.Key(on.Attribute), asked, openAfter) : null,
        _ => null,
    };

    /// <summary>Whether it may let somebody in, by what the fact itself says.</summary>
    /// <param name="name">Folded, of the event or the attribute; empty for other facts.</param>
    public bool MayTake(Fact fact, string name) => OpenAfter < fact.Number && (this, fact) switch
    {
        (Event door, Fact.Event happened) => door.Pattern.Takes(name) && IsInTime(happened.Timestamp, happened.RecordedAt),
        // What is said of an attribute is said of those below it.
        (Change door, Fact.Assertion said) =>
            (name == door.Key || door.Key.StartsWith(name + ".", StringComparison.Ordinal)) && IsInTime(said.ValidFrom, said.RecordedAt),
        (Change, Fact.Edge joined) => joined.A.Profile != joined.B.Profile,
        _ => false,
    };

    /// <summary>Judged by when it was taken, so that a second look judges the same.</summary>
    private static bool IsInTime(long at, long recordedAt) =>
        at <= recordedAt + (long)AheadBy.TotalMilliseconds && at >= recordedAt - (long)LatestBy.TotalMilliseconds;
}
