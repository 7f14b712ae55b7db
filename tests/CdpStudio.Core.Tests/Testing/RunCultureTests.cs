using System.Globalization;

namespace CdpStudio.Core.Tests.Testing;

public sealed class RunCultureTests
{
    // Guards the guard: a run that silently fell back to the invariant culture would prove nothing.
    [Fact]
    public async Task Culture_OfTheRun_HoldsOnTestThreadsAndInThePool()
    {
        if (Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_CULTURE") is not { Length: > 0 } name) return;

        Assert.Equal(name, CultureInfo.CurrentCulture.Name);
        Assert.Equal(name, await Task.Run(() => CultureInfo.CurrentCulture.Name));
        Assert.NotEqual("3.5", 3.5.ToString(CultureInfo.CurrentCulture));
    }
}
