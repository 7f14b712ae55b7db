using System.Security.Claims;
using CdpStudio.Core.Campaigns;
using CdpStudio.Core.Governance.Access;
using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Segments.Export;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;

namespace CdpStudio.Web.Campaigns;

/// <summary>What became of everybody's mail as a file, for those who may take people away.</summary>
internal static class CampaignFiles
{
    private const string Excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void MapCampaignFiles(this IEndpointRouteBuilder ui) =>
        ui.MapGet("/campaigns/{id:guid}/people.xlsx", WriteAsync).WithName("ExportCampaignPeople").RequireAuthorization(Permission.ExportPeople);

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> WriteAsync(
        Guid id, HttpResponse response, ClaimsPrincipal user, CampaignList list, CampaignFile file, CampaignWords words, CurrentWorkspace workspace,
        TimeProvider clock, IStringLocalizer<CampaignTexts> texts, CancellationToken cancellationToken)
    {
        if (await list.ReadAsync(new CampaignId(id), cancellationToken) is not { Counts: { } counts } campaign)
            return TypedResults.Problem($"There is no campaign '{id:D}' that has people.", statusCode: StatusCodes.Status404NotFound);

        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName($"{campaign.Name}.xlsx");
        response.Headers.ContentDisposition = disposition.ToString();
        var said = new CampaignFileWords(
            texts["FileAbout"],
            [
                new(texts["FileCampaign"], new ExcelCell.Text(campaign.Name)),
                new(texts["FileState"], new ExcelCell.Text(words.Of(campaign.State))),
                new(texts["FileSegment"], new ExcelCell.Text(campaign.Audience.Segment is { } key ? words.NameOf(key) : "")),
                new(texts["FilePlanned"], new ExcelCell.Number(counts.Planned)),
                new(texts["FileTime"], new ExcelCell.Moment(workspace.Local(clock.GetUtcNow()))),
                new(texts["FileZone"], new ExcelCell.Text(workspace.Zone.Name)),
                new(texts["FileAuthor"], new ExcelCell.Text(user.Identity?.Name ?? "")),
            ],
            texts["FilePeople"],
            [texts["FileId"], texts["Person"], texts["Address"], texts["Outcome"], texts["Reason"], texts["When"], texts["Code"], texts["Answer"]],
            words.Of,
            words.Of);
        return TypedResults.Stream(stream => file.WriteAsync(stream, campaign.Number, said, cancellationToken), Excel);
    }
}
