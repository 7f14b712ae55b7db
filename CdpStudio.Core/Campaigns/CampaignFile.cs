using CdpStudio.Core.Governance.Workspaces;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Segments.Export;

namespace CdpStudio.Core.Campaigns;

/// <summary>What the file says in the reader's language.</summary>
/// <param name="CoverName">Name of the first sheet.</param>
/// <param name="PeopleName">Name of the sheet of people; further ones get a number.</param>
/// <param name="Reason">With the topic of the mail.</param>
/// <param name="Header">Id, name, address, outcome, reason, when, code, answer.</param>
public sealed record CampaignFileWords(
    string CoverName, IReadOnlyList<CoverLine> Cover, string PeopleName, IReadOnlyList<string> Header,
    Func<SendState, string> Outcome, Func<SendReason, string, string> Reason);

/// <summary>A campaign's ledger as a workbook: everybody, with what became of their mail.</summary>
public sealed class CampaignFile(CampaignSendList sends, CurrentWorkspace workspace)
{
    private static readonly int[] s_cover = [24, 100];
    private static readonly int[] s_widths = [12, 28, 34, 18, 34, 17, 8, 60];

    /// <summary>Writes front to back, in memory that does not grow with the people.</summary>
    /// <param name="file">Is written to asynchronously only and stays open.</param>
    public async Task WriteAsync(Stream file, CampaignNumber campaign, CampaignFileWords words, CancellationToken cancellationToken)
    {
        using var book = new ExcelBook(file);
        await book.WriteAsync(
            new ExcelSheet(words.CoverName, s_cover, Header: null),
            words.Cover.Select(line => (IReadOnlyList<ExcelCell>)[new ExcelCell.Header(line.Label), line.Value]),
            ExcelPlaces.MaxRows,
            cancellationToken);
        await book.WriteAsync(
            new ExcelSheet(words.PeopleName, s_widths, words.Header),
            sends.All(new SendsAsked(campaign, null, null, null)).Select(row => Cells(row, words)),
            ExcelPlaces.MaxRows,
            cancellationToken);
        await book.CompleteAsync(cancellationToken);
    }

    private IReadOnlyList<ExcelCell> Cells(CampaignSendRow row, CampaignFileWords words) =>
    [
        new ExcelCell.Number(row.Profile.Value),
        Text(row.Name),
        Text(row.Address),
        new ExcelCell.Text(words.Outcome(row.State)),
        row.Reason is { } reason ? new ExcelCell.Text(words.Reason(reason, row.Topic)) : ExcelCell.None,
        new ExcelCell.Moment(workspace.Local(row.ChangedAt)),
        row.ReplyCode is { } code ? new ExcelCell.Number(code) : ExcelCell.None,
        Text(row.Reply),
    ];

    private static ExcelCell Text(string? text) => text is null ? ExcelCell.None : new ExcelCell.Text(text);
}
