using System.Diagnostics;
using CdpStudio.Core.Audience;

namespace CdpStudio.Web.Profiles.Past;

/// <summary>By which clock a past moment is read.</summary>
public enum PastReading
{
    /// <summary>All that is known today about that time.</summary>
    AsNowKnown,

    /// <summary>Only what had been recorded by then.</summary>
    AsKnownThen,
}

/// <summary>How an address names a reading.</summary>
internal static class PastReadingName
{
    public static string Of(PastReading reading) => reading switch
    {
        PastReading.AsNowKnown => "now",
        PastReading.AsKnownThen => "then",
        _ => throw new UnreachableException(reading.ToString()),
    };

    /// <returns>Null for a name of no reading; nothing at all means what is known now.</returns>
    public static PastReading? Find(string? name) =>
        name is null ? PastReading.AsNowKnown : Enum.GetValues<PastReading>().Select(r => (PastReading?)r).FirstOrDefault(r => Of(r!.Value) == name);

    public static KnownAt? KnownAt(PastReading reading, DateTimeOffset at) => reading == PastReading.AsKnownThen ? new KnownAt.Moment(at) : null;
}
