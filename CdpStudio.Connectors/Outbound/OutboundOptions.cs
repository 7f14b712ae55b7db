using System.Globalization;
using System.Net;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Outbound;

/// <summary>Section <c>Outbound</c>: where the product may connect to when people name an address.</summary>
public sealed class OutboundOptions
{
    private static readonly char[] s_between = [',', ' '];

    /// <summary>
    /// Names, addresses or networks such as <c>10.1.0.0/16</c>, separated by commas, that may be connected to although they lie in a
    /// private network or on this machine, and on any port. Others there are refused, so that nobody can look around in the network.
    /// </summary>
    public string AllowedPrivateHosts { get; set; } = "";

    /// <summary>Ports of public hosts that may be connected to.</summary>
    public string Ports { get; set; } = "80,443,8080,8443";

    internal bool AllowsHost(string host) => Parts(AllowedPrivateHosts).Contains(host, StringComparer.OrdinalIgnoreCase);

    internal bool AllowsAddress(IPAddress address) =>
        Parts(AllowedPrivateHosts).Any(part => IPNetwork.TryParse(part, out var network) ? network.Contains(address) : IPAddress.TryParse(part, out var one) && one.Equals(address));

    internal bool AllowsPort(int port) => Parts(Ports).Contains(port.ToString(CultureInfo.InvariantCulture), StringComparer.Ordinal);

    internal static string[] Parts(string list) => list.Split(s_between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A port or network that nobody can read would allow nothing, in silence.</summary>
internal sealed class ValidateOutboundOptions : IValidateOptions<OutboundOptions>
{
    public ValidateOptionsResult Validate(string? name, OutboundOptions options)
    {
        if (OutboundOptions.Parts(options.Ports).FirstOrDefault(p => !ushort.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port == 0) is { } notPort)
            return ValidateOptionsResult.Fail($"Outbound:Ports holds '{notPort}', which is no port.");
        if (OutboundOptions.Parts(options.AllowedPrivateHosts).FirstOrDefault(p => p.Contains('/', StringComparison.Ordinal) && !IPNetwork.TryParse(p, out _)) is { } notNetwork)
            return ValidateOptionsResult.Fail($"Outbound:AllowedPrivateHosts holds '{notNetwork}', which is no network.");

        return ValidateOptionsResult.Success;
    }
}
