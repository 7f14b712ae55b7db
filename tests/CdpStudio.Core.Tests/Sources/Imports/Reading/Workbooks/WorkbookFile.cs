using System.Globalization;
using System.Security;
using System.Text;

namespace CdpStudio.Core.Tests.Sources.Imports.Reading.Workbooks;

/// <summary>A workbook written by hand, so that a test can make what no program would.</summary>
internal sealed class WorkbookFile
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private readonly List<(string Name, string State, string Xml)> _sheets = [];
    private readonly Dictionary<string, byte[]> _parts = [];

    public bool Is1904 { get; init; }

    /// <summary>The content of sst.</summary>
    public string? Strings { get; init; }

    /// <summary>Format codes of the styles 1, 2 …</summary>
    public string[] Formats { get; init; } = [];

    /// <param name="rows">The content of sheetData.</param>
    /// <param name="merged">Ranges such as A1:B1.</param>
    public WorkbookFile Sheet(string rows, string name = "Sheet1", string state = "visible", string[]? merged = null) =>
        SheetPart($"""{Declaration}<worksheet xmlns="{Main}"><dimension ref="A1:A1"/><sheetData>{rows}</sheetData><mergeCells>{string.Concat((merged ?? ["A1:B1"]).Select(m => $"<mergeCell ref=\"{m}\"/>"))}</mergeCells></worksheet>""", name, state);

    public WorkbookFile SheetPart(string xml, string name = "Sheet1", string state = "visible")
    {
        _sheets.Add((name, state, xml));
        return this;
    }

    public WorkbookFile Part(string name, string content)
    {
        _parts[name] = Encoding.UTF8.GetBytes(content);
        return this;
    }

    public byte[] ToBytes()
    {
        var parts = new Dictionary<string, byte[]>();
        Add("[Content_Types].xml", $"""{Declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>""");
        Add("_rels/.rels", $"""{Declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{Relationships}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
        Add("xl/workbook.xml", $"""{Declaration}<workbook xmlns="{Main}" xmlns:r="{Relationships}"><workbookPr{(Is1904 ? " date1904=\"1\"" : "")}/><sheets>{string.Concat(_sheets.Select((s, i) => $"""<sheet name="{SecurityElement.Escape(s.Name)}" sheetId="{i + 1}" state="{s.State}" r:id="rId{i + 1}"/>"""))}</sheets></workbook>""");
        Add("xl/_rels/workbook.xml.rels", $"""{Declaration}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{string.Concat(_sheets.Select((_, i) => $"""<Relationship Id="rId{i + 1}" Type="{Relationships}/worksheet" Target="worksheets/sheet{i + 1}.xml"/>"""))}<Relationship Id="s1" Type="{Relationships}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship Id="s2" Type="{Relationships}/styles" Target="styles.xml"/></Relationships>""");
        Add("xl/styles.xml", $"""{Declaration}<styleSheet xmlns="{Main}"><numFmts>{string.Concat(Formats.Select((f, i) => $"""<numFmt numFmtId="{200 + i}" formatCode="{SecurityElement.Escape(f)}"/>"""))}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{string.Concat(Formats.Select((_, i) => $"""<xf numFmtId="{200 + i}"/>"""))}<xf numFmtId="14"/></cellXfs></styleSheet>""");
        if (Strings is not null) Add("xl/sharedStrings.xml", $"""{Declaration}<sst xmlns="{Main}">{Strings}</sst>""");
        foreach (var (i, sheet) in _sheets.Index()) Add($"xl/worksheets/sheet{i + 1}.xml", sheet.Xml);
        foreach (var (name, content) in _parts) parts[name] = content;
        return TestFiles.Zip([.. parts.Select(p => (p.Key, p.Value))]);

        void Add(string name, string content) => parts[name] = Encoding.UTF8.GetBytes(content);
    }

    /// <summary>A row of texts that stand in their cells.</summary>
    public static string Row(int number, params ReadOnlySpan<string> cells)
    {
        var xml = new StringBuilder(FormattableString.Invariant($"<row r=\"{number}\">"));
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i].Length > 0) xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{Column(i)}{number}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{Escape(cells[i])}</t></is></c>");
        }

        return xml.Append("</row>").ToString();
    }

    public static string Column(int column) => column < 26 ? ((char)('A' + column)).ToString() : Column((column / 26) - 1) + (char)('A' + (column % 26));

    /// <summary>As Excel writes it: what XML can't hold, and carriage returns, which it would lose, by their numbers.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var sign = text[i];
            var looksEscaped = sign == '_' && i + 1 < text.Length && text[i + 1] == 'x';
            if ((sign < ' ' && sign is not ('\t' or '\n')) || looksEscaped) escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)sign:X4}_");
            else escaped.Append(SecurityElement.Escape(sign.ToString()));
        }

        return escaped.ToString();
    }
}
