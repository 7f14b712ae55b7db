using System.Xml;
using CdpStudio.Core.Sources.Imports.Reading.Packing;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

/// <summary>
/// Reads one XML document of a workbook node by node. Nothing is resolved, a document type is refused, and no node, depth or number of
/// names can take more memory than a workbook needs. Names are compared without their namespaces: strict and transitional workbooks have
/// different ones.
/// </summary>
internal sealed class XmlPart : IDisposable
{
    private const int MaxDepth = 64;
    private const int MaxNames = 10_000;

    // A text is read in pieces, so only a tag with its attributes is ever read as a whole.
    private const int MaxNodeBytes = 8 * 1024 * 1024;

    private readonly Guard _guard;
    private readonly XmlReader _xml;
    private readonly string _part;
    private readonly ZipEntryStream _content;

    public XmlPart(ZipEntryStream content, string part)
    {
        _part = part;
        _content = content;
        _guard = new Guard(this);
        _xml = XmlReader.Create(_guard, new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            CloseInput = true,
            NameTable = new BoundedNames(),
        });
    }

    /// <summary>How far it has been read, from 0 to 1.</summary>
    public double Progress => _content.Length == 0 ? 1 : (double)_content.Position / _content.Length;

    /// <summary>Of an element.</summary>
    public string Name => _xml.LocalName;

    public int Depth => _xml.Depth;

    /// <summary>Whether it stands on an element's beginning.</summary>
    public bool IsElement => _xml.NodeType == XmlNodeType.Element;

    public bool IsEnd => _xml.NodeType == XmlNodeType.EndElement;

    /// <summary>An element that has no end of its own.</summary>
    public bool IsEmpty => _xml.IsEmptyElement;

    public bool IsText => _xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace;

    public bool IsAt(string element) => IsElement && Name == element;

    /// <summary>Moves to the next node; false at the end of the document.</summary>
    public bool Read()
    {
        _guard.Begin();
        try
        {
            var any = _xml.Read();
            return _xml.Depth <= MaxDepth ? any : throw Broken("its elements lie too deep in each other");
        }
        catch (XmlException e)
        {
            throw NotXml(e);
        }
    }

    /// <summary>Moves to the next element of that name; false when there is none.</summary>
    public bool Find(string element)
    {
        while (Read())
        {
            if (IsAt(element)) return true;
        }

        return false;
    }

    /// <summary>By its name without a prefix; null when the element does not have it.</summary>
    public string? Attribute(string name)
    {
        if (_xml.GetAttribute(name) is { } value) return value;

        for (var i = 0; i < _xml.AttributeCount; i++)
        {
            _xml.MoveToAttribute(i);
            var found = _xml.LocalName == name && _xml.Prefix.Length > 0 ? _xml.Value : null;
            _xml.MoveToElement();
            if (found is not null) return found;
        }

        return null;
    }

    /// <summary>The next piece of the text on which it stands; 0 at its end.</summary>
    public int ReadText(char[] to, int at)
    {
        _guard.Begin();
        try
        {
            return _xml.ReadValueChunk(to, at, to.Length - at);
        }
        catch (XmlException e)
        {
            throw NotXml(e);
        }
    }

    public UnreadableFileException Broken(string why, Exception? e = null) => new(FileProblem.BrokenWorkbook, $"{_part}: {why}", e);

    public void Dispose() => _xml.Dispose();

    private UnreadableFileException NotXml(XmlException e) =>
        Broken(FormattableString.Invariant($"it is not well-formed XML, or declares entities (line {e.LineNumber})"), e);

    /// <summary>Counts what is read for one node.</summary>
    private sealed class Guard(XmlPart part) : ReadOnlyStream
    {
        private int _bytes;

        public void Begin() => _bytes = 0;

        public override int Read(Span<byte> buffer)
        {
            int read;
            try
            {
                read = part._content.Read(buffer);
            }
            catch (UnreadableFileException e) when (e.Problem == FileProblem.BrokenArchive)
            {
                throw part.Broken("it can't be unpacked", e);
            }

            _bytes += read;
            return _bytes <= MaxNodeBytes ? read : throw part.Broken("a tag in it is too long");
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) part._content.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>A reader keeps every name it has seen.</summary>
    private sealed class BoundedNames : NameTable
    {
        private int _count;

        public override string Add(char[] key, int start, int len) => Get(key, start, len) ?? (Count() ? base.Add(key, start, len) : "");

        public override string Add(string key) => Get(key) ?? (Count() ? base.Add(key) : "");

        private bool Count() => ++_count <= MaxNames ? true : throw new XmlException("It has too many names.");
    }
}
