using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CdpStudio.Connectors.Outbound;
using CdpStudio.Core.Sources.Recurring;

namespace CdpStudio.Connectors.Sources.HttpFiles;

/// <summary>
/// Fetches files by HTTP. Redirects are followed here and not by the handler, because each of them is an address of its own: checked anew,
/// never from https to http, and never told the sign-in of another host. What a server answers is not repeated in any text.
/// </summary>
internal sealed class HttpFileFetcher(OutboundGuard guard, TimeProvider clock) : IFileFetcher, IDisposable
{
    private const int MaxRedirects = 5;

    private static readonly TimeSpan s_headersWithin = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        MaxResponseHeadersLength = 64,
        // The guard looks at connections when they are made, so none is kept for long.
        PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5),
        ConnectCallback = guard.ConnectAsync,
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<FetchAnswer> FetchAsync(FetchRequest request, CancellationToken cancellationToken)
    {
        var address = request.Address;
        for (var hop = 0; hop <= MaxRedirects; hop++)
        {
            Check(address);
            var response = await SendAsync(request, address, cancellationToken);
            try
            {
                if (RedirectOf(response, address) is { } next)
                {
                    if (address.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps) throw new FetchFailedException(RecurringProblem.BadRedirect);
                    address = next;
                    response.Dispose();
                    continue;
                }

                return await AnswerAsync(response, address, cancellationToken);
            }
            catch
            {
                response.Dispose();
                throw;
            }
        }

        throw new FetchFailedException(RecurringProblem.TooManyRedirects);
    }

    public void Dispose() => _client.Dispose();

    private void Check(Uri address)
    {
        if (!FetchAddress.IsOne(address)) throw new FetchFailedException(RecurringProblem.BadAddress);
        if (!guard.AllowsPort(address)) throw new FetchFailedException(RecurringProblem.PortRefused);
    }

    private async Task<HttpResponseMessage> SendAsync(FetchRequest request, Uri address, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, address);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("CdpStudio", null));
        message.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("identity"));
        if (request.ETag is not null) message.Headers.TryAddWithoutValidation("If-None-Match", request.ETag);
        if (request.LastModified is not null) message.Headers.TryAddWithoutValidation("If-Modified-Since", request.LastModified);
        if (IsSameOrigin(address, request.Address)) SignIn(message, request.SignIn);

        using var time = new CancellationTokenSource(s_headersWithin, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            return await _client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, both.Token);
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new FetchFailedException(RecurringProblem.TooSlow);
        }
        catch (HttpRequestException e)
        {
            // A closed port, a lost connection and a certificate that nobody trusts read the same.
            throw new FetchFailedException(e.InnerException is OutboundRefusedException { Refusal: OutboundRefusal.PrivateHost } ? RecurringProblem.PrivateHost : RecurringProblem.NoAnswer);
        }
    }

    private static void SignIn(HttpRequestMessage message, FetchSignIn signIn)
    {
        switch (signIn)
        {
            case FetchSignIn.Basic basic:
                message.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{basic.User}:{basic.Secret}")));
                break;
            case FetchSignIn.Bearer bearer:
                message.Headers.TryAddWithoutValidation("Authorization", $"Bearer {bearer.Secret}");
                break;
            case FetchSignIn.Header header:
                message.Headers.TryAddWithoutValidation(header.Name, header.Secret);
                break;
        }
    }

    private static Uri? RedirectOf(HttpResponseMessage response, Uri address)
    {
        if (response.StatusCode is not (HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
            return null;

        return response.Headers.Location is { } location && Uri.TryCreate(address, location, out var next) ? next : throw new FetchFailedException(RecurringProblem.BadRedirect);
    }

    private async Task<FetchAnswer> AnswerAsync(HttpResponseMessage response, Uri address, CancellationToken cancellationToken)
    {
        if (response.StatusCode == HttpStatusCode.NotModified)
        {
            response.Dispose();
            return new FetchAnswer.NotChanged();
        }

        if (response.StatusCode != HttpStatusCode.OK) throw new FetchFailedException(ProblemOf(response.StatusCode), (int)response.StatusCode, LaterBy(response));

        return new FetchAnswer.File(
            await response.Content.ReadAsStreamAsync(cancellationToken),
            NameOf(response, address),
            response.Content.Headers.ContentLength,
            response.Headers.ETag?.ToString(),
            response.Content.Headers.LastModified?.ToString("R"),
            response);
    }

    private static RecurringProblem ProblemOf(HttpStatusCode status) => (int)status switch
    {
        401 or 403 or 407 => RecurringProblem.SignInRefused,
        404 or 410 => RecurringProblem.AddressMissing,
        408 or 425 or 429 or >= 500 => RecurringProblem.ServerBusy,
        _ => RecurringProblem.OtherAnswer,
    };

    private TimeSpan? LaterBy(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };

    private static string NameOf(HttpResponseMessage response, Uri address)
    {
        var said = response.Content.Headers.ContentDisposition is { } disposition ? disposition.FileNameStar ?? disposition.FileName?.Trim('"') : null;
        return string.IsNullOrWhiteSpace(said) ? Uri.UnescapeDataString(address.Segments[^1]) : said;
    }

    private static bool IsSameOrigin(Uri a, Uri b) =>
        Uri.Compare(a, b, UriComponents.SchemeAndServer | UriComponents.Port, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
