using System.Globalization;
using CdpStudio.Core.Tests.Testing;

namespace CdpStudio.Core.Tests.Journeys;

/// <summary>How often chance is asked, and from which seed: a tenth outside of the full tier.</summary>
internal static class RandomRuns
{
    public static int Count { get; } = Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_TIER") == "full" ? 10_000 : 1_000;

    /// <summary>A failure names the seed that shows it again.</summary>
    public static void Each(Action<Reference.Dice> check)
    {
        for (var i = 0; i < Count; i++)
        {
            var seed = unchecked(RunSeed.Value + i);
            try
            {
                check(new Reference.Dice(seed));
            }
            catch (Exception e)
            {
                throw new InvalidOperationException(string.Create(CultureInfo.InvariantCulture, $"CDPSTUDIO_TEST_SEED={seed}: {e.Message}"), e);
            }
        }
    }
}
