using System.Net;
using CdpStudio.Web.Tests.Testing;

namespace CdpStudio.Web.Tests.Ingestion;

/// <summary>Thousands that begin a request and never end it: nobody waits for them, and the server ends them.</summary>
[Collection(nameof(Alone))]
public sealed class SlowClientTests(ListeningStudio studio) : IClassFixture<ListeningStudio>
{
    private const int Slow = 2_000;
    private const long MostMemory = 256L * 1024 * 1024;

    [Fact]
    public async Task Clients_ThousandsThatNeverEndTheirBody_KeepNobodyWaitingAndAreEnded()
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("slow") + ":");
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var slow = new List<RawConnection>();
        try
        {
            for (var i = 0; i < Slow; i++)
            {
                slow.Add(await studio.ConnectAsync());
                await slow[^1].SendAsync($"POST /v1/track HTTP/1.1\r\nHost: x\r\nAuthorization: {key.Item2}\r\nContent-Length: 30000\r\n\r\n{{\"userId\":");
            }

            for (var i = 0; i < 20; i++)
            {
                using var quick = await studio.SendAsync(HttpMethod.Post, "/v1/track", "{\"userId\":\"u\",\"event\":\"x\"}"u8.ToArray(), key);
                Assert.Equal(HttpStatusCode.OK, quick.StatusCode);
            }

            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostMemory);
            // Too few bytes a second: 408, or the connection is closed without a word.
            foreach (var connection in (RawConnection[])[slow[0], slow[^1]]) Assert.Contains(RawConnection.StatusOf(await connection.HeadAsync()), (int[])[0, 408]);
        }
        finally
        {
            slow.ForEach(c => c.Dispose());
        }
    }
}
