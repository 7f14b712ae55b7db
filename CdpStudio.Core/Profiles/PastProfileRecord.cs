using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Profiles;

/// <summary>A profile as of a moment. Times are milliseconds since the Unix epoch.</summary>
/// <param name="Id">The lowest number of those who were one person.</param>
/// <param name="Attributes">Those with a value, by name.</param>
/// <param name="Events">How many.</param>
/// <param name="LastEvents">The newest of them, newest first.</param>
/// <param name="Apart">Profiles that are one with this one today and were not known to be then; by their lowest numbers, in order.</param>
public sealed record PastProfileRecord(
    ProfileId Id,
    IReadOnlyList<Identifier> Identifiers,
    IReadOnlyList<PastAttribute> Attributes,
    long FirstSeen,
    long LastSeen,
    long Events,
    IReadOnlyList<Fact.Event> LastEvents,
    IReadOnlyList<ProfileId> Apart);

/// <param name="Value">JSON text as it was said, or of a sum or a union as it was made.</param>
/// <param name="ValidFrom">When it came to be so.</param>
/// <param name="RecordedAt">When the product was told.</param>
/// <param name="Fact">The assertion's number; of a sum or a union that of the newest in it.</param>
/// <param name="Win">Why it is the value.</param>
/// <param name="Others">What else was said of it by then, newest first and only so much of it.</param>
public sealed record PastAttribute(
    string Name, string Value, SourceId Source, long ValidFrom, long RecordedAt, long Fact, AttributeWin Win, IReadOnlyList<AttributeAssertion> Others);
