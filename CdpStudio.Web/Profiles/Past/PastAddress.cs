using System.Diagnostics;
using System.Globalization;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Web.Profiles.Past;

/// <summary>Moments as addresses write them: RFC 3339, with an offset.</summary>
internal static class PastAddress
{
    /// <param name="moment">Null when nothing was asked.</param>
    /// <returns>False for what is no moment.</returns>
    public static bool TryMoment(string? text, out DateTimeOffset? moment)
    {
        moment = null;
        if (text is null) return true;

        // A + that stands in an address as it is means a blank.
        moment = Read(text) ?? Read(text.Replace(' ', '+'));
        return moment is not null;
    }

    /// <param name="knownAt">Null when nothing was asked.</param>
    /// <returns>False for what is neither a moment nor the number of a fact.</returns>
    public static bool TryKnownAt(string? text, out KnownAt? knownAt)
    {
        knownAt = null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var fact))
        {
            knownAt = new KnownAt.Fact(fact);
            return true;
        }

        if (!TryMoment(text, out var moment)) return false;

        if (moment is { } at) knownAt = new KnownAt.Moment(at);
        return true;
    }

    /// <summary>As JSON has it: a time or a number.</summary>
    public static object? Plain(KnownAt? knownAt) => knownAt switch
    {
        null => null,
        KnownAt.Fact last => last.Number,
        KnownAt.Moment moment => moment.At,
        _ => throw new UnreachableException(knownAt.GetType().Name),
    };

    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture);

    private static DateTimeOffset? Read(string text) =>
        WrittenDate.TryParse(text, out var date) && date is WrittenDate.Moment moment ? EpochTime.ToMoment(moment.Milliseconds) : null;
}
