using CdpStudio.Core.Kernel;
using CdpStudio.Core.Tests.Reference;

namespace CdpStudio.Core.Tests.IdentityResolution;

internal static class BirthWords
{
    // Two that are one slip apart, one that is apart from both, one a slip away from that, one that is none, and what takes it back.
    private static readonly string?[] s_dates =
        ["\"1961-03-12\"", "\"1961-03-21T00:00:00Z\"", "\"1990-11-02\"", "\"1990-11-03\"", "\"1961-03-12\"", "\"1990-11-02\"", "\"1900-01-01\"", null];

    /// <summary>A program or somebody here says when a person was born, or that it is not known.</summary>
    public static void Say(FactBook book, Identifier of, int which, long timestamp)
    {
        book.Seen([of], timestamp);
        book.Said([of], which % 3 == 0 ? "dob" : "Birth_Date", s_dates[which % s_dates.Length], timestamp, which % 5 == 0 ? SourceId.ByHand : null);
    }
}
