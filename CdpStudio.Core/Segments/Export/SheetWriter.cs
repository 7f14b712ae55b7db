using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CdpStudio.Core.Segments.Export;

/// <summary>Writes one worksheet cell by cell, so that memory holds a row at a time.</summary>
internal sealed class SheetWriter : IDisposable
{
    private static readonly Row s_row = new();
    private static readonly Cell s_cell = new();
    private static readonly InlineString s_inline = new();
    private static readonly Text s_text = new();
    private static readonly CellValue s_value = new();
    private static readonly DateTime s_firstAgreedDay = new(1900, 3, 1);
    private static readonly OpenXmlAttribute[] s_preserve = [new("xml", "space", "http://www.w3.org/XML/1998/namespace", "preserve")];

    private readonly OpenXmlWriter _writer;
    private readonly ExcelSheet _sheet;

    public SheetWriter(Stream part, ExcelSheet sheet)
    {
        _sheet = sheet;
        _writer = OpenXmlWriter.Create(part);
        Begin();
    }

    /// <summary>Written so far, the header's included.</summary>
    public int Rows { get; private set; }

    public void Row(IReadOnlyList<ExcelCell> cells)
    {
        Rows++;
        _writer.WriteStartElement(s_row, [Plain("r", Rows.ToString(CultureInfo.InvariantCulture))]);
        for (var column = 0; column < cells.Count; column++) Write(cells[column], ExcelPlaces.Cell(column, Rows));
        _writer.WriteEndElement();
    }

    /// <summary>Writes what follows the rows.</summary>
    public void End()
    {
        _writer.WriteEndElement();
        if (_sheet.Header is { } header)
            _writer.WriteElement(new AutoFilter { Reference = $"A1:{ExcelPlaces.Cell(header.Count - 1, Rows)}" });

        _writer.WriteEndElement();
    }

    public void Dispose() => _writer.Dispose();

    private void Begin()
    {
        _writer.WriteStartDocument();
        _writer.WriteStartElement(new Worksheet());
        var view = new SheetView { WorkbookViewId = 0 };
        if (_sheet.Header is not null)
            view.Append(new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen });

        _writer.WriteElement(new SheetViews(view));
        _writer.WriteElement(new Columns(_sheet.Columns.Select((width, i) =>
            new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = width, CustomWidth = true })));
        _writer.WriteStartElement(new SheetData());
        if (_sheet.Header is { } header) Row([.. header.Select(h => new ExcelCell.Header(h))]);
    }

    private void Write(ExcelCell cell, string place)
    {
        switch (cell)
        {
            case ExcelCell.Empty:
                break;
            case ExcelCell.Text text:
                Words(place, text.Value, ExcelStyle.Plain);
                break;
            case ExcelCell.Prose prose:
                Words(place, prose.Value, ExcelStyle.Prose);
                break;
            case ExcelCell.Header header:
                Words(place, header.Value, ExcelStyle.Header);
                break;
            case ExcelCell.Number number when Keeps(number.Value):
                Value(place, number.Value.ToString(CultureInfo.InvariantCulture), "n", ExcelStyle.Plain);
                break;
            case ExcelCell.Number number:
                Words(place, number.Value.ToString(CultureInfo.InvariantCulture), ExcelStyle.Plain);
                break;
            case ExcelCell.Boolean boolean:
                Value(place, boolean.Value ? "1" : "0", "b", ExcelStyle.Plain);
                break;
            case ExcelCell.Day day when day.Value.ToDateTime(TimeOnly.MinValue) >= s_firstAgreedDay:
                Value(place, Serial(day.Value.ToDateTime(TimeOnly.MinValue)), "n", ExcelStyle.Day);
                break;
            case ExcelCell.Day day:
                Words(place, day.Value.ToString("O", CultureInfo.InvariantCulture), ExcelStyle.Plain);
                break;
            case ExcelCell.Moment moment when moment.Value >= s_firstAgreedDay:
                Value(place, Serial(moment.Value), "n", ExcelStyle.Moment);
                break;
            case ExcelCell.Moment moment:
                Words(place, moment.Value.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), ExcelStyle.Plain);
                break;
            default:
                throw new System.Diagnostics.UnreachableException(cell.GetType().Name);
        }
    }

    private void Words(string place, string text, ExcelStyle style)
    {
        _writer.WriteStartElement(s_cell, [Plain("r", place), Plain("s", Number(style)), Plain("t", "inlineStr")]);
        _writer.WriteStartElement(s_inline);
        _writer.WriteStartElement(s_text, s_preserve);
        _writer.WriteString(ExcelText.Encode(text));
        _writer.WriteEndElement();
        _writer.WriteEndElement();
        _writer.WriteEndElement();
    }

    private void Value(string place, string value, string type, ExcelStyle style)
    {
        _writer.WriteStartElement(s_cell, [Plain("r", place), Plain("s", Number(style)), Plain("t", type)]);
        _writer.WriteStartElement(s_value);
        _writer.WriteString(value);
        _writer.WriteEndElement();
        _writer.WriteEndElement();
    }

    private static bool Keeps(decimal value)
    {
        var digits = value.ToString("0.############################", CultureInfo.InvariantCulture).Count(char.IsAsciiDigit);
        return digits <= 15;
    }

    // Spreadsheets count days from the last day of 1899 and hold 29 February 1900, which was not.
    private static string Serial(DateTime time) => time.ToOADate().ToString(CultureInfo.InvariantCulture);

    private static string Number(ExcelStyle style) => ((int)style).ToString(CultureInfo.InvariantCulture);

    private static OpenXmlAttribute Plain(string name, string value) => new(name, string.Empty, value);
}
