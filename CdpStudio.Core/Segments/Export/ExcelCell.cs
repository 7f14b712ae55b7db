namespace CdpStudio.Core.Segments.Export;

/// <summary>What stands in a cell. Text is never taken for a formula, whatever it begins with.</summary>
public abstract record ExcelCell
{
    private ExcelCell()
    {
    }

    public static ExcelCell None { get; } = new Empty();

    public sealed record Empty : ExcelCell;

    /// <summary>Cut after the 32,767 characters that a cell holds.</summary>
    public sealed record Text(string Value) : ExcelCell;

    /// <summary>Long text that is read, not filtered: it breaks into lines.</summary>
    public sealed record Prose(string Value) : ExcelCell;

    public sealed record Header(string Value) : ExcelCell;

    /// <summary>Beyond 15 digits it is written as text, since a spreadsheet would round it.</summary>
    public sealed record Number(decimal Value) : ExcelCell;

    public sealed record Boolean(bool Value) : ExcelCell;

    /// <summary>Before 1 March 1900, where spreadsheets disagree, it is written as text.</summary>
    public sealed record Day(DateOnly Value) : ExcelCell;

    /// <param name="Value">Local time in the zone that the cover sheet names.</param>
    public sealed record Moment(DateTime Value) : ExcelCell;
}
