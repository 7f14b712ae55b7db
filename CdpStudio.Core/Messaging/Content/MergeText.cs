using System.Text.RegularExpressions;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>A part of a text with merge tags.</summary>
public abstract record MergePiece
{
    private MergePiece()
    {
    }

    public sealed record Literal(string Text) : MergePiece;

    /// <param name="Name">A dotted name, compared without case.</param>
    /// <param name="Fallback">For people without a value; may be empty. Null: who has none gets no mail.</param>
    public sealed record Attribute(string Name, string? Fallback) : MergePiece;

    /// <summary><c>{{$unsubscribe}}</c>: the address by which this person says no.</summary>
    public sealed record Unsubscribe : MergePiece;
}

/// <summary>Merge tags, <c>{{attribute|fallback}}</c>. Read in one pass; what a value holds is never read again.</summary>
public static partial class MergeText
{
    private const string Open = "{{";
    private const string Close = "}}";
    private const string UnsubscribeName = "$unsubscribe";

    /// <summary>What is no tag is text, braces and all; <see cref="IsMalformed"/> finds it for the checks.</summary>
    public static IReadOnlyList<MergePiece> Parse(string text)
    {
        var pieces = new List<MergePiece>();
        var at = 0;
        foreach (Match match in Tag().Matches(text))
        {
            if (Read(match.Groups["inside"].Value) is not { } tag) continue;

            if (match.Index > at) pieces.Add(new MergePiece.Literal(text[at..match.Index]));
            pieces.Add(tag);
            at = match.Index + match.Length;
        }

        if (at < text.Length) pieces.Add(new MergePiece.Literal(text[at..]));
        return pieces;
    }

    /// <summary>Whether braces are left over that were meant to be a tag.</summary>
    public static bool IsMalformed(string text) => Parse(text).OfType<MergePiece.Literal>()
        .Any(l => l.Text.Contains(Open, StringComparison.Ordinal) || l.Text.Contains(Close, StringComparison.Ordinal));

    /// <summary>The tag as people write it.</summary>
    public static string Write(MergePiece.Attribute tag) => $"{Open}{tag.Name}{(tag.Fallback is null ? "" : "|" + tag.Fallback)}{Close}";

    private static MergePiece? Read(string inside)
    {
        var bar = inside.IndexOf('|', StringComparison.Ordinal);
        var name = (bar < 0 ? inside : inside[..bar]).Trim();
        if (name == UnsubscribeName && bar < 0) return new MergePiece.Unsubscribe();
        if (name.Length == 0 || name[0] == '$') return null;

        return new MergePiece.Attribute(name, bar < 0 ? null : inside[(bar + 1)..].Trim());
    }

    [GeneratedRegex(@"\{\{(?<inside>[^{}]*)\}\}", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();
}
