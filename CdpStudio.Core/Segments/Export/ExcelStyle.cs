using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CdpStudio.Core.Segments.Export;

/// <summary>The looks that cells have; the number is the place in the style sheet.</summary>
internal enum ExcelStyle
{
    Plain = 0,
    Header = 1,
    Day = 2,
    Moment = 3,
    Prose = 4,
}

internal static class ExcelStyles
{
    // Built-in formats, which a spreadsheet shows in the way of the reader's country.
    private const uint DayFormat = 14;
    private const uint MomentFormat = 22;

    public static Stylesheet Sheet() => new(
        new Fonts(new Font(), new Font(new Bold())) { Count = 2 },
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 })) { Count = 2 },
        new Borders(new Border()) { Count = 1 },
        new CellStyleFormats(new CellFormat()) { Count = 1 },
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat { NumberFormatId = DayFormat, ApplyNumberFormat = true },
            new CellFormat { NumberFormatId = MomentFormat, ApplyNumberFormat = true },
            new CellFormat(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top }) { ApplyAlignment = true })
        { Count = 5 });
}
