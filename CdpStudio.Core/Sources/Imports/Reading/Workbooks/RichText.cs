using System.Globalization;

namespace CdpStudio.Core.Sources.Imports.Reading.Workbooks;

/// <summary>Collects the text inside an element of a workbook: of all its runs, without what says how Japanese is pronounced.</summary>
internal sealed class RichText
{
    /// <summary>Characters. Excel allows 32,767 in a cell; what is longer is cut to one more than this.</summary>
    public const int MaxLength = 1024 * 1024;

    private char[] _text = new char[1024];
    private int _length;

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <param name="xml">Stands on the element with the text, and then on its end.</param>
    /// <param name="plain">The text lies in the element itself, not in the elements t inside of it.</param>
    public void Read(XmlPart xml, bool plain = false)
    {
        _length = 0;
        if (xml.IsEmpty) return;

        var depth = xml.Depth;
        var isText = plain;
        var silent = int.MaxValue;
        while (xml.Read() && !(xml.IsEnd && xml.Depth == depth))
        {
            if (xml.IsText)
            {
                if (isText) Append(xml);
                continue;
            }

            if (xml.IsAt("rPh") && !xml.IsEmpty) silent = xml.Depth;
            else if (xml.IsEnd && xml.Depth == silent) silent = int.MaxValue;
            if (!plain && xml.Name == "t") isText = xml.IsElement && !xml.IsEmpty && silent == int.MaxValue;
        }

        Unescape();
    }

    private void Append(XmlPart xml)
    {
        while (true)
        {
            if (_length > MaxLength)
            {
                _length = MaxLength + 1;
                return;
            }

            if (_length == _text.Length) Array.Resize(ref _text, _text.Length * 2);
            var read = xml.ReadText(_text, _length);
            if (read == 0) return;
            _length += read;
        }
    }

    /// <summary>Letters that XML can't hold, and line breaks, stand as <c>_x000D_</c>.</summary>
    private void Unescape()
    {
        var to = Text.IndexOf("_x");
        if (to < 0) return;

        for (var from = to; from < _length; from++)
        {
            var rest = _text.AsSpan(from, _length - from);
            if (rest is ['_', 'x', _, _, _, _, '_', ..] && ushort.TryParse(rest.Slice(2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                _text[to++] = (char)code;
                from += "_x0000_".Length - 1;
            }
            else
            {
                _text[to++] = _text[from];
            }
        }

        _length = to;
    }
}
