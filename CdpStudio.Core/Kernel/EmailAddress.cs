using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace CdpStudio.Core.Kernel;

/// <summary>
/// An address that every mail server understands: a plain local part and a host of the DNS, both ASCII. Stricter than RFC 5321 where
/// what it allows is never somebody's mailbox: no quotes, comments, routes, address literals or hosts of one label.
/// </summary>
public sealed record EmailAddress
{
    public const int MaxLength = 254;
    private const int MaxLocalLength = 64;
    private const int MaxLabelLength = 63;

    // RFC 5322 atext without ! and %, which once routed mail through other people's servers.
    private static readonly SearchValues<char> s_local =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#$&'*+-/=?^_`{|}~.");

    private static readonly SearchValues<char> s_label = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-");

    private static readonly IdnMapping s_idn = new() { UseStd3AsciiRules = true };

    private EmailAddress(string local, string host)
    {
        Local = local;
        Host = host;
    }

    public string Local { get; }

    /// <summary>Lower case; a host in other letters is in Punycode.</summary>
    public string Host { get; }

    /// <summary>As it stands in an envelope.</summary>
    public string Value => $"{Local}@{Host}";

    /// <summary>What two addresses of one mailbox have in common: lower case, as practically every mail server reads the local part.</summary>
    public string Folded => Value.ToLowerInvariant();

    /// <param name="text">Blanks around it are left out.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out EmailAddress? address)
    {
        address = null;
        var trimmed = text?.Trim(' ', '\t', '\r', '\n') ?? "";
        var at = trimmed.LastIndexOf('@');
        if (at <= 0 || trimmed.Length > MaxLength) return false;

        var local = trimmed[..at];
        if (!IsLocal(local) || !TryReadHost(trimmed[(at + 1)..], out var host) || local.Length + 1 + host.Length > MaxLength) return false;

        address = new EmailAddress(local, host);
        return true;
    }

    public override string ToString() => Value;

    private static bool IsLocal(string local) =>
        local.Length <= MaxLocalLength
        && local.AsSpan().IndexOfAnyExcept(s_local) < 0
        && local[0] != '.' && local[^1] != '.'
        && !local.Contains("..", StringComparison.Ordinal);

    private static bool TryReadHost(string text, out string host)
    {
        host = "";
        // Punycode would drop what nobody sees, and two hosts that look the same would be one.
        if (text.Length == 0 || text.Any(IsInvisible)) return false;

        try
        {
            host = s_idn.GetAscii(text).ToLowerInvariant();
        }
        catch (ArgumentException)
        {
            return false;
        }

        var labels = host.Split('.');
        return labels.Length > 1 && labels.All(IsLabel) && !labels[^1].All(char.IsAsciiDigit);
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength
        && label.AsSpan().IndexOfAnyExcept(s_label) < 0
        && label[0] != '-' && label[^1] != '-';

    private static bool IsInvisible(char c) =>
        char.IsControl(c) || char.IsWhiteSpace(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format;
}
