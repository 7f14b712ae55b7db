using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CdpStudio.Core.Messaging.Content;

/// <summary>
/// The tags of one message while its HTML and its text are being laid out: a tag is a mark that no text holds, so it passes through
/// escaping and an HTML parser as it is.
/// </summary>
internal sealed partial class Slots
{
    private const char Begin = '\uE000';
    private const char End = '\uE001';

    private readonly List<(MergePiece Tag, bool IsUrl)> _slots = [];

    public bool HasUnsubscribe => _slots.Any(s => s.Tag is MergePiece.Unsubscribe);

    /// <summary>The text with a mark for each of its tags.</summary>
    /// <param name="isUrl">Values become part of an address.</param>
    public string Mark(string text, bool isUrl = false)
    {
        var marked = new StringBuilder(text.Length);
        foreach (var piece in MergeText.Parse(Clean(text)))
        {
            if (piece is MergePiece.Literal literal)
            {
                marked.Append(literal.Text);
                continue;
            }

            marked.Append(CultureInfo.InvariantCulture, $"{Begin}{_slots.Count}{End}");
            _slots.Add((piece, isUrl));
        }

        return marked.ToString();
    }

    public static string Clean(string text) => text.Replace(Begin, '\uFFFD').Replace(End, '\uFFFD');

    /// <param name="marked">What was laid out, with its marks.</param>
    /// <param name="asHtml">Values are escaped.</param>
    public SlotText Compile(string marked, bool asHtml)
    {
        var parts = new List<SlotPart>();
        var at = 0;
        foreach (Match match in Marks().Matches(marked))
        {
            var (tag, isUrl) = _slots[int.Parse(match.Groups["slot"].ValueSpan, CultureInfo.InvariantCulture)];
            parts.Add(new SlotPart(marked[at..match.Index], tag, asHtml, isUrl));
            at = match.Index + match.Length;
        }

        parts.Add(new SlotPart(marked[at..], null, asHtml, false));
        return new SlotText(parts);
    }

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal)
        .Replace("'", "&#39;", StringComparison.Ordinal);

    [GeneratedRegex("\uE000(?<slot>[0-9]+)\uE001")]
    private static partial Regex Marks();
}

/// <summary>Text, then a value; the last part has none.</summary>
internal readonly record struct SlotPart(string Text, MergePiece? Tag, bool AsHtml, bool IsUrl);

/// <summary>A text that is laid out but for the values of one person.</summary>
internal sealed class SlotText(IReadOnlyList<SlotPart> parts)
{
    /// <param name="missing">The attribute without a value and a fallback, when there is one.</param>
    public bool TryFill(RecipientValues values, string unsubscribe, out string text, out string? missing)
    {
        (text, missing) = ("", null);
        var filled = new StringBuilder();
        foreach (var part in parts)
        {
            filled.Append(part.Text);
            if (part.Tag is null) continue;
            if (ValueOf(part, values, unsubscribe) is not { } value)
            {
                missing = ((MergePiece.Attribute)part.Tag).Name;
                return false;
            }

            filled.Append(part.AsHtml ? Slots.Escape(value) : value);
        }

        text = filled.ToString();
        return true;
    }

    private static string? ValueOf(SlotPart part, RecipientValues values, string unsubscribe) => part.Tag switch
    {
        MergePiece.Unsubscribe => unsubscribe,
        MergePiece.Attribute tag when (values.Find(tag.Name) ?? tag.Fallback) is { } value => part.IsUrl ? Uri.EscapeDataString(value) : value,
        _ => null,
    };
}
