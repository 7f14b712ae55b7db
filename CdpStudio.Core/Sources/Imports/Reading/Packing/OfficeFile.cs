namespace CdpStudio.Core.Sources.Imports.Reading.Packing;

/// <summary>Tells documents that are zip archives from archives of data.</summary>
internal static class OfficeFile
{
    private const string ContentTypes = "[Content_Types].xml";
    private const string OpenDocumentType = "mimetype";
    private const string NumbersDocument = "Index/Document.iwa";

    public static bool IsOne(ZipFile archive) =>
        archive.Find(ContentTypes) is not null || IsOpenDocument(archive) || archive.Find(NumbersDocument) is not null;

    /// <summary>The archive itself, if it is an Excel workbook.</summary>
    public static ZipFile Workbook(ZipFile archive)
    {
        if (IsOpenDocument(archive)) throw new UnreadableFileException(FileProblem.OpenDocument);
        if (archive.Find("xl/workbook.bin") is not null) throw new UnreadableFileException(FileProblem.BinaryWorkbook);
        if (archive.Find("word/document.xml") is not null) throw Other("Word");
        if (archive.Find("ppt/presentation.xml") is not null) throw Other("PowerPoint");
        return archive.Find(ContentTypes) is not null ? archive : throw Other("Numbers");
    }

    private static bool IsOpenDocument(ZipFile archive) => archive.Find(OpenDocumentType) is not null && archive.Find("content.xml") is not null;

    private static UnreadableFileException Other(string program) => new(FileProblem.OtherDocument, program);
}
