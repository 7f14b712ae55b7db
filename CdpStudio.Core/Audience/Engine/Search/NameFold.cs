using System.Globalization;
using System.Text;
using CdpStudio.Core.Kernel;

namespace CdpStudio.Core.Audience.Engine.Search;

/// <summary>
/// Names as somebody spells them who only heard them: without case, without the marks of letters where those are spelt by their basic
/// letters (Latin, Greek, Cyrillic, Arabic, Hebrew), and in words with one space between them. Marks that make another letter (kana, Indic)
/// stay. Apostrophes and joiners vanish, everything else that is no letter, digit or mark parts words.
/// </summary>
internal static class NameFold
{
    private const char Nothing = '\0';
    private const char Several = '\uffff';
    private const char Noncharacter = '\ufffe';

    // What has no decomposition, but is written so where the letter is missing; and letters that Arabic and Persian keyboards tell apart.
    private static readonly Dictionary<char, string> s_written = new()
    {
        ['ß'] = "SS", ['ẞ'] = "SS", ['æ'] = "AE", ['Æ'] = "AE", ['œ'] = "OE", ['Œ'] = "OE", ['ø'] = "O", ['Ø'] = "O", ['ł'] = "L", ['Ł'] = "L",
        ['đ'] = "D", ['Đ'] = "D", ['ð'] = "D", ['Ð'] = "D", ['þ'] = "TH", ['Þ'] = "TH", ['ı'] = "I", ['ħ'] = "H", ['Ħ'] = "H",
        ['\u064a'] = "\u06cc", ['\u0649'] = "\u06cc", ['\u0643'] = "\u06a9", ['\u0629'] = "\u0647", ['\u06c1'] = "\u0647", ['\u06be'] = "\u0647",
        ['\u06d5'] = "\u0647", ['\u0671'] = "\u0627", ['\u0640'] = "",
    };

    private static readonly Lazy<(char[] One, Dictionary<char, string> Many)> s_fold = new(FoldAll);

    /// <summary>Words with one space between them; empty when there is none.</summary>
    public static string Of(string text)
    {
        var folded = new StringBuilder(text.Length);
        Append(NeedsNormal(text) ? StudioText.Normal(text) : text, folded);
        return folded.ToString();
    }

    public static string[] Words(string text) => [.. Of(text).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct()];

    /// <summary>The same of UTF-8, onto what is in a buffer already.</summary>
    /// <param name="folded">For the letters between; what is in it is lost.</param>
    public static void Append(ReadOnlySpan<byte> text, ByteBuffer target, StringBuilder folded)
    {
        if (Ascii.IsValid(text))
        {
            AppendAscii(text, target.Reserve(text.Length), out var length);
            target.Advance(length);
            return;
        }

        folded.Clear();
        var read = Encoding.UTF8.GetString(text);
        Append(NeedsNormal(read) ? StudioText.Normal(read) : read, folded);
        foreach (var part in folded.GetChunks())
        {
            var space = target.Reserve(Encoding.UTF8.GetMaxByteCount(part.Length));
            target.Advance(Encoding.UTF8.GetBytes(part.Span, space));
        }
    }

    private static void AppendAscii(ReadOnlySpan<byte> text, Span<byte> target, out int length)
    {
        var one = s_fold.Value.One;
        length = 0;
        foreach (var letter in text)
        {
            var folded = one[letter];
            if (folded == Nothing || (folded == ' ' && (length == 0 || target[length - 1] == ' '))) continue;
            target[length++] = (byte)folded;
        }

        if (length > 0 && target[length - 1] == ' ') length--;
    }

    private static void Append(string text, StringBuilder target)
    {
        var (one, many) = s_fold.Value;
        foreach (var letter in text)
        {
            var folded = one[letter];
            if (folded == Several)
            {
                foreach (var part in many[letter]) Add(part);
            }
            else if (folded != Nothing)
            {
                Add(folded);
            }
        }

        if (target.Length > 0 && target[^1] == ' ') target.Length--;

        void Add(char letter)
        {
            if (letter != ' ' || (target.Length > 0 && target[^1] != ' ')) target.Append(letter);
        }
    }

    // Where letters fold one by one, whether a mark is written with its letter or behind it: asking ICU takes longer than all else.
    private static bool NeedsNormal(string text)
    {
        foreach (var c in text)
        {
            if (c >= '\u0900' && c is not ((>= '\u1e00' and <= '\u2bff') or (>= '\u4e00' and <= '\u9fff'))) return true;
        }

        return false;
    }

    private static (char[] One, Dictionary<char, string> Many) FoldAll()
    {
        var (one, many) = (new char[char.MaxValue + 1], new Dictionary<char, string>());
        for (var i = 0; i <= char.MaxValue; i++)
        {
            var folded = Fold((char)i);
            one[i] = folded.Length switch { 0 => Nothing, 1 => folded[0], _ => Several };
            if (folded.Length > 1) many[(char)i] = folded;
        }

        return (one, many);
    }

    private static string Fold(char letter)
    {
        if (char.IsSurrogate(letter)) return letter.ToString();
        if (letter == Noncharacter) return " ";
        if (IsDropped(letter)) return "";

        var folded = new StringBuilder();
        foreach (var part in letter.ToString().Normalize(NormalizationForm.FormKD))
        {
            if (IsMark(part) || IsDropped(part)) continue;
            if (s_written.TryGetValue(part, out var written)) folded.Append(written);
            else folded.Append(IsOfAWord(part) ? part : ' ');
        }

        var whole = folded.ToString();
        return whole.Length > 0 && string.IsNullOrWhiteSpace(whole) ? " " : StudioText.Key(whole.Normalize(NormalizationForm.FormC));
    }

    private static bool IsDropped(char letter) =>
        letter is '\'' or '\u2018' or '\u2019' or '\u02bb' or '\u02bc' or '`' or '\u00b4' or '\u2032'
        || char.GetUnicodeCategory(letter) == UnicodeCategory.Format;

    private static bool IsMark(char letter) =>
        letter is (>= '\u0300' and <= '\u036f') or (>= '\u0591' and <= '\u05c7') or (>= '\u064b' and <= '\u065f') or '\u0670' or (>= '\u06d6' and <= '\u06ed')
        && char.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool IsOfAWord(char letter) => char.IsLetterOrDigit(letter) || char.GetUnicodeCategory(letter)
        is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
