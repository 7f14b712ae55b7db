using System.Net;
using CdpStudio.Connectors.Outbound;
using CdpStudio.Connectors.Sources.HttpFiles;
using CdpStudio.Core.Sources.Recurring;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Tests.Sources;

public sealed class HttpFileFetcherTests : IAsyncLifetime
{
    private readonly List<(string Host, string Path, IHeaderDictionary Headers)> _asked = [];
    private WebApplication _server = null!; // made before each test
    private int _port;

    [Fact]
    public async Task Fetch_File_BringsItsContentNameAndTags()
    {
        await using var answer = await FetchAsync("/export/people.csv");

        var file = Assert.IsType<FetchAnswer.File>(answer);
        Assert.Equal(("people.csv", "\"7\"", "Thu, 01 Jan 2026 00:00:00 GMT", 4L), (file.Name, file.ETag, file.LastModified, file.Bytes));
        Assert.Equal("a\n1\n", await new StreamReader(file.Content).ReadToEndAsync());
        await using var named = await FetchAsync("/named");
        Assert.Equal("a b.csv", Assert.IsType<FetchAnswer.File>(named).Name);
    }

    [Fact]
    public async Task Fetch_WithTheTagsOfTheLastFile_HearsThatNothingChanged()
    {
        await using var answer = await FetchAsync("/export/people.csv", etag: "\"7\"");

        Assert.IsType<FetchAnswer.NotChanged>(answer);
    }

