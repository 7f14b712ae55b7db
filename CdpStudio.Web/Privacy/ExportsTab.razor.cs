using System.Globalization;
using CdpStudio.Core.Privacy;
using CdpStudio.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Privacy;

/// <summary>What was exported about people, how far it is, and a way to ask for more. Redrawn when a job moves on.</summary>
public sealed partial class ExportsTab(
    PersonExportList list, RemovePersonExportHandler remove, TaskFeed feed, NavigationManager navigation,
    IStringLocalizer<PrivacyTexts> texts) : TaskFollower(feed)
{
    private const int PageSize = 50;

    private IReadOnlyList<PersonExportStatus>? _exports;
    private PersonExportStatus? _removing;
    private long? _next;

    /// <summary>The last export of the list before this one.</summary>
    [SupplyParameterFromQuery(Name = "after")]
    public long? After { get; set; }

    private IStringLocalizer<PrivacyTexts> Texts => texts;

    private string NextAddress => navigation.GetUriWithQueryParameter("after", _next);

    protected override Task OnParametersSetAsync() => ReloadAsync();

    protected override async Task ReloadAsync()
    {
        var exports = await list.RecentAsync(PageSize + 1, After, Leaving);
        _exports = [.. exports.Take(PageSize)];
        _next = exports.Count > PageSize ? exports[PageSize - 1].Id : null;
    }

    private async Task RemoveAsync()
    {
        var export = _removing!; // the dialog that asks is of one
        _removing = null;
        await remove.HandleAsync(export.Id, Leaving);
        await ReloadAsync();
    }

    private string NameOf(PersonExportStatus export) => export.Identifier ?? texts["Number", export.Id];

    private static string AddressOf(PersonExportStatus export, string file) =>
        string.Create(CultureInfo.InvariantCulture, $"/settings/privacy/exports/{export.Id}/{file}");
}
