using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CdpStudio.EndToEnd.Clients;

/// <summary>A shop's page on an origin of its own: another port is another origin.</summary>
internal sealed class ShopSite : IAsyncDisposable
{
    private const string Page = """
        <!doctype html><html lang="en"><head><meta charset="utf-8"><title>Tëst shop 商店</title><link rel="icon" href="data:,"></head>
        <body><h1>Shop</h1><script src="/shop.js"></script></body></html>
        """;

    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    private ShopSite(Uri address, string script, Func<string, string>? pages)
    {
        Address = address;
        _listener.Prefixes.Add(address.ToString());
        _listener.Start();
        _serving = ServeAsync(script, pages ?? (_ => Page));
    }

    public Uri Address { get; }

    /// <param name="script">Of every page, under <c>/shop.js</c>.</param>
    /// <param name="pages">The page of each path; null for one that loads the script.</param>
    public static ShopSite Open(string script, Func<string, string>? pages = null)
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        return new ShopSite(new Uri($"http://127.0.0.1:{port}/"), script, pages);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync(string script, Func<string, string> pages)
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                var path = context.Request.Url!.AbsolutePath;
                var isScript = path == "/shop.js";
                context.Response.ContentType = isScript ? "text/javascript; charset=utf-8" : "text/html; charset=utf-8";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(isScript ? script : pages(path)));
                context.Response.Close();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                // Stopped, or the browser went away.
            }
        }
    }
}
