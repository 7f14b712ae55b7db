using CdpStudio.Core.Governance.Consent;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Email;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CdpStudio.Web.Messaging.Unsubscribing;

/// <summary>
/// Where the link of a mail leads. Open to strangers, without a cookie, from any site: looking changes nothing, since mail scanners look
/// at every link; a post does, whoever sends it, as RFC 8058 asks.
/// </summary>
internal static class UnsubscribeEndpoints
{
    public const string ActionField = "action";
    public const string SubscribeAction = "subscribe";
    public const string ScopeField = "scope";
    public const string TopicScope = "topic";
    public const string EverythingScope = "all";
    public const string WishField = "wish";
    public const string OfferedField = "offered";
    public const string TopicField = "topic";

    private const string OneClickField = "List-Unsubscribe";
    private const int MaxBytes = 16 * 1024;
    // Each topic may be a field that says that it was offered, and one that it is wanted.
    private const int MaxFields = 20 + (2 * Topic.Most);

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup(UnsubscribeLinks.Path).AllowAnonymous().ExcludeFromDescription();
        group.MapMethods("{token}", [HttpMethods.Get, HttpMethods.Head], ShowAsync);
        group.MapPost("{token}", AnswerAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBytes));
        group.MapMethods("{token}/choices", [HttpMethods.Get, HttpMethods.Head], ShowChoicesAsync);
        group.MapPost("{token}/choices", SaveChoicesAsync).DisableAntiforgery().WithMetadata(new RequestSizeLimitAttribute(MaxBytes));
    }

    private static async Task<IResult> ShowAsync(string token, LinkedPeople people, CancellationToken cancellationToken) =>
        await people.FindAsync(token, cancellationToken) is { } person
            ? Page(UnsubscribeStep.Asks, person.Topic, ChoicesHref(token))
            : Page(UnsubscribeStep.UnknownLink);

    private static async Task<IResult> AnswerAsync(
        string token, HttpRequest request, AnswerUnsubscribeHandler handler, CancellationToken cancellationToken)
    {
        var (state, proof, everything) = Read(await FormAsync(request, cancellationToken));
        return await handler.HandleAsync(new AnswerUnsubscribe(token, state, proof, everything), cancellationToken) switch
        {
            AnswerUnsubscribeResult.UnknownLink => Page(UnsubscribeStep.UnknownLink),
            AnswerUnsubscribeResult.Test => Page(UnsubscribeStep.Test),
            // What holds is said there, and changed there.
            AnswerUnsubscribeResult.HeldBack => TypedResults.LocalRedirect(ChoicesHref(token)),
            AnswerUnsubscribeResult.Recorded recorded => Page(
                state == ConsentState.Subscribed ? UnsubscribeStep.Subscribed : UnsubscribeStep.Unsubscribed, recorded.Topic, ChoicesHref(token)),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    private static async Task<IResult> ShowChoicesAsync(
        string token, LinkedPeople people, SavePreferencesHandler handler, CancellationToken cancellationToken) =>
        await people.FindAsync(token, cancellationToken) is { } person
            ? Choices(await handler.ReadAsync(person, cancellationToken), isSaved: false)
            : Page(UnsubscribeStep.UnknownLink);

    private static async Task<IResult> SaveChoicesAsync(
        string token, HttpRequest request, LinkedPeople people, SavePreferencesHandler handler, CancellationToken cancellationToken)
    {
        // Nobody meant what can't be read, so it changes nothing.
        if (await FormAsync(request, cancellationToken) is not { } form || !TryReadWish(form, out var wish))
            return await ShowChoicesAsync(token, people, handler, cancellationToken);

        var wanted = form[TopicField].OfType<string>().ToHashSet(StringComparer.Ordinal);
        var chosen = new Preferences(wish, form[OfferedField].OfType<string>().Distinct().ToDictionary(key => key, wanted.Contains));
        return await handler.HandleAsync(new SavePreferences(token, chosen), cancellationToken) switch
        {
            AnswerUnsubscribeResult.UnknownLink => Page(UnsubscribeStep.UnknownLink),
            AnswerUnsubscribeResult.Test => Page(UnsubscribeStep.Test),
            _ when await people.FindAsync(token, cancellationToken) is { } person => Choices(await handler.ReadAsync(person, cancellationToken), isSaved: true),
            _ => Page(UnsubscribeStep.UnknownLink),
        };
    }

    // A form that cannot be read is still a post to the address that unsubscribes.
    private static (ConsentState State, string Proof, bool Everything) Read(IFormCollection? form) => form is null
        ? (ConsentState.Unsubscribed, ConsentProof.Link, false)
        : (
            form[ActionField] == SubscribeAction ? ConsentState.Subscribed : ConsentState.Unsubscribed,
            form[ActionField] != SubscribeAction && form.ContainsKey(OneClickField) ? ConsentProof.OneClick : ConsentProof.Link,
            form[ScopeField] == EverythingScope);

    /// <param name="wish">Null where none is ticked, as long as none of them is so.</param>
    private static bool TryReadWish(IFormCollection form, out MailWish? wish)
    {
        wish = Enum.TryParse<MailWish>(form[WishField], out var read) && Enum.IsDefined(read) ? read : null;
        return wish is not null || !form.ContainsKey(WishField);
    }

    /// <returns>Null where there is none that can be read.</returns>
    private static async Task<IFormCollection?> FormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasFormContentType) return null;

        try
        {
            return await request.ReadFormAsync(new() { ValueCountLimit = MaxFields, BufferBodyLengthLimit = MaxBytes }, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException) // BadHttpRequestException is one
        {
            return null;
        }
    }

    private static string ChoicesHref(string token) => $"{UnsubscribeLinks.Path}{Uri.EscapeDataString(token)}/choices";

    private static RazorComponentResult<PreferencesPage> Choices(Preferences current, bool isSaved) =>
        new(new { Current = current, IsSaved = isSaved }) { PreventStreamingRendering = true };

    private static RazorComponentResult<UnsubscribePage> Page(UnsubscribeStep step, string topic = "", string? choices = null) =>
        new(new { Step = step, Topic = topic, ChoicesHref = choices })
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
