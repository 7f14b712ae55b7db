using System.Text;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <param name="Sure">False when another encoding explains the file nearly as well: somebody should look at the preview.</param>
public sealed record DetectedEncoding(TextEncoding Encoding, bool Sure);

/// <summary>Finds a file's encoding by evidence: its mark, zero bytes, well-formed UTF-8, else the letters of the languages.</summary>
public static class EncodingDetection
{
    private const double Lead = 0.12;

    /// <param name="sample">Bytes with the file's first letters outside ASCII, if it has any.</param>
    /// <param name="start">Whether the sample is the file's beginning, where a mark may stand.</param>
    public static DetectedEncoding Detect(ReadOnlySpan<byte> sample, bool start = true)
    {
        if (start && FromMark(sample) is { } marked)
            return new DetectedEncoding(marked, Sure: true);
        if (FromZeros(sample) is { } wide)
            return new DetectedEncoding(wide, Sure: true);
        if (!sample.ContainsAnyInRange((byte)0x80, (byte)0xFF) || LooksLikeUtf8(sample))
            return new DetectedEncoding(TextEncoding.Utf8, Sure: true);

        var bytes = sample.ToArray();
        var fits = TextEncoding.All.Where(e => !e.IsUnicode).Select(e => (Encoding: e, Fit: Fit(e, bytes))).ToList();
        var best = fits.MaxBy(f => f.Fit);
        // Western encodings share most letters, so a near miss among them is no doubt about the text.
        var second = fits.Where(f => f.Encoding != best.Encoding && Text(f.Encoding, bytes) != Text(best.Encoding, bytes)).Max(f => f.Fit);
        return new DetectedEncoding(best.Encoding, best.Fit - second >= Lead);
    }

    /// <summary>Length of the mark that the text begins with, in bytes.</summary>
    internal static int MarkLength(ReadOnlySpan<byte> sample) => FromMark(sample) switch
    {
        null => 0,
        var e when e == TextEncoding.Utf8 => 3,
        var e when e == TextEncoding.Utf16LittleEndian || e == TextEncoding.Utf16BigEndian => 2,
        _ => 4,
    };

    private static TextEncoding? FromMark(ReadOnlySpan<byte> sample) => sample switch
    {
        [0xEF, 0xBB, 0xBF, ..] => TextEncoding.Utf8,
        [0xFF, 0xFE, 0, 0, ..] => TextEncoding.Utf32LittleEndian,
        [0, 0, 0xFE, 0xFF, ..] => TextEncoding.Utf32BigEndian,
        [0xFF, 0xFE, ..] => TextEncoding.Utf16LittleEndian,
        [0xFE, 0xFF, ..] => TextEncoding.Utf16BigEndian,
        _ => null,
    };

    /// <summary>Separators and line ends are ASCII in every file; in wide encodings the other half of them is zero.</summary>
    private static TextEncoding? FromZeros(ReadOnlySpan<byte> sample)
    {
        Span<int> zeros = stackalloc int[4];
        for (var i = 0; i < sample.Length; i++)
        {
            if (sample[i] == 0)
                zeros[i % 4]++;
        }

        var units = sample.Length / 4;
        if (units == 0)
            return null;
        if (zeros[3] >= units * 0.95 && zeros[2] >= units * 0.8)
            return TextEncoding.Utf32LittleEndian;
        if (zeros[0] >= units * 0.95 && zeros[1] >= units * 0.8)
            return TextEncoding.Utf32BigEndian;
        var even = zeros[0] + zeros[2];
        var odd = zeros[1] + zeros[3];
        if (odd + even < units * 0.04)
            return null;
        if (odd > 10 * even)
            return TextEncoding.Utf16LittleEndian;
        return even > 10 * odd ? TextEncoding.Utf16BigEndian : null;
    }

    /// <summary>A few broken letters do not make another encoding of it: their rows are rejected, the rest is right.</summary>
    private static bool LooksLikeUtf8(ReadOnlySpan<byte> sample)
    {
        int good = 0, bad = 0;
        while (!sample.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(sample, out var rune, out var length);
            if (status == System.Buffers.OperationStatus.NeedMoreData)
                break;
            if (status != System.Buffers.OperationStatus.Done)
                bad++;
            else if (!rune.IsAscii)
                good++;
            sample = sample[length..];
        }

        return good > 20 * bad;
    }

    private static double Fit(TextEncoding encoding, byte[] bytes)
    {
        var text = Text(encoding, bytes);
        return encoding.Name is "gb18030" or "big5" or "shift_jis" or "euc-jp" or "cp949"
            ? Ideographs.Fit(encoding.Name, text, encoding.Create())
            : Alphabets.Fit(encoding.Name, text);
    }

    // Without the flush: a letter that the sample's end cuts in two is no evidence.
    private static string Text(TextEncoding encoding, byte[] bytes)
    {
        var decoder = encoding.Create().GetDecoder();
        var chars = new char[decoder.GetCharCount(bytes, flush: false)];
        return new string(chars, 0, decoder.GetChars(bytes, chars, flush: false));
    }
}
