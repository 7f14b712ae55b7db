using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Email;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CdpStudio.Web.Messaging;

/// <summary>
/// Where the link of a mail leads. Open to strangers, without a cookie, from any site: looking changes nothing, since mail scanners look
/// at every link; a post does, whoever sends it, as RFC 8058 asks.
/// </summary>
internal static class UnsubscribeEndpoints
{
    public const string ActionField = "action";
    public const string SubscribeAction = "subscribe";

    private const string OneClickField = "List-Unsubscribe";
    private const int MaxBytes = 16 * 1024;
    private const int MaxFields = 20;

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(UnsubscribeLinks.Path).AllowAnonymous().ExcludeFromDescription();
        group.MapMethods("{token}", [HttpMethods.Get, HttpMethods.Head], ShowAsync);
        group.MapPost("{token}", AnswerAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBytes));
    }

    private static async Task<IResult> ShowAsync(
        string token, AnswerUnsubscribeHandler handler, CancellationToken cancellationToken) =>
        Page(await handler.IsKnownAsync(token, cancellationToken) ? UnsubscribeStep.Asks : UnsubscribeStep.UnknownLink);

    private static async Task<IResult> AnswerAsync(
        string token, HttpRequest request, AnswerUnsubscribeHandler handler, CancellationToken cancellationToken)
    {
        var (state, proof) = await ReadAsync(request, cancellationToken);
        return await handler.HandleAsync(new AnswerUnsubscribe(token, state, proof), cancellationToken) switch
        {
            AnswerUnsubscribeResult.UnknownLink => Page(UnsubscribeStep.UnknownLink),
            AnswerUnsubscribeResult.Test => Page(UnsubscribeStep.Test),
            _ => Page(state == ConsentState.Subscribed ? UnsubscribeStep.Subscribed : UnsubscribeStep.Unsubscribed),
        };
    }

    // A body that cannot be read is still a post to the address that unsubscribes.
    private static async Task<(ConsentState State, string Proof)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType) return (ConsentState.Unsubscribed, ConsentProof.Link);

        try
        {
            var form = await request.ReadFormAsync(new() { ValueCountLimit = MaxFields, BufferBodyLengthLimit = MaxBytes }, cancellationToken);
            return form[ActionField] == SubscribeAction ? (ConsentState.Subscribed, ConsentProof.Link)
                : form.ContainsKey(OneClickField) ? (ConsentState.Unsubscribed, ConsentProof.OneClick)
                : (ConsentState.Unsubscribed, ConsentProof.Link);
        }
        catch (Exception e) when (e is InvalidDataException or IOException) // BadHttpRequestException is one
        {
            return (ConsentState.Unsubscribed, ConsentProof.Link);
        }
    }

    private static RazorComponentResult<UnsubscribePage> Page(UnsubscribeStep step) =>
        new(new { Step = step })
        {
            StatusCode = step == UnsubscribeStep.UnknownLink ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
            PreventStreamingRendering = true,
        };
}

/// <summary>What the page behind a mail's link has to say.</summary>
public enum UnsubscribeStep
{
    Asks,
    Unsubscribed,
    Subscribed,
    Test,
    UnknownLink,
}
