namespace CdpStudio.Core.Messaging.Content;

/// <summary>What a link or a picture may point to. Merge tags may fill its path and query, never say where it leads.</summary>
public static class MergeUrl
{
    public const int MaxLength = 2_000;

    public static bool IsLink(string url) => IsUnsubscribe(url) || IsWeb(url) || IsPlain(url, Uri.UriSchemeMailto) || IsPlain(url, "tel");

    public static bool IsPicture(string url) => IsWeb(url);

    public static bool IsUnsubscribe(string url) => MergeText.Parse(url.Trim()) is [MergePiece.Unsubscribe];

    private static bool IsWeb(string url)
    {
        if (!IsWritable(url)) return false;

        // Up to the first tag everything is fixed; the host has to be complete there.
        var pieces = MergeText.Parse(url.Trim());
        if (pieces is not [MergePiece.Literal start, ..] || pieces.Any(p => p is MergePiece.Unsubscribe)) return false;
        if (!Uri.TryCreate(start.Text, UriKind.Absolute, out var uri)) return false;

        return uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0 && uri.Host.Length > 0 && (pieces.Count == 1 || HostEnds(start.Text));
    }

    private static bool HostEnds(string start)
    {
        var host = start.IndexOf("//", StringComparison.Ordinal) + 2;
        return host >= 2 && start.AsSpan(host).IndexOfAny('/', '?', '#') > 0;
    }

    private static bool IsPlain(string url, string scheme) =>
        IsWritable(url) && Uri.TryCreate(url.Trim(), UriKind.Absolute, out var uri) && uri.Scheme == scheme
        && MergeText.Parse(url).All(p => p is MergePiece.Literal);

    // A parser forgives blanks and control characters inside; browsers forgive them differently. A fallback may hold blanks.
    private static bool IsWritable(string url) =>
        url.Length <= MaxLength
        && MergeText.Parse(url.Trim()).OfType<MergePiece.Literal>().All(l => !l.Text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c == '\\'));
}
