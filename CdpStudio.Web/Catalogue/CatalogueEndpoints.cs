using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Sources;
using CdpStudio.Web.Profiles;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using DeclaredProperty = CdpStudio.Core.Catalogue.DeclaredProperty;

namespace CdpStudio.Web.Catalogue;

internal static class CatalogueEndpoints
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1_000;

    public static void MapCatalogue(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/catalog").WithTags("Catalogue");
        group.MapGet("/attributes", Attributes).WithName("ListAttributes").RequireAuthorization(Permission.ReadCatalogue);
        group.MapPut("/attributes/{name}", PutAttributeAsync).WithName("PutAttribute").RequireAuthorization(Permission.WriteCatalogue);
        group.MapGet("/events", Events).WithName("ListEvents").RequireAuthorization(Permission.ReadCatalogue);
        group.MapPut("/events/{name}", PutEventAsync).WithName("PutEvent").RequireAuthorization(Permission.WriteCatalogue);
        group.MapGet("/type-preview", PreviewTypeAsync).WithName("PreviewType").RequireAuthorization(Permission.ReadCatalogue);
        group.MapGet("/violations", ViolationsAsync).WithName("ListViolations").RequireAuthorization(Permission.ReadCatalogue);
    }

    private static Results<Ok<Page<AttributeAnswer>>, ProblemHttpResult> Attributes(int? limit, string? after, CatalogueListing listing)
    {
        if (limit is < 1 or > MaxLimit) return Refused("/limit", $"limit is 1 to {MaxLimit}.");

        return TypedResults.Ok(PageOf(listing.Attributes(), a => a.Name, limit, after, AttributeAnswer.Of));
    }

    private static Results<Ok<Page<EventAnswer>>, ProblemHttpResult> Events(int? limit, string? after, CatalogueListing listing)
    {
        if (limit is < 1 or > MaxLimit) return Refused("/limit", $"limit is 1 to {MaxLimit}.");

        return TypedResults.Ok(PageOf(listing.Events(), e => e.Name, limit, after, e => EventAnswer.Of(e, listing.Properties(e.Name))));
    }

    private static async Task<Results<Ok<AttributeAnswer>, ProblemHttpResult>> PutAttributeAsync(
        string name, AttributeBody body, HttpContext context, DeclareAttributeHandler declare, CatalogueListing listing, SourceList sources, CancellationToken cancellationToken)
    {
        DataType? type = null;
        if (body.Type is not null && !DataTypeName.TryParse(body.Type, out type)) return Refused("/type", $"/type must be one of {DataTypeName.All}.");
        if (body.Label?.Length > CatalogueName.MaxLabelLength) return Refused("/label", $"/label has at most {CatalogueName.MaxLabelLength} characters.");

        if (!TryReadExpectation(body.Required, body.Allowed, body.OnViolation, out var expects)) return Refused("/onViolation", $"/onViolation must be one of {ViolationActionName.All}.");

        if (!WinsByName.TryParse(body.Wins, out var wins)) return Refused("/wins", $"/wins must be one of {WinsByName.All}.");

        List<SourceId> ranking = [.. (body.Ranking ?? []).Select(s => new SourceId(s))];
        var known = await sources.NamesAsync(cancellationToken);
        if (ranking.Exists(s => !known.ContainsKey(s))) return Refused("/ranking", $"/ranking names source {ranking.Find(s => !known.ContainsKey(s))}, and there is none.");

        var decoded = NameInPath.Last(context, name);
        var command = new DeclareAttribute(decoded, type, body.Label, body.Pii ?? PersonalNames.OfAttribute(decoded))
        {
            Expects = expects, Winning = new WinningRule(wins, ranking),
        };
        return await declare.HandleAsync(command, cancellationToken) switch
        {
            DeclareResult.Declared => TypedResults.Ok(AttributeAnswer.Of(
                listing.Attributes().First(a => StudioText.Key(a.Name) == StudioText.Key(decoded)))),
            var refused => Refused(refused),
        };
    }

    private static async Task<Results<Ok<EventAnswer>, ProblemHttpResult>> PutEventAsync(
        string name, EventBody body, HttpContext context, DeclareEventHandler declare, CatalogueListing listing, CancellationToken cancellationToken)
    {
        if (body.Label?.Length > CatalogueName.MaxLabelLength) return Refused("/label", $"/label has at most {CatalogueName.MaxLabelLength} characters.");

        var properties = new List<DeclaredProperty>();
        foreach (var (path, said) in body.Properties ?? [])
        {
            DataType? type = null;
            var pointer = PointerOf(path);
            if (said?.Type is not null && !DataTypeName.TryParse(said.Type, out type)) return Refused($"{pointer}/type", $"{pointer}/type must be one of {DataTypeName.All}.");

            if (!TryReadExpectation(said?.Required, said?.Allowed, said?.OnViolation, out var expects))
                return Refused($"{pointer}/onViolation", $"{pointer}/onViolation must be one of {ViolationActionName.All}.");

            properties.Add(new DeclaredProperty { Name = path, Type = type, Label = said?.Label, Pii = said?.Pii ?? PersonalNames.OfProperty(path), RefersTo = said?.RefersTo, Expects = expects });
        }

        var decoded = NameInPath.Last(context, name);
        return await declare.HandleAsync(new DeclareEvent(decoded, body.Label, properties), cancellationToken) switch
        {
            DeclareResult.Declared => TypedResults.Ok(EventAnswer.Of(
                listing.Events().First(e => StudioText.Key(e.Name) == StudioText.Key(decoded)), listing.Properties(decoded))),
            var refused => Refused(refused),
        };
    }

    private static async Task<Results<Ok<TypePreviewAnswer>, ProblemHttpResult>> PreviewTypeAsync(
        string? attribute, [FromQuery(Name = "event")] string? eventName, string? property, string? type, PreviewTypeHandler preview, SeenMessages seen,
        CancellationToken cancellationToken)
    {
        DataType? wanted = null;
        if (type is not null && !DataTypeName.TryParse(type, out wanted)) return Refused("/type", $"/type must be one of {DataTypeName.All}.");
        if ((attribute is null) == (eventName is null || property is null)) return Refused("/attribute", "Name an /attribute, or an /event and its /property.");

        var entry = attribute is not null ? new CatalogueEntry(null, attribute) : new CatalogueEntry(eventName, property!); // as asked above
        return TypedResults.Ok(TypePreviewAnswer.Of(await preview.HandleAsync(new PreviewType(entry, wanted), cancellationToken), seen));
    }

    private static async Task<Ok<ViolationsAnswer>> ViolationsAsync(int? source, ViolationList list, SeenMessages seen, CancellationToken cancellationToken)
    {
        var found = await list.FindAsync(source is { } number ? new SourceId(number) : null, cancellationToken);
        return TypedResults.Ok(new ViolationsAnswer([.. found.Rows.Select(row => ViolationAnswer.Of(row, seen))], found.Quarantined));
    }

    private static bool TryReadExpectation(bool? required, List<string>? allowed, string? action, out Expectation expects)
    {
        var known = ViolationActionName.TryParse(action, out var onViolation);
        expects = new Expectation(required ?? false, allowed ?? [], onViolation);
        return known;
    }

    private static string PointerOf(string property) =>
        $"/properties/{property.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";

    private static Page<TAnswer> PageOf<TEntry, TAnswer>(
        IReadOnlyList<TEntry> entries, Func<TEntry, string> name, int? limit, string? after, Func<TEntry, TAnswer> answer)
    {
        var size = limit ?? DefaultLimit;
        var from = after is null ? null : StudioText.Key(after);
        var rest = entries.Where(e => from is null || StringComparer.Ordinal.Compare(StudioText.Key(name(e)), from) > 0).ToList();
        return new Page<TAnswer>([.. rest.Take(size).Select(answer)], rest.Count > size ? name(rest[size - 1]) : null);
    }

    private static ProblemHttpResult Refused(DeclareResult result) => result switch
    {
        DeclareResult.BadName bad => Refused("", bad.Why),
        DeclareResult.BadExpectation bad => Refused((bad.Property is null ? "" : PointerOf(bad.Property)) + "/allowed", bad.Why),
        DeclareResult.BadWinningRule bad => Refused("/wins", bad.Why),
        DeclareResult.BadRanking bad => Refused("/ranking", bad.Why),
        DeclareResult.InUse used => Refused("/type", $"/type can't change: {string.Join(", ", used.Users)} could not be evaluated any more."),
        _ => throw new System.Diagnostics.UnreachableException(result.GetType().Name),
    };

    private static ProblemHttpResult Refused(string pointer, string detail) => TypedResults.Problem(
        detail, statusCode: StatusCodes.Status400BadRequest, extensions: new Dictionary<string, object?> { ["pointer"] = pointer });
}
