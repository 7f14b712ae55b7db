using System.Text.RegularExpressions;

namespace CdpStudio.Web.Tests.Languages;

/// <summary>Finds words of a language in Razor markup: between tags, and in attributes that people read or hear.</summary>
internal static partial class HardCoded
{
    // Names of things that no language translates.
    private static readonly string[] s_names = ["CdpStudio", "Ctrl", "Alt", "Shift", "K", "Enter", "Esc"];

    public static IReadOnlyList<string> In(string markup)
    {
        var text = DirectiveAttribute().Replace(Comment().Replace(markup, ""), " on=");
        text = string.Join('\n', text.Split('\n').Where(line => !Directive().IsMatch(line)));
        var spoken = Attribute().Matches(text).Select(match => match.Groups["text"].Value.Trim());
        var between = Words(Tag().Replace(WithoutCode(text), "\n"));

        return [.. spoken.Concat(between).Where(IsWords)];
    }

    /// <summary>The markup without expressions and statements of C#, which begin with an at sign and end where their brackets close.</summary>
    private static string WithoutCode(string text)
    {
        var kept = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '@')
            {
                kept.Append(text[i]);
                continue;
            }

            i = Code.End(text, i) - 1;
        }

        return Statement().Replace(kept.ToString(), "\n");
    }

    private static IEnumerable<string> Words(string text) =>
        text.Split('\n').Select(line => line.Trim(' ', '{', '}', '\r', '·', '…')).Where(line => line.Length > 0);

    private static bool IsWords(string text) =>
        text.Any(char.IsLetter) && !text.Contains('@', StringComparison.Ordinal)
        && !text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => s_names.Contains(word) || word.StartsWith('&'));

    [GeneratedRegex(@"@\*.*?\*@|<!--.*?-->|<!DOCTYPE[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Comment();

    // @onclick=, @key=, @bind:event= and their like are attributes, not expressions.
    [GeneratedRegex(@"\s@[\w:]+=(?="")")]
    private static partial Regex DirectiveAttribute();

    [GeneratedRegex(@"^\s*@(page|using|inject|attribute|layout|namespace|inherits|implements|typeparam|rendermode|preservewhitespace)\b")]
    private static partial Regex Directive();

    [GeneratedRegex("""\b(title|aria-label|placeholder|alt|Title|Label|Sub|Name|Help|Error|Text|Question|Reason)="(?<text>[^"@]*[\p{L}][^"@]*)"(?=[\s/>])""")]
    private static partial Regex Attribute();

    [GeneratedRegex("""<(/?[A-Za-z][\w.:-]*)(\s+[@\w:.-]+(\s*=\s*("[^"]*"|'[^']*'|[^\s>"']+))?)*\s*/?>""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"^\s*(var\s.*;|else(\s+if\s*\(.*\))?|if\s*\(.*\)|case\s.*:|default:|[\w.]+\s*=\s*.*;|continue;|break;|return;)\s*$", RegexOptions.Multiline)]
    private static partial Regex Statement();
}
