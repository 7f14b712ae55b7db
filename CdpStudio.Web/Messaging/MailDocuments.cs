using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CdpStudio.Web.Messaging;

/// <summary>
/// Mail as a frame on a page shows it. A mail needs what our pages never do (pictures from elsewhere, styles of its own), so it comes as
/// a document with a policy of its own that lets nothing run, whatever the frame around it says.
/// </summary>
public sealed class MailDocuments(TimeProvider clock)
{
    private const int MostKept = 500;
    private const int TokenBytes = 16;

    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(30);

    private static readonly DocumentPolicy s_policy = new(
        "sandbox; default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'");

    private readonly ConcurrentDictionary<string, (string Html, DateTimeOffset At)> _kept = new(StringComparer.Ordinal);

    /// <summary>Keeps a mail that is being written for as long as a page shows it, and a little longer.</summary>
    /// <returns>The address for a frame.</returns>
    public string Keep(string html)
    {
        var now = clock.GetUtcNow();
        var tooMany = Math.Max(0, _kept.Count + 1 - MostKept);
        foreach (var old in _kept.OrderBy(k => k.Value.At).Where((k, index) => index < tooMany || now - k.Value.At > s_kept)) _kept.TryRemove(old.Key, out _);

        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        _kept[token] = (html, now);
        return AddressOf(token);
    }

    internal int Count => _kept.Count;

    public void Forget(string address) => _kept.TryRemove(address[(address.LastIndexOf('/') + 1)..], out _);

    public static string AddressOf(long trapped) => FormattableString.Invariant($"settings/mail-trap/{trapped}/document");

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/mail-previews/{token}", Preview)
            .WithMetadata(s_policy).RequireAuthorization(Permission.OwnAccount).ExcludeFromDescription();
        endpoints.MapGet("/settings/mail-trap/{id:long}/document", TrappedAsync)
            .WithMetadata(s_policy).RequireAuthorization(Permission.ManageEmail).ExcludeFromDescription();
    }

    private static string AddressOf(string token) => $"mail-previews/{token}";

    private static Results<ContentHttpResult, NotFound> Preview(string token, MailDocuments documents) =>
        documents._kept.TryGetValue(token, out var kept) ? Document(kept.Html) : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> TrappedAsync(long id, TrappedMailList trap, CancellationToken cancellationToken) =>
        await trap.FindAsync(id, cancellationToken) is { } mail ? Document(mail.Html) : TypedResults.NotFound();

    private static ContentHttpResult Document(string html) => TypedResults.Content(html, "text/html; charset=utf-8");
}
