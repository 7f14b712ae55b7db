using System.Security.Claims;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Rules.Sentences;
using CdpStudio.Core.Segments;
using CdpStudio.Core.Segments.Export;
using CdpStudio.Web.Audience;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Segments;

/// <summary>A segment's people as a file, for those who may take people away.</summary>
internal static class SegmentFiles
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    // What a file holds without being asked: who somebody is.
    private static readonly string[] s_identifiers =
        [IdentifierNamespace.UserId, IdentifierNamespace.Email, IdentifierNamespace.Phone, IdentifierNamespace.AnonymousId, IdentifierNamespace.DeviceId];

    public static void MapSegmentFiles(this IEndpointRouteBuilder ui) =>
        ui.MapGet("/segments/{key}/members.xlsx", WriteAsync)
            .WithName("ExportSegmentMembers")
            .RequireAuthorization(Permission.ExportPeople)
            .AddEndpointFilter<PointedProblemFilter>();

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> WriteAsync(
        string key,
        [FromQuery(Name = "cols")] string[]? attributes,
        HttpResponse response,
        ClaimsPrincipal user,
        ExportMembersHandler export,
        IAudienceVocabulary seen,
        FileWording wording,
        CancellationToken cancellationToken)
    {
        IReadOnlyList<ExportColumn> columns =
        [
            new ExportColumn.Id(),
            .. s_identifiers.Select(i => new ExportColumn.Identifiers(i)),
            .. Attributes(attributes, seen),
        ];
        if (!SegmentKey.TryParse(key, out var known) || await export.HandleAsync(new ExportMembers(known, columns), cancellationToken) is not { } file)
            return TypedResults.Problem($"There is no segment '{key}'.", statusCode: StatusCodes.Status404NotFound);

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{file.Segment.Name}.xlsx");
        response.Headers.ContentDisposition = disposition.ToString();
        var words = wording.Of(file, columns, user.Identity?.Name ?? "");
        return TypedResults.Stream(stream => file.WriteAsync(stream, words, cancellationToken), Excel);
    }

    /// <summary>Those asked for, else all that were ever seen.</summary>
    private static IEnumerable<ExportColumn> Attributes(string[]? asked, IAudienceVocabulary seen) =>
        asked is { Length: > 0 }
            ? asked.Select(a => new ExportColumn.Attribute(a, seen.TypeOf(a) ?? DataType.Text))
            : seen.Attributes().Select(a => new ExportColumn.Attribute(a.Name, a.Type));
}

/// <summary>The words of the file in the reader's language.</summary>
public sealed class FileWording(IStringLocalizer<SegmentTexts> texts, RuleSentence sentence, CurrentWorkspace workspace)
{
    public FileWords Of(MembersFile file, IReadOnlyList<ExportColumn> columns, string author) => new(
        texts["SheetAbout"],
        [
            new(texts["FileSegment"], new ExcelCell.Text(file.Segment.Name)),
            new(texts["FileKey"], new ExcelCell.Text(file.Segment.Key.Value)),
            new(texts["FileVersion"], new ExcelCell.Number(file.Segment.Version)),
            new(texts["FileRule"], new ExcelCell.Prose(sentence.Of(file.Rule))),
            new(texts["FileJson"], new ExcelCell.Prose(file.Segment.Rule)),
            new(texts["FileTime"], new ExcelCell.Moment(workspace.Local(file.Count.Now))),
            new(texts["FileZone"], new ExcelCell.Text(workspace.Zone.Name)),
            new(texts["FileAuthor"], new ExcelCell.Text(author)),
            new(texts["FileCount"], new ExcelCell.Number(file.Count.Count)),
            new(texts["FileTotal"], new ExcelCell.Number(file.Count.Total)),
        ],
        texts["SheetPeople"],
        [.. columns.Select(Header)]);

    private string Header(ExportColumn column) => column switch
    {
        ExportColumn.Id => texts["ColumnId"],
        ExportColumn.Identifiers identifiers => identifiers.Namespace,
        ExportColumn.Attribute attribute => attribute.Name,
        _ => throw new System.Diagnostics.UnreachableException(column.GetType().Name),
    };
}
