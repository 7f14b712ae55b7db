using System.Globalization;
using System.Net;
using CdpStudio.Web.Ingestion;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Ingestion;

/// <summary>More than the product can hold at once, and a database that is not there: memory is bounded, and everybody is told.</summary>
public sealed class OverloadTests(OverloadTests.SmallRooms studio) : IClassFixture<OverloadTests.SmallRooms>
{
    private const string Call = "{\"userId\":\"u\",\"event\":\"x\"}";

    [Fact]
    public async Task Bodies_OfManyThatSendNoKeyAndNeverEnd_TakeNoRoomFromThoseWhoAreKnown()
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("known") + ":");
        var idle = new List<RawConnection>();
        // Twice as many as find room: one that comes just while the stranger below is looked at is sent away and leaves its place free.
        for (var i = 0; i < 2 * SmallRooms.UnknownBytes / 4096; i++)
        {
            idle.Add(await studio.ConnectAsync());
            await idle[^1].SendAsync("POST /v1/track HTTP/1.1\r\nHost: x\r\nContent-Length: 400000\r\n\r\n{");
        }

        using var stranger = await UntilAsync(() => studio.SendAsync(HttpMethod.Post, "/v1/track", Bytes(Call)), HttpStatusCode.ServiceUnavailable);
        using var known = await studio.SendAsync(HttpMethod.Post, "/v1/track", Bytes(Call), key);

        Assert.Equal("1", stranger.Headers.GetValues("Retry-After").Single());
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);

        idle.ForEach(c => c.Dispose());
        using var later = await UntilAsync(() => studio.SendAsync(HttpMethod.Post, "/v1/track", Bytes(Call)), HttpStatusCode.Unauthorized);
        Assert.Equal(HttpStatusCode.Unauthorized, later.StatusCode);
    }

    [Fact]
    public async Task Body_LargerThanTheRoomThatIsLeft_IsToldToComeAgain()
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("large") + ":");
        var body = Batch(2_400);

        using var large = await studio.SendAsync(HttpMethod.Post, "/v1/batch", body, key);
        using var packed = await studio.SendAsync(HttpMethod.Post, "/v1/batch", TrackingTests.Gzip(body), key);
        using var small = await studio.SendAsync(HttpMethod.Post, "/v1/track", Bytes(Call), key);

        Assert.Equal(
            [HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK],
            new[] { large, packed, small }.Select(r => r.StatusCode));
        Assert.All([large, packed], r => Assert.Equal("1", r.Headers.GetValues("Retry-After").Single()));
    }

    [Fact]
    public async Task Inbox_WithoutRoom_IsToldWhenToComeAgainUntilThereIsSome()
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("full") + ":");
        // More than the inbox ever holds, so it does not matter how fast it is emptied.
        var tooMany = Batch(SmallRooms.InboxLimit + 1);

        Assert.Equal("5", await RefusedAsync());
        Assert.Equal("5", await RefusedAsync());
        using var taken = await studio.SendAsync(HttpMethod.Post, "/v1/track", Bytes(Call), key);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
        Assert.Equal("5", await RefusedAsync());

        async Task<string> RefusedAsync()
        {
            using var refused = await studio.SendAsync(HttpMethod.Post, "/v1/batch", tooMany, key);
            Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
            return refused.Headers.GetValues("Retry-After").Single();
        }
    }

    [Theory]
    [InlineData("Authorization: Basic bm9ib2R5Og==\r\n")]
    [InlineData("X-Write-Key: nobody\r\n")]
    public async Task Key_OfNobody_IsRefusedBeforeTheBodyComes(string header)
    {
        using var connection = await studio.ConnectAsync();

        await connection.SendAsync($"POST /v1/track HTTP/1.1\r\nHost: x\r\n{header}Content-Length: 400000\r\n\r\n");

        Assert.Equal(401, RawConnection.StatusOf(await connection.HeadAsync()));
    }

    [Fact]
    public async Task Database_LockedByAnother_IsToldWithinSecondsAndNothingIsLost()
    {
        var key = RunningStudio.Basic(await studio.CreateSourceAsync("locked") + ":");
        await using var other = new SqliteConnection($"Data Source={Path.Combine(studio.Folder, "studio.db")};Pooling=false");
        await other.OpenAsync();
        await using var command = other.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();

        using var refused = await studio.SendAsync(HttpMethod.Post, "/v1/track", Bytes(Call), key);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("5", refused.Headers.GetValues("Retry-After").Single());
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync();
        using var taken = await studio.SendAsync(HttpMethod.Post, "/v1/track", Bytes(Call), key);
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    private static byte[] Batch(int messages) =>
        Bytes($"{{\"batch\":[{string.Join(',', Enumerable.Repeat("{\"type\":\"track\",\"userId\":\"u\",\"event\":\"x\"}", messages))}]}}");

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static async Task<HttpResponseMessage> UntilAsync(Func<Task<HttpResponseMessage>> send, HttpStatusCode expected)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var response = await send();
            if (response.StatusCode == expected) return response;

            response.Dispose();
            await timer.WaitForNextTickAsync(limit.Token);
        }
    }

    public sealed class SmallRooms : ListeningStudio
    {
        public const int UnknownBytes = 64 * 1024;
        public const int InboxLimit = 100;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("Ingestion:InboxLimit", InboxLimit.ToString(CultureInfo.InvariantCulture));
            builder.ConfigureTestServices(services => services.AddSingleton(new BodyBudgets(known: 64 * 1024, UnknownBytes)));
        }
    }
}