    [Theory]
    [InlineData("/status/401", RecurringProblem.SignInRefused)]
    [InlineData("/status/403", RecurringProblem.SignInRefused)]
    [InlineData("/status/404", RecurringProblem.AddressMissing)]
    [InlineData("/status/410", RecurringProblem.AddressMissing)]
    [InlineData("/status/429", RecurringProblem.ServerBusy)]
    [InlineData("/status/503", RecurringProblem.ServerBusy)]
    [InlineData("/status/204", RecurringProblem.OtherAnswer)]
    [InlineData("/status/206", RecurringProblem.OtherAnswer)]
    [InlineData("/status/302", RecurringProblem.BadRedirect)]
    [InlineData("/loop", RecurringProblem.TooManyRedirects)]
    [InlineData("/to?ftp://files.example/a.csv", RecurringProblem.BadAddress)]
    [InlineData("/to?file:///etc/passwd", RecurringProblem.BadAddress)]
    [InlineData("/to?http://user:pass@files.example/a.csv", RecurringProblem.BadAddress)]
    [InlineData("/to?http://169.254.169.254/latest/meta-data/", RecurringProblem.PrivateHost)]
    [InlineData("/to?http://[::ffff:127.0.0.1]/", RecurringProblem.PrivateHost)]
    [InlineData("/to?http://localhost/", RecurringProblem.PrivateHost)]
    [InlineData("/to?http://93.184.216.34:22/", RecurringProblem.PortRefused)]
    public async Task Fetch_OtherAnswers_AreProblemsInWordsWithoutTheirBody(string path, RecurringProblem problem)
    {
        var failed = await Assert.ThrowsAsync<FetchFailedException>(() => FetchAsync(path));

        Assert.Equal(problem, failed.Problem);
        Assert.DoesNotContain("body of the server", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_BusyServer_SaysHowMuchLaterItWantsToBeAsked()
    {
        var failed = await Assert.ThrowsAsync<FetchFailedException>(() => FetchAsync("/busy"));

        Assert.Equal((RecurringProblem.ServerBusy, TimeSpan.FromSeconds(90)), (failed.Problem, failed.After!.Value));
    }

    [Fact]
    public async Task Fetch_RedirectToAnotherHost_IsFollowedWithoutTheSignIn()
    {
        foreach (var signIn in (FetchSignIn[])[new FetchSignIn.Basic("shop", "s3cret"), new FetchSignIn.Bearer("s3cret"), new FetchSignIn.Header("X-Key", "s3cret")])
        {
            _asked.Clear();
            await using var answer = await FetchAsync($"/to?http://other.example:{_port}/export/people.csv", signIn);

            Assert.IsType<FetchAnswer.File>(answer);
            Assert.Equal(["files.example", "other.example"], _asked.Select(a => a.Host));
            Assert.Contains(_asked[0].Headers, h => h.Key is "Authorization" or "X-Key");
            Assert.DoesNotContain(_asked[1].Headers, h => h.Key is "Authorization" or "X-Key");
        }
    }

    [Fact]
    public async Task Fetch_RedirectWithinTheServer_KeepsTheSignIn()
    {
        await using var answer = await FetchAsync("/to?/export/people.csv", new FetchSignIn.Basic("shop", "s3cret"));

        Assert.All(_asked, a => Assert.Equal("Basic c2hvcDpzM2NyZXQ=", a.Headers.Authorization));
        Assert.All(_asked, a => Assert.Equal("identity", a.Headers.AcceptEncoding));
    }

    [Theory]
    [InlineData("http://unknown.example/")]
    [InlineData("http://127.0.0.3:1/")]
    public async Task Fetch_ServerThatIsNotThere_IsOneProblemForAllReasons(string address)
    {
        using var fetcher = Fetcher();

        var failed = await Assert.ThrowsAsync<FetchFailedException>(() => fetcher.FetchAsync(new FetchRequest(new Uri(address), new FetchSignIn.None()), default));

        Assert.Equal(RecurringProblem.NoAnswer, failed.Problem);
    }

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        await _server.StartAsync();
        _port = new Uri(_server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
    }

    public async Task DisposeAsync() => await _server.DisposeAsync();

    private async Task<FetchAnswer> FetchAsync(string path, FetchSignIn? signIn = null, string? etag = null)
    {
        using var fetcher = Fetcher();
        var answer = await fetcher.FetchAsync(new FetchRequest(new Uri($"http://files.example:{_port}{path}"), signIn ?? new FetchSignIn.None(), etag), default);
        // Read before the connection goes with the fetcher.
        if (answer is not FetchAnswer.File file) return answer;

        var content = new MemoryStream();
        await file.Content.CopyToAsync(content);
        content.Position = 0;
        return file with { Content = content };
    }

    /// <summary>Its name server knows the test's hosts, which lie on this machine and are named by the operator.</summary>
    private HttpFileFetcher Fetcher()
    {
        var options = new OutboundOptions { AllowedPrivateHosts = "files.example,other.example,127.0.0.3", Ports = "80,443" };
        return new HttpFileFetcher(new OutboundGuard(LookUpAsync, Options.Create(options)), TimeProvider.System);
    }

    private static Task<IPAddress[]> LookUpAsync(string host, CancellationToken cancellationToken) => host switch
    {
        "files.example" or "other.example" => Task.FromResult<IPAddress[]>([IPAddress.Loopback]),
        "unknown.example" => throw new System.Net.Sockets.SocketException((int)System.Net.Sockets.SocketError.HostNotFound),
        _ => Dns.GetHostAddressesAsync(host, cancellationToken),
    };

    private async Task AnswerAsync(HttpContext context)
    {
        // The server uses the dictionary again.
        _asked.Add((context.Request.Host.Host, context.Request.Path, new HeaderDictionary(context.Request.Headers.ToDictionary())));
        var response = context.Response;
        switch (context.Request.Path.Value!.Split('/')[1])
        {
            case "status":
                response.StatusCode = int.Parse(context.Request.Path.Value.Split('/')[2], System.Globalization.CultureInfo.InvariantCulture);
                if (response.StatusCode is not 204) await response.WriteAsync("body of the server");
                break;
            case "busy":
                response.StatusCode = 503;
                response.Headers.RetryAfter = "90";
                break;
            case "to":
                response.StatusCode = 302;
                response.Headers.Location = context.Request.QueryString.Value![1..];
                break;
            case "loop":
                response.StatusCode = 307;
                response.Headers.Location = "/loop";
                break;
            case "named":
                response.Headers.ContentDisposition = "attachment; filename=\"x.csv\"; filename*=UTF-8''a%20b.csv";
                await response.WriteAsync("a\n");
                break;
            case "export" when context.Request.Headers.IfNoneMatch == "\"7\"":
                response.StatusCode = 304;
                break;
            default:
                response.Headers.ETag = "\"7\"";
                response.Headers.LastModified = "Thu, 01 Jan 2026 00:00:00 GMT";
                response.ContentLength = 4;
                await response.WriteAsync("a\n1\n");
                break;
        }
    }
}
