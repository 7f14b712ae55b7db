using System.Globalization;

namespace CdpStudio.Web.Privacy;

/// <summary>The certificate as people keep it.</summary>
internal static class CertificateFile
{
    public static string NameOf(long erasure) => string.Create(CultureInfo.InvariantCulture, $"erasure-{erasure}.json");

    /// <summary>Where a page downloads it.</summary>
    public static string AddressOf(long erasure) => string.Create(CultureInfo.InvariantCulture, $"/settings/privacy/erasures/{erasure}/certificate");
}
