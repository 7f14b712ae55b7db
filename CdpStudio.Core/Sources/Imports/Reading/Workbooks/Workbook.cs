using CdpStudio.Core.Sources.Imports.Reading.Packing;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

/// <param name="IsHidden">Nobody sees it in Excel without asking for it.</param>
public sealed record SheetName(string Name, bool IsHidden);

/// <summary>An Excel workbook (xlsx, xlsm): its sheets and what cells need to be understood. Macros, links and formulas are never followed.</summary>
internal sealed class Workbook
{
    private const int MaxSheets = 2_000;
    private const int MaxNameLength = 200;

    private readonly ZipFile _zip;
    private readonly Dictionary<string, Relation> _parts;
    private readonly List<(SheetName Name, string Part)> _sheets = [];
    private readonly DateSystem _dates;

    private Workbook(ZipFile zip, string part)
    {
        _zip = zip;
        _parts = Relations.Of(zip, part).DistinctBy(r => r.Id).ToDictionary(r => r.Id);
        using var xml = Open(part);
        while (xml.Read())
        {
            if (xml.IsAt("workbookPr")) _dates = xml.Attribute("date1904") is "1" or "true" ? DateSystem.From1904 : DateSystem.From1900;
            else if (xml.IsAt("sheet")) AddSheet(xml);
        }
    }

    /// <summary>Those with cells, in their order.</summary>
    public IReadOnlyList<SheetName> Sheets => [.. _sheets.Select(s => s.Name)];

    public static Workbook Open(ZipFile zip) =>
        new(zip, Relations.Of(zip, "").FirstOrDefault(r => r.Kind == "officeDocument")?.Part ?? "xl/workbook.xml");

    /// <summary>The sheet to begin with: the first that is shown, else the first.</summary>
    public string FirstSheet() =>
        (_sheets.FirstOrDefault(s => !s.Name.IsHidden).Name ?? _sheets.FirstOrDefault().Name ?? throw new UnreadableFileException(FileProblem.NoSheet)).Name;

    public SheetReader Read(string sheet)
    {
        var found = _sheets.FirstOrDefault(s => s.Name.Name.Equals(sheet, StringComparison.OrdinalIgnoreCase));
        if (found.Name is null) throw new UnreadableFileException(FileProblem.SheetMissing, sheet);

        var styles = Part("styles") is { } part ? DateStyles.Read(part) : new DateStyles();
        return new SheetReader(Open(found.Part), new SharedStrings(Part("sharedStrings"), _zip.Folder), new CellValues(styles, _dates));
    }

    private void AddSheet(XmlPart xml)
    {
        var name = xml.Attribute("name") ?? throw xml.Broken("a sheet has no name");
        var id = xml.Attribute("id") ?? throw xml.Broken("a sheet has no part");
        if (_sheets.Count == MaxSheets) throw xml.Broken("there are too many sheets");
        // Charts and dialogs have no cells.
        if (!_parts.TryGetValue(id, out var relation) || relation.Kind != "worksheet") return;

        name = name.Length > MaxNameLength ? name[..MaxNameLength] : name;
        _sheets.Add((new SheetName(name, xml.Attribute("state") is "hidden" or "veryHidden"), relation.Part));
    }

    private XmlPart? Part(string kind) =>
        _parts.Values.FirstOrDefault(r => r.Kind == kind) is { } relation && _zip.Find(relation.Part) is not null ? Open(relation.Part) : null;

    private XmlPart Open(string part) =>
        _zip.Find(part) is { } entry ? new XmlPart(_zip.Open(entry), part) : throw new UnreadableFileException(FileProblem.BrokenWorkbook, $"{part} is missing");
}
