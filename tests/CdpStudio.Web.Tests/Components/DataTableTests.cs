using Bunit;
using CdpStudio.Web.Components;
using Microsoft.AspNetCore.Components;

namespace CdpStudio.Web.Tests.Components;

public sealed class DataTableTests : ComponentTest
{
    private static readonly Row[] s_rows = [new("Ann", 3), new("Bob", 1_204)];

    [Fact]
    public void Heading_OfTheSortedColumn_SaysTheOrderAndTurnsIt()
    {
        var shown = RenderTable(new SortOrder("people", Descending: true));

        var heading = shown.Find("th.num");
        Assert.Equal("descending", heading.GetAttribute("aria-sort"));
        Assert.EndsWith("?sort=people", heading.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Heading_OfAnotherColumn_SortsItsNaturalWay()
    {
        var byName = RenderTable(new SortOrder("name", Descending: false));

        Assert.Null(byName.Find("th.num").GetAttribute("aria-sort"));
        Assert.EndsWith("?sort=-people", byName.Find("th.num a").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void Row_WithAnAddress_OpensByTheLinkOfItsFirstCell()
    {
        var links = RenderTable(new SortOrder("name", Descending: false)).FindAll("tbody a.open");

        Assert.Equal(["/people/Ann", "/people/Bob"], links.Select(link => link.GetAttribute("href")));
    }

    [Theory]
    [InlineData("people", "people", false)]
    [InlineData("-people", "people", true)]
    [InlineData(null, "name", false)]
    [InlineData("", "name", false)]
    public void SortOrder_InTheAddress_ReadsBack(string? address, string column, bool descending)
    {
        var order = SortOrder.Parse(address, new("name", Descending: false));

        Assert.Equal(new SortOrder(column, descending), order);
        Assert.Equal(order, SortOrder.Parse(order.ToString(), default));
    }

    [Fact]
    public void SortOrder_OfAnUnknownColumn_LeavesTheItems() =>
        Assert.Equal(s_rows, new SortOrder("nonsense", Descending: true).Apply(s_rows, new Dictionary<string, Func<Row, IComparable?>>()));

    private IRenderedComponent<DataTable<Row>> RenderTable(SortOrder order) => Render<DataTable<Row>>(parameters => parameters
        .Add(t => t.Label, "People")
        .Add(t => t.Items, s_rows)
        .Add(t => t.Sort, order)
        .Add(t => t.AddressOf, row => $"/people/{row.Name}")
        .Add(t => t.Columns, builder =>
        {
            AddColumn(builder, 0, "Name", "name", numeric: false, row => row.Name);
            AddColumn(builder, 10, "People", "people", numeric: true, row => row.People.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }));

    private static void AddColumn(
        Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder builder, int at, string title, string sort, bool numeric, Func<Row, string> text)
    {
        builder.OpenComponent<Column<Row>>(at);
        builder.AddComponentParameter(at + 1, nameof(Column<Row>.Title), title);
        builder.AddComponentParameter(at + 2, nameof(Column<Row>.Sort), sort);
        builder.AddComponentParameter(at + 3, nameof(Column<Row>.Numeric), numeric);
        builder.AddComponentParameter(
            at + 4, nameof(Column<Row>.ChildContent), (RenderFragment<Row>)(row => cell => cell.AddContent(0, text(row))));
        builder.CloseComponent();
    }

    public sealed record Row(string Name, long People);
}
