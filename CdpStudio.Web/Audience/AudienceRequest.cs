using System.Globalization;
using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules;
using CdpStudio.Core.Segments;

namespace CdpStudio.Web.Audience;

/// <summary>What a caller asks about: a rule, and the moment and knowledge by which it is answered.</summary>
/// <param name="RuleJson">The rule as sent.</param>
/// <param name="Warnings">Names in the rule that were never seen.</param>
internal sealed record AudienceRequest(AudienceQuery Query, JsonElement RuleJson, IReadOnlyList<RuleRemark> Warnings)
{
    public const int DefaultLimit = 100;
    public const int MaxLimit = 1_000;

    /// <exception cref="RequestRefusedException">A member does not have the form it should have, or the rule is refused.</exception>
    public static AudienceRequest Of(RequestBody body, WorkspaceVocabulary vocabulary, WorkspaceZone zone)
    {
        var rule = body.Get("rule");
        return RuleReader.Read(rule, vocabulary) switch
        {
            RuleReading.Read read => new AudienceRequest(new AudienceQuery(read.Rule, AsOf(body, zone), KnownAt(body, zone)), rule, read.Warnings),
            RuleReading.Refused refused => throw new RequestRefusedException(refused.Refusal.Pointer, refused.Refusal.Detail),
            var other => throw new System.Diagnostics.UnreachableException(other.GetType().Name),
        };
    }

    public static int Limit(RequestBody body) => body.Find("limit") switch
    {
        null => DefaultLimit,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt32(out var limit) && limit is >= 1 and <= MaxLimit => limit,
        _ => throw new RequestRefusedException("/limit", $"/limit is a whole number from 1 to {MaxLimit}."),
    };

    /// <summary>Where the page begins: <c>next</c> of the page before, or a profile's id.</summary>
    public static ProfileId? After(RequestBody body) => body.Find("after") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var id) => new ProfileId(id),
        { } value when RequestBody.TryText(value) is { } text => After(text, "/after"),
        _ => throw new RequestRefusedException("/after", "/after is not one that this list gave."),
    };

    public static ProfileId After(string text, string pointer) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new ProfileId(id)
            : throw new RequestRefusedException(pointer, $"{pointer} is not one that this list gave.");

    public static IReadOnlyList<string> Fields(RequestBody body)
    {
        if (body.Find("fields") is not { } fields) return [];
        if (fields.ValueKind != JsonValueKind.Array) throw new RequestRefusedException("/fields", "/fields is not a list of attributes.");

        return MemberAnswer.Fields([.. fields.EnumerateArray().Select((f, i) => RequestBody.TryText(f) ?? throw NoField(i))]);

        static RequestRefusedException NoField(int index)
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/fields/{index}");
            return new RequestRefusedException(pointer, $"{pointer} is not the name of an attribute.");
        }
    }

    public static Identifier Profile(RequestBody body) => Identifier.TryParse(body.Text("profile"), out var identifier)
        ? identifier
        : throw new RequestRefusedException("/profile", "/profile names an identifier as NAMESPACE:VALUE.");

    private static DateTimeOffset? AsOf(RequestBody body, WorkspaceZone zone) =>
        body.Find("asOf") is { } value ? Moment(value, "/asOf", zone) : null;

    private static KnownAt? KnownAt(RequestBody body, WorkspaceZone zone) => body.Find("knownAt") switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var fact) && fact >= 0 => new KnownAt.Fact(fact),
        { } value => new KnownAt.Moment(Moment(value, "/knownAt", zone)),
    };

    private static DateTimeOffset Moment(JsonElement value, string pointer, WorkspaceZone zone) =>
        RequestBody.TryText(value) is { } text && WrittenDate.TryParse(text, out var date)
            ? EpochTime.ToMoment(zone.Moment(date))
            : throw new RequestRefusedException(pointer, $"{pointer} is not a time such as 2026-01-31T12:00:00Z.");
}
