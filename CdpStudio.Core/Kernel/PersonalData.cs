using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// One part of what the product holds about a person. Implemented by the module whose tables it reads; together they are all there is,
/// and a module that holds nothing about people says so with a <see cref="TableClaim"/>.
/// </summary>
public interface IPersonalData
{
    /// <summary>One of <see cref="PersonalPart.All"/>; each is implemented once.</summary>
    string Part { get; }

    /// <summary>
    /// Item by item and never all at once: a person may have millions of facts. Moments are values made of <see cref="DateTimeOffset"/>,
    /// so that whoever shows them knows them apart from text that only looks like one.
    /// </summary>
    IAsyncEnumerable<JsonObject> ReadAsync(AskedPerson person, CancellationToken cancellationToken);

    /// <summary>
    /// Removes it, or what is personal in it where the row has to stay; afterwards <see cref="ReadAsync"/> gives nothing. The person is
    /// erased from the log and unknown to the audience engine by then. May be asked again after a kill: what is gone stays gone.
    /// </summary>
    /// <returns>How many rows or files were removed or emptied.</returns>
    Task<long> EraseAsync(AskedPerson person, CancellationToken cancellationToken);
}

/// <param name="Shown">The number that the person shows.</param>
/// <param name="Numbers">Every number that one of the identifiers was born with: what was kept under any of them is this person's.</param>
/// <param name="UpTo">The newest fact that counts; what comes later belongs to the next time somebody asks.</param>
public sealed record AskedPerson(ProfileId Shown, IReadOnlyList<ProfileId> Numbers, IReadOnlyList<Identifier> Identifiers, long UpTo);

/// <summary>Names of the parts, as they stand in files that people keep: added to and never renamed.</summary>
public static class PersonalPart
{
    public const string Profile = "profile";
    public const string AttributeHistory = "attributeHistory";
    public const string Events = "events";
    public const string IdentityLinks = "identityLinks";
    public const string Segments = "segments";
    public const string SegmentStays = "segmentStays";
    public const string Journeys = "journeys";
    public const string Consents = "consents";
    public const string Messages = "messages";
    public const string TrappedMails = "trappedMails";
    public const string QuarantinedMessages = "quarantinedMessages";
    public const string RejectedRows = "rejectedRows";
    public const string PossibleDuplicates = "possibleDuplicates";
    public const string PrivacyRequests = "privacyRequests";
    public const string StewardDecisions = "stewardDecisions";
    public const string HeldMerges = "heldMerges";
    public const string AttributeLocks = "attributeLocks";
    public const string Reveals = "reveals";

    /// <summary>In the order in which they are read.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        Profile, AttributeHistory, Events, IdentityLinks, Segments, SegmentStays, Journeys, Consents, Messages, TrappedMails, QuarantinedMessages,
        RejectedRows, PossibleDuplicates, PrivacyRequests, StewardDecisions, HeldMerges, AttributeLocks, Reveals,
    ];
}

/// <summary>What a table holds about people. Every table has one; a test looks.</summary>
/// <param name="Part">The <see cref="PersonalPart"/> that its rows about a person are exported by; null where it holds nothing of the kind.</param>
/// <param name="Why">Where it is not exported: the reason.</param>
public sealed record TableClaim(string Table, string? Part, string? Why)
{
    public static TableClaim Exported(string table, string part) => new(table, part, Why: null);

    public static TableClaim NothingOf(string table, string why) => new(table, Part: null, why);
}

public static class PersonalDataServices
{
    public static IServiceCollection ClaimTables(this IServiceCollection services, params ReadOnlySpan<TableClaim> claims)
    {
        foreach (var claim in claims) services.AddSingleton(claim);
        return services;
    }
}

/// <summary>Values of an export.</summary>
internal static class PersonalJson
{
    private static readonly JsonDocumentOptions s_asStored = new() { MaxDepth = 1_000 };

    /// <param name="milliseconds">Since the Unix epoch; null stays null.</param>
    public static JsonNode? Moment(long? milliseconds) => milliseconds is { } at ? JsonValue.Create(EpochTime.ToMoment(at)) : null;

    /// <summary>JSON text as it is stored; null stays null.</summary>
    public static JsonNode? Stored(string? json) => json is null ? null : JsonNode.Parse(json, nodeOptions: null, s_asStored);

    public static string Name<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static JsonArray Of(IEnumerable<Identifier> identifiers) =>
        new([.. identifiers.Select(i => (JsonNode)new JsonObject { ["namespace"] = i.Namespace, ["value"] = i.Value })]);
}
