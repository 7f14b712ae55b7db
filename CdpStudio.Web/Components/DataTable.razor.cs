using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;

namespace CdpStudio.Web.Components;

/// <summary>
/// The working surface of every list page: sticky header, sorting in the address, rows that open with a press or Enter on
/// their first cell.
/// </summary>
public sealed partial class DataTable<TItem>(NavigationManager navigation)
{
    private readonly List<Column<TItem>> _columns = [];
    private Virtualize<TItem>? _rows;

    /// <summary>What the table lists, for listeners.</summary>
    [Parameter, EditorRequired]
    public required string Label { get; set; }

    [Parameter]
    public IReadOnlyList<TItem> Items { get; set; } = [];

    /// <summary>Fetches rows as they come into sight, in place of <see cref="Items"/>.</summary>
    [Parameter]
    public ItemsProviderDelegate<TItem>? Provider { get; set; }

    /// <summary>Where a row leads; the first cell becomes the link.</summary>
    [Parameter]
    public Func<TItem, string>? AddressOf { get; set; }

    /// <summary>Rows that bulk actions apply to.</summary>
    [Parameter]
    public Func<TItem, bool>? IsChosen { get; set; }

    /// <summary>The present order; null when the list has a fixed one. The page sorts, the heading changes the address.</summary>
    [Parameter]
    public SortOrder? Sort { get; set; }

    /// <summary>The name of the query parameter that holds the order.</summary>
    [Parameter]
    public string SortParameter { get; set; } = "sort";

    [Parameter]
    public bool Dense { get; set; }

    /// <summary>On a phone each row is a card: its first cell fills a line, the others follow side by side.</summary>
    [Parameter]
    public bool Cards { get; set; }

    /// <summary>Which cell carries the row's link; 1 where the first is a tick box.</summary>
    [Parameter]
    public int First { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment Columns { get; set; }

    private string Css => $"{(Dense ? "dense" : "")}{(Cards ? " cards" : "")}";

    private SortOrder Order => Sort ?? default;

    /// <summary>Asks the <see cref="Provider"/> again.</summary>
    public Task RefreshAsync() => _rows?.RefreshDataAsync() ?? Task.CompletedTask;

    internal void Add(Column<TItem> column)
    {
        _columns.Add(column);
        StateHasChanged();
    }

    internal void Remove(Column<TItem> column) => _columns.Remove(column);

    private string? SortedAs(Column<TItem> column) =>
        column.Sort is null || column.Sort != Order.Column ? null : Order.Descending ? "descending" : "ascending";

    private string SortAddress(Column<TItem> column)
    {
        var descending = column.Sort == Order.Column ? !Order.Descending : column.Numeric;

        return navigation.GetUriWithQueryParameter(SortParameter, new SortOrder(column.Sort!, descending).ToString());
    }
}
