using System.Globalization;
using System.Runtime.CompilerServices;

namespace CdpStudio.Core.Tests.Testing;

/// <summary>The whole suite runs again under the culture that <c>CDPSTUDIO_TEST_CULTURE</c> names.</summary>
internal static class RunCulture
{
    [ModuleInitializer]
    internal static void Set()
    {
        if (Environment.GetEnvironmentVariable("CDPSTUDIO_TEST_CULTURE") is not { Length: > 0 } name) return;

        var culture = CultureInfo.GetCultureInfo(name);
        CultureInfo.DefaultThreadCurrentCulture = culture;
        CultureInfo.DefaultThreadCurrentUICulture = culture;
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }
}
