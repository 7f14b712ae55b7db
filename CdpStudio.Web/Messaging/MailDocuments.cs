using System.Buffers.Text;
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
    private const int MostCharacters = 32 * 1024 * 1024;
    private const int TokenBytes = 16;

    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(30);

    // A frame that was given the next mail may be asking for this one just now.
    private static readonly TimeSpan s_keptAfter = TimeSpan.FromMinutes(1);

    private static readonly DocumentPolicy s_policy = new(
        "sandbox; default-src 'none'; img-src https: http: data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'");

    private readonly Lock _gate = new();
    private readonly Dictionary<string, Kept> _kept = new(StringComparer.Ordinal);
    private long _characters;

    /// <summary>Keeps a mail that is being written for as long as a page shows it, and a little longer.</summary>
    /// <returns>The address for a frame.</returns>
    public string Keep(string html)
    {
        var now = clock.GetUtcNow();
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        lock (_gate)
        {
            foreach (var (old, kept) in _kept.OrderBy(k => k.Value.Until).ToList())
            {
                if (kept.Until > now && _kept.Count < MostKept && _characters + html.Length <= MostCharacters) break;

                _kept.Remove(old);
                _characters -= kept.Html.Length;
            }

            _kept[token] = new Kept(html, now + s_kept);
            _characters += html.Length;
        }

        return AddressOf(token);
    }

    /// <summary>No page shows it any more. It may be on its way to one, so it is there a moment longer.</summary>
    public void LetGo(string address)
    {
        lock (_gate)
        {
            if (_kept.TryGetValue(TokenOf(address), out var kept)) _kept[TokenOf(address)] = kept with { Until = clock.GetUtcNow() + s_keptAfter };
        }
    }

    /// <returns>The document; null when it is not kept any more.</returns>
    internal string? Find(string address)
    {
        lock (_gate)
        {
            return _kept.TryGetValue(TokenOf(address), out var kept) && kept.Until > clock.GetUtcNow() ? kept.Html : null;
        }
    }

    public static string AddressOf(long trapped) => FormattableString.Invariant($"settings/mail-trap/{trapped}/document");

    internal static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/mail-previews/{token}", Preview)
            .WithMetadata(s_policy).RequireAuthorization(Permission.OwnAccount).ExcludeFromDescription();
        endpoints.MapGet("/settings/mail-trap/{id:long}/document", TrappedAsync)
            .WithMetadata(s_policy).RequireAuthorization(Permission.ManageEmail).ExcludeFromDescription();
    }

    private static string AddressOf(string token) => $"mail-previews/{token}";

    private static string TokenOf(string address) => address[(address.LastIndexOf('/') + 1)..];

    private static Results<ContentHttpResult, NotFound> Preview(string token, MailDocuments documents) =>
        documents.Find(token) is { } html ? Document(html) : TypedResults.NotFound();

    private static async Task<Results<ContentHttpResult, NotFound>> TrappedAsync(long id, TrappedMailList trap, CancellationToken cancellationToken) =>
        await trap.FindAsync(id, cancellationToken) is { } mail ? Document(mail.Html) : TypedResults.NotFound();

    private static ContentHttpResult Document(string html) => TypedResults.Content(html, "text/html; charset=utf-8");

    private sealed record Kept(string Html, DateTimeOffset Until);
}
