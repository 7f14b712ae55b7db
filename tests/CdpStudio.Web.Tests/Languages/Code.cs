namespace CdpStudio.Web.Tests.Languages;

/// <summary>Just enough of Razor to step over a piece of C#.</summary>
internal static class Code
{
    /// <returns>The position behind the expression or statement head whose at sign is at <paramref name="start"/>.</returns>
    public static int End(string text, int start)
    {
        var i = start + 1;
        while (i < text.Length)
        {
            var c = text[i];
            if (char.IsLetterOrDigit(c) || c == '_') i++;
            else if (c is '.' or '?' && i + 1 < text.Length && (char.IsLetter(text[i + 1]) || c == '?' && text[i + 1] == '.')) i++;
            else if (c is '(' or '[') i = Closed(text, i);
            else if (c == ' ' && IsStatement(text, start, i)) i++;
            else break;
        }

        return i;
    }

    private static bool IsStatement(string text, int start, int end) =>
        text[(start + 1)..end] is "if" or "foreach" or "for" or "switch" or "while" or "using" or "lock";

    /// <returns>The position behind the bracket that closes the one at <paramref name="open"/>; texts within are stepped over.</returns>
    private static int Closed(string text, int open)
    {
        var depth = 0;
        for (var i = open; i < text.Length; i++)
        {
            if (text[i] is '(' or '[' or '{') depth++;
            else if (text[i] is ')' or ']' or '}' && --depth == 0) return i + 1;
            else if (text[i] == '"') i = text.IndexOf('"', i + 1);
            if (i < 0) break;
        }

        return text.Length;
    }
}
