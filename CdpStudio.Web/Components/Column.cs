using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Components;

/// <summary>One column of a <see cref="DataTable{TItem}"/>: its heading and how an item's cell is drawn.</summary>
public sealed class Column<TItem> : ComponentBase, IDisposable
{
    [CascadingParameter]
    public required DataTable<TItem> Table { get; set; }

    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>The heading is for listeners only: a column of buttons or ticks.</summary>
    [Parameter]
    public bool HideTitle { get; set; }

    /// <summary>Right-aligned with tabular numerals, and sorted from the largest first.</summary>
    [Parameter]
    public bool Numeric { get; set; }

    /// <summary>Left out on a phone.</summary>
    [Parameter]
    public bool Optional { get; set; }

    /// <summary>The column's name in the address's sort parameter; null when it cannot be sorted.</summary>
    [Parameter]
    public string? Sort { get; set; }

    [Parameter, EditorRequired]
    public required RenderFragment<TItem> ChildContent { get; set; }

    /// <summary>Drawn below the cell, in small print and outside the row's link.</summary>
    [Parameter]
    public RenderFragment<TItem>? Under { get; set; }

    internal string Css => (Numeric ? "num" : "") + (Optional ? " opt" : "");

    protected override void OnInitialized() => Table.Add(this);

    public void Dispose() => Table.Remove(this);
}
