using System.Buffers;

namespace CdpStudio.Core.Sources.Imports.Reading;

/// <summary>
/// How well text that was read in some encoding looks like text: the letters that its languages use. Read wrongly, German turns into
/// <c>JŸrgen</c>, Russian into <c>оПНЛЕП</c> and Korean into rare Chinese.
/// </summary>
internal static class Alphabets
{
    private const string Punctuation = "’‘“”„‚–—…€£°§«»·•©®™№¿¡\u00A0";

    private const string Vowels = "аеёиоуыэюяіїєαεηιουωάέήίόύώ";

    private static readonly SearchValues<char> s_accented = SearchValues.Create("άέήίόύώ");

    private static readonly string[] s_western =
    [
        "äöüßÄÖÜ", "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ", "áéíóúüñÁÉÍÓÚÜÑ", "ãõáàâéêíóôúçÃÕÁÀÂÉÊÍÓÔÚÇ", "åäöæøÅÄÖÆØé", "àèéìòùÀÈÉÌÒÙ",
        "þðæöáéíóúýÞÐÆÖÁÉÍÓÚÝ",
    ];

    private static readonly Dictionary<string, string[]> s_languages = new()
    {
        ["windows-1252"] = s_western,
        ["iso-8859-15"] = s_western,
        ["macintosh"] = s_western,
        ["windows-1250"] = Central,
        ["iso-8859-2"] = Central,
        ["windows-1251"] = ["абвгдежзийклмнопрстуфхцчшщъыьэюяё", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", "абвгдђежзијклљмнњопрстћуфхцчџш"],
        ["koi8-r"] = ["абвгдежзийклмнопрстуфхцчшщъыьэюяё"],
        ["windows-1253"] = ["αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊϋΐΰ"],
        ["windows-1254"] = ["çğıöşüâîûÇĞİÖŞÜÂÎÛ"],
        ["windows-1255"] = ["אבגדהוזחטיךכלםמןנסעףפץצקרשת"],
        ["windows-1256"] = ["ابتثجحخدذرزسشصضطظعغفقكلمنهويىءآأؤإئةپچژگک،؟"],
        ["windows-1257"] = ["ąčęėįšųūžĄČĘĖĮŠŲŪŽ", "āčēģīķļņšūžĀČĒĢĪĶĻŅŠŪŽ", "äöõüšžÄÖÕÜŠŽ"],
        ["windows-1258"] = ["ăâđêôơưàáéèíìóòúùăâĂÂĐÊÔƠƯ\u0300\u0301\u0303\u0309\u0323"],
        ["windows-874"] = ["กขคงจชซดตถทธนบปผพฟมยรลวศสหอณฐภษฉญะาำิีึืุูเแโใไ่้๊๋์ๆฯ๐๑๒๓๔๕๖๗๘๙"],
    };

    private static string[] Central =>
        ["ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "áčďéěíňóřšťúůýžÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ", "áäčďéíĺľňóôŕšťúýžÁÄČĎÉÍĹĽŇÓÔŔŠŤÚÝŽ", "áéíóöőúüűÁÉÍÓÖŐÚÜŰ", "äöüßÄÖÜ",
            "čćđšžČĆĐŠŽ", "ăâîşţĂÂÎŞŢ"];

    /// <summary>About 1 when every letter belongs to one language as it is written; below 0 when it is no language.</summary>
    public static double Fit(string encoding, string text)
    {
        var best = double.MinValue;
        foreach (var language in s_languages[encoding])
            best = Math.Max(best, Fit(text, language, s_languages[encoding]));
        return best;
    }

    private static double Fit(string text, string language, string[] neighbours)
    {
        double sum = 0;
        var letters = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var letter = text[i];
            if (letter < 0x80)
                continue;
            letters++;
            sum += Worth(letter, language, neighbours);
            var before = i > 0 ? text[i - 1] : ' ';
            var after = i + 1 < text.Length ? text[i + 1] : ' ';
            if (char.IsUpper(letter) && char.IsLower(before))
                sum -= 1;
            else if (IsOtherScript(letter) && (char.IsAsciiLetter(before) || char.IsAsciiLetter(after)))
                sum -= 1;
            else if (IsThaiMark(letter) && (before < '\u0E01' || "ะาำเแโใไ".Contains(before, StringComparison.Ordinal)))
                sum -= 1;
            else if (!char.IsLetter(letter) && letter != '’' && char.IsLetter(before) && char.IsLetter(after))
                sum -= 0.5;
        }

        return letters == 0 ? 0 : (sum / letters) - Unspeakable(text, language);
    }

    /// <summary>Hebrew read as Cyrillic is made of Cyrillic letters, but nobody could say it: a quarter of all letters are vowels,
    /// and written Greek carries accents.</summary>
    private static double Unspeakable(string text, string language)
    {
        if (language[0] is not ('а' or 'α')) return 0;

        var letters = text.Count(l => l is >= '\u0370' and <= '\u04FF');
        var vowels = text.Count(l => Vowels.Contains(char.ToLowerInvariant(l), StringComparison.Ordinal));
        var unaccented = language[0] == 'α' && !text.AsSpan().ContainsAny(s_accented) && text.Any(l => l >= 'α' && char.IsLower(l));
        return letters == 0 ? 0 : (Math.Max(0, 0.25 - ((double)vowels / letters)) * 2) + (unaccented ? 0.3 : 0);
    }

    private static double Worth(char letter, string language, string[] neighbours)
    {
        // Any pair of bytes is some Thai, so by itself it proves less.
        if (language.Contains(letter, StringComparison.Ordinal))
            return letter >= '\u0E01' ? 0.7 : 1;
        // Cyrillic and Greek are listed in lower case.
        if (language.Contains(char.ToLowerInvariant(letter), StringComparison.Ordinal))
            return 0.9;
        if (Punctuation.Contains(letter, StringComparison.Ordinal))
            return 0.5;
        if (neighbours.Any(l => l.Contains(letter, StringComparison.Ordinal)))
            return 0.4;
        if (char.IsControl(letter) || letter is TextEncoding.Undecodable or (>= '\uE000' and <= '\uF8FF'))
            return -3;
        return -0.5;
    }

    private static bool IsOtherScript(char letter) => letter is >= '\u0370' and <= '\u0E5B' && char.IsLetter(letter);

    private static bool IsThaiMark(char letter) => letter is '\u0E31' or (>= '\u0E33' and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E');
}
