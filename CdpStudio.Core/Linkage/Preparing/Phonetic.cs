namespace CdpStudio.Core.Linkage.Preparing;

/// <summary>Soundex (Russell 1918, as the US National Archives use it) of the first word, for blocking only. Other scripts keep their first letters.</summary>
internal static class Phonetic
{
    private const int Length = 4;
    private const string Codes = "01230120022455012623010202";

    public static string Code(string form)
    {
        Span<char> code = ['0', '0', '0', '0'];
        var length = 0;
        var last = '0';
        foreach (var c in form)
        {
            if (!char.IsAsciiLetterLower(c))
            {
                if (c == ' ') break;
                if (char.IsLetter(c)) return form[..Math.Min(form.Length, 3)];
                continue;
            }

            var digit = Codes[c - 'a'];
            if (length == 0) code[length++] = c;
            else if (digit != '0' && digit != last) code[length++] = digit;
            // h and w do not part two letters of one sound; vowels do.
            if (c is not ('h' or 'w')) last = digit;
            if (length == Length) break;
        }

        return length == 0 ? form : new string(code);
    }
}
