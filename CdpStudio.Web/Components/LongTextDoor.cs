using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
using CdpStudio.Core.Governance.Access;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Components;

/// <summary>
/// Where long text comes in as it is typed. One message of a circuit has at most 32 KB and a longer one ends the circuit, so a field
/// for long text hands it over by HTTP, at an address of its own that is open while the field is on a page.
/// </summary>
public sealed class LongTextDoor
{
    private const int TokenBytes = 16;
    private const int MostBytesOfACharacter = 3;

    private readonly ConcurrentDictionary<string, Field> _fields = new(StringComparer.Ordinal);

    /// <param name="owner">The id of whoever has the page open; nobody else's text is taken.</param>
    /// <param name="maxLength">Characters.</param>
    /// <param name="take">False when the page can't take it now.</param>
    /// <returns>The address.</returns>
    internal string Open(string owner, int maxLength, Func<string, Task<bool>> take)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        _fields[token] = new Field(owner, maxLength, take);
        return $"/ui/long-texts/{token}";
    }

    internal void Close(string address) => _fields.TryRemove(address[(address.LastIndexOf('/') + 1)..], out _);

    internal static void Map(IEndpointRouteBuilder ui) => ui.MapPut("/long-texts/{token}", TakeAsync).RequireAuthorization(Permission.OwnAccount);

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeAsync(
        string token, HttpRequest request, ClaimsPrincipal user, LongTextDoor door, IStringLocalizer<ComponentTexts> texts, CancellationToken cancellationToken)
    {
        if (!door._fields.TryGetValue(token, out var field) || field.Owner != user.FindFirstValue(ClaimTypes.NameIdentifier))
            return Refuse(StatusCodes.Status404NotFound, "No page has this field open.");
        if (request.ContentLength is not { } length) return Refuse(StatusCodes.Status411LengthRequired, "The request doesn't say how long it is.");

        var tooLong = Refuse(StatusCodes.Status413PayloadTooLarge, texts["TextTooLong", field.MaxLength]);
        if (length > (long)field.MaxLength * MostBytesOfACharacter) return tooLong;

        var bytes = new byte[length];
        await request.Body.ReadExactlyAsync(bytes, cancellationToken);
        if (!Utf8.IsValid(bytes)) return Refuse(StatusCodes.Status400BadRequest, "The body is not UTF-8.");

        var text = Encoding.UTF8.GetString(bytes);
        if (text.Length > field.MaxLength) return tooLong;

        return await field.Take(text) ? TypedResults.NoContent() : Refuse(StatusCodes.Status503ServiceUnavailable, "The page is cut off from its browser for the moment.");
    }

    private static ProblemHttpResult Refuse(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private sealed record Field(string Owner, int MaxLength, Func<string, Task<bool>> Take);
}
