using System.Globalization;
using Microsoft.Playwright;

namespace CdpStudio.EndToEnd.Browser;

/// <summary>A connection that is far away. The browser's own throttling leaves web sockets alone, so they are held back here.</summary>
internal static class Latency
{
    /// <summary>Before the first page: each message of the circuit takes so long, in both directions and in its order.</summary>
    public static Task DelayCircuitAsync(this IPage page, TimeSpan each) =>
        page.AddInitScriptAsync(
            """
            (() => {
              const each = MILLISECONDS, Near = window.WebSocket;
              window.WebSocket = class extends Near {
                send(data) { setTimeout(() => { if (this.readyState === Near.OPEN) super.send(data); }, each); }
                set onmessage(handle) { super.onmessage = message => setTimeout(() => handle(message), each); }
                get onmessage() { return super.onmessage; }
              };
            })();
            """.Replace("MILLISECONDS", each.TotalMilliseconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
}
