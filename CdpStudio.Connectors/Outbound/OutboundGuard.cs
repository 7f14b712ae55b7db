using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Outbound;

/// <summary>Looks a name up; its addresses. Throws <see cref="SocketException"/> when there are none.</summary>
internal delegate Task<IPAddress[]> NameLookup(string host, CancellationToken cancellationToken);

internal enum OutboundRefusal
{
    UnknownHost,
    PrivateHost,
}

internal sealed class OutboundRefusedException(OutboundRefusal refusal) : Exception(refusal.ToString())
{
    public OutboundRefusal Refusal { get; } = refusal;
}

/// <summary>
/// The one door to addresses that people name. What lies in a private network or on this machine is refused, unless the operator has
/// named it; one private address among public ones is enough. Whoever connects does so to the addresses that this returns, so a name
/// server that changes its answer in between changes nothing.
/// </summary>
internal sealed class OutboundGuard(NameLookup lookup, IOptions<OutboundOptions> options)
{
    // Names that a network gives out for itself, whatever they resolve to.
    private static readonly string[] s_privateNames = ["localhost", "localdomain", "internal", "local", "lan", "home.arpa"];

    /// <param name="allowed">The operator has named the host for this use.</param>
    /// <exception cref="OutboundRefusedException">It may not be connected to, or has no address.</exception>
    public async Task<IPAddress[]> AddressesOfAsync(string host, bool allowed, CancellationToken cancellationToken)
    {
        var name = host.Trim('[', ']').TrimEnd('.');
        allowed = allowed || options.Value.AllowsHost(name);
        if (!allowed && IsPrivateName(name)) throw new OutboundRefusedException(OutboundRefusal.PrivateHost);

        var addresses = await LookUpAsync(name, cancellationToken);
        if (!allowed && Array.Exists(addresses, a => PrivateNetworks.Contains(a) && !options.Value.AllowsAddress(a)))
            throw new OutboundRefusedException(OutboundRefusal.PrivateHost);

        return addresses;
    }

    /// <summary>Whether HTTP may go to that port of that host.</summary>
    public bool AllowsPort(Uri address) =>
        options.Value.AllowsPort(address.Port)
        || options.Value.AllowsHost(address.IdnHost)
        || (IPAddress.TryParse(address.IdnHost.Trim('[', ']'), out var ip) && options.Value.AllowsAddress(ip));

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>: looks at every connection when it is made.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var addresses = await AddressesOfAsync(context.DnsEndPoint.Host, allowed: false, cancellationToken);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsPrivateName(string name) =>
        Array.Exists(s_privateNames, p => name.Equals(p, StringComparison.OrdinalIgnoreCase) || name.EndsWith("." + p, StringComparison.OrdinalIgnoreCase));

    private async Task<IPAddress[]> LookUpAsync(string name, CancellationToken cancellationToken)
    {
        // In whatever form it is written; name servers are not asked, and 0.0.0.0 would be no question to them.
        if (IPAddress.TryParse(name, out var address)) return [address];

        try
        {
            var addresses = await lookup(name, cancellationToken);
            return addresses.Length > 0 ? addresses : throw new OutboundRefusedException(OutboundRefusal.UnknownHost);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            // ArgumentException: longer than a name can be.
            throw new OutboundRefusedException(OutboundRefusal.UnknownHost);
        }
    }
}
