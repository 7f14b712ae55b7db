using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CdpStudio.Core.Segments.Export;

/// <summary>
/// Writes a workbook front to back into a stream that need not be seekable, in memory that does not grow with it: the package
/// writer of OpenXml would hold the whole file until the end, so the parts go into the archive directly.
/// </summary>
internal sealed class ExcelBook : IDisposable
{
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string ContentTypes = "http://schemas.openxmlformats.org/package/2006/content-types";
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private readonly OutletStream _outlet;
    private readonly ZipArchive _archive;
    private readonly List<string> _sheets = [];

    /// <param name="file">Written to asynchronously only; stays open.</param>
    public ExcelBook(Stream file)
    {
        _outlet = new OutletStream(file);
        _archive = new ZipArchive(_outlet, ZipArchiveMode.Create, leaveOpen: true);
    }

    /// <summary>Writes the rows; past <paramref name="maxRows"/> of one sheet they go on in "NAME 2" under the same header.</summary>
    public async Task WriteAsync(
        ExcelSheet sheet, IEnumerable<IReadOnlyList<ExcelCell>> rows, int maxRows, CancellationToken cancellationToken)
    {
        using var source = rows.GetEnumerator();
        var more = source.MoveNext();
        for (var number = 1; number == 1 || more; number++)
        {
            var named = number == 1 ? sheet : sheet with { Name = string.Create(CultureInfo.InvariantCulture, $"{sheet.Name} {number}") };
            _sheets.Add(named.Name);
            await using (var part = Open($"xl/worksheets/sheet{_sheets.Count}.xml"))
            {
                using var writer = new SheetWriter(part, named);
                while (more && writer.Rows < maxRows)
                {
                    writer.Row(source.Current);
                    await _outlet.DrainAsync(always: false, cancellationToken);
                    more = source.MoveNext();
                }

                writer.End();
            }
        }
    }

    /// <summary>Writes what names the sheets; without it the file is no workbook.</summary>
    public async Task CompleteAsync(CancellationToken cancellationToken)
    {
        Part("xl/styles.xml", ExcelStyles.Sheet());
        Part("xl/workbook.xml", Workbook());
        Xml("xl/_rels/workbook.xml.rels", WriteBookRelations);
        Xml("_rels/.rels", WriteRelations);
        Xml("[Content_Types].xml", WriteContentTypes);
        _archive.Dispose();
        await _outlet.DrainAsync(always: true, cancellationToken);
    }

    public void Dispose()
    {
        _archive.Dispose();
        _outlet.Dispose();
    }

    private Workbook Workbook() => new(
        new BookViews(new WorkbookView()),
        new Sheets(_sheets.Select((name, i) => new Sheet { Name = name, SheetId = (uint)i + 1, Id = SheetRelation(i) })));

    private static void WriteRelations(XmlWriter xml)
    {
        xml.WriteStartElement("Relationships", PackageRelations);
        Relation(xml, "rId1", "officeDocument", "xl/workbook.xml");
        xml.WriteEndElement();
    }

    private void WriteBookRelations(XmlWriter xml)
    {
        xml.WriteStartElement("Relationships", PackageRelations);
        for (var i = 0; i < _sheets.Count; i++) Relation(xml, SheetRelation(i), "worksheet", string.Create(CultureInfo.InvariantCulture, $"worksheets/sheet{i + 1}.xml"));
        Relation(xml, "rIdStyles", "styles", "styles.xml");
        xml.WriteEndElement();
    }

    private void WriteContentTypes(XmlWriter xml)
    {
        xml.WriteStartElement("Types", ContentTypes);
        Type(xml, "Default", "Extension", "rels", "application/vnd.openxmlformats-package.relationships+xml");
        Type(xml, "Override", "PartName", "/xl/workbook.xml", $"{Spreadsheet}.sheet.main+xml");
        Type(xml, "Override", "PartName", "/xl/styles.xml", $"{Spreadsheet}.styles+xml");
        for (var i = 1; i <= _sheets.Count; i++)
            Type(xml, "Override", "PartName", string.Create(CultureInfo.InvariantCulture, $"/xl/worksheets/sheet{i}.xml"), $"{Spreadsheet}.worksheet+xml");
        xml.WriteEndElement();
    }

    private void Part(string name, OpenXmlElement root)
    {
        using var part = Open(name);
        using var writer = OpenXmlWriter.Create(part);
        writer.WriteStartDocument();
        writer.WriteElement(root);
    }

    private void Xml(string name, Action<XmlWriter> write)
    {
        using var part = Open(name);
        using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) });
        write(xml);
    }

    private Stream Open(string name) => _archive.CreateEntry(name, CompressionLevel.Fastest).Open();

    private static string SheetRelation(int sheet) => string.Create(CultureInfo.InvariantCulture, $"rId{sheet + 1}");

    private static void Relation(XmlWriter xml, string id, string type, string target)
    {
        xml.WriteStartElement("Relationship", PackageRelations);
        xml.WriteAttributeString("Id", id);
        xml.WriteAttributeString("Type", $"{Relations}/{type}");
        xml.WriteAttributeString("Target", target);
        xml.WriteEndElement();
    }

    private static void Type(XmlWriter xml, string element, string key, string value, string contentType)
    {
        xml.WriteStartElement(element, ContentTypes);
        xml.WriteAttributeString(key, value);
        xml.WriteAttributeString("ContentType", contentType);
        xml.WriteEndElement();
    }
}
