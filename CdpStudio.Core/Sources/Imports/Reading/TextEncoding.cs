using System.Text;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>An encoding that files come in. Bytes that it does not know become <see cref="Undecodable"/>, never a plausible letter.</summary>
public sealed class TextEncoding
{
    /// <summary>A noncharacter, so no honest text holds it. A row with one is rejected.</summary>
    public const char Undecodable = '\uFFFF';

    private static readonly Dictionary<string, TextEncoding> s_byName = [];

    private readonly int _codePage;

    private TextEncoding(string name, int codePage, params ReadOnlySpan<string> aliases)
    {
        Name = name;
        _codePage = codePage;
        s_byName.Add(Plain(name), this);
        foreach (var alias in aliases)
            s_byName.Add(Plain(alias), this);
    }

    public static TextEncoding Utf8 { get; } = new("utf-8", 65001, "utf-8-sig", "ascii", "us-ascii");
    public static TextEncoding Utf16LittleEndian { get; } = new("utf-16le", 1200, "utf-16");
    public static TextEncoding Utf16BigEndian { get; } = new("utf-16be", 1201);
    public static TextEncoding Utf32LittleEndian { get; } = new("utf-32le", 12000, "utf-32");
    public static TextEncoding Utf32BigEndian { get; } = new("utf-32be", 12001);

    /// <summary>All that can be chosen, the commonest first: of encodings that explain a file equally well the first one is taken.</summary>
    public static IReadOnlyList<TextEncoding> All { get; } =
    [
        Utf8,
        Utf16LittleEndian,
        Utf16BigEndian,
        Utf32LittleEndian,
        Utf32BigEndian,
        new("windows-1252", 1252, "cp1252", "latin1", "iso-8859-1"),
        new("iso-8859-15", 28605, "latin9"),
        new("macintosh", 10000, "mac-roman", "mac"),
        new("windows-1250", 1250, "cp1250"),
        new("windows-1251", 1251, "cp1251"),
        new("windows-1253", 1253, "cp1253"),
        new("windows-1254", 1254, "cp1254"),
        new("windows-1255", 1255, "cp1255"),
        new("windows-1256", 1256, "cp1256"),
        new("windows-1257", 1257, "cp1257"),
        new("windows-1258", 1258, "cp1258"),
        new("windows-874", 874, "cp874", "tis-620"),
        new("iso-8859-2", 28592, "latin2"),
        new("koi8-r", 20866),
        new("gb18030", 54936, "gbk", "gb2312", "cp936"),
        new("big5", 950, "cp950"),
        new("shift_jis", 932, "cp932", "sjis", "windows-31j"),
        new("euc-jp", 51932),
        new("cp949", 949, "euc-kr", "uhc", "ks_c_5601-1987"),
    ];

    /// <summary>The name stored in mappings, so it never changes.</summary>
    public string Name { get; }

    internal bool IsUnicode => _codePage is 65001 or 1200 or 1201 or 12000 or 12001;

    /// <summary>By any usual spelling, such as <c>UTF8</c>, <c>cp1252</c> or <c>EUC_JP</c>; null when unknown.</summary>
    public static TextEncoding? Find(string name) => s_byName.GetValueOrDefault(Plain(name));

    public override string ToString() => Name;

    /// <summary>A decoder that keeps state between blocks.</summary>
    internal Encoding Create()
    {
        var provider = CodePagesEncodingProvider.Instance;
        return _codePage switch
        {
            65001 or 1200 or 1201 or 12000 or 12001 =>
                Encoding.GetEncoding(_codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFF")),
            932 or 936 or 949 or 950 => provider.GetEncoding(
                _codePage, EncoderFallback.ReplacementFallback, new BestFitFallback(provider.GetEncoding(_codePage)!))!,
            _ => provider.GetEncoding(_codePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFF"))!,
        };
    }

    private static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();

    /// <summary>
    /// The runtime knows letters that have two codes (NEC's copies of IBM's kanji in cp932) only in its best-fit table, which a
    /// decoder with any other fallback does not ask. That table turns what it does not know into a question mark.
    /// </summary>
    private sealed class BestFitFallback(Encoding bestFit) : DecoderFallback
    {
        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer(bestFit);

        private sealed class Buffer(Encoding bestFit) : DecoderFallbackBuffer
        {
            private char _letter;
            private bool _waiting;

            public override int Remaining => _waiting ? 1 : 0;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                var text = bestFit.GetString(bytesUnknown);
                _letter = text is [not '?' and not '\u30FB' and not '\uFFFD'] ? text[0] : Undecodable;
                return _waiting = true;
            }

            public override char GetNextChar()
            {
                var letter = _waiting ? _letter : '\0';
                _waiting = false;
                return letter;
            }

            public override bool MovePrevious() => false;

            public override void Reset() => _waiting = false;
        }
    }
}
