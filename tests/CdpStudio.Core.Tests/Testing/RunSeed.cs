using System.Globalization;

namespace CdpStudio.Core.Tests.Testing;

/// <summary>Where a run's chance begins: as <c>CDPSTUDIO_TEST_SEED</c> says, so that a failure is seen again, else anew each time.</summary>
internal static class RunSeed
{
    public static int Value { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Environment.TickCount;
}
