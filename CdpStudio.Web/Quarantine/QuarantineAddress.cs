using System.Globalization;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;

namespace CdpStudio.Web.Quarantine;

/// <summary>Which messages an address means: <c>reason</c>, <c>source</c>, <c>items</c>.</summary>
internal static class QuarantineAddress
{
    public const string Page = "/quarantine";
    public const string History = "/quarantine/repairs";

    public static string OfMessage(long id) => string.Create(CultureInfo.InvariantCulture, $"{Page}?message={id}");

    public static string OfRepair(int number) => string.Create(CultureInfo.InvariantCulture, $"{History}/{number}");

    /// <summary>Where the messages of a selection are repaired.</summary>
    public static string ToRepair(QuarantineSelection selection)
    {
        var parts = new List<string>();
        if (selection.Reason is { } reason) parts.Add($"reason={reason}");
        if (selection.Source is { } source) parts.Add(string.Create(CultureInfo.InvariantCulture, $"source={source}"));
        if (selection.Ids is { } ids) parts.Add("items=" + string.Join(',', ids.Select(id => id.ToString(CultureInfo.InvariantCulture))));
        return $"{Page}/repair?{string.Join('&', parts)}";
    }

    /// <summary>Null when the address names no messages that could be repaired at once.</summary>
    public static QuarantineSelection? Read(string? reason, int? source, string? items)
    {
        var ids = items?.Split(',').Select(id => long.TryParse(id, CultureInfo.InvariantCulture, out var number) ? number : 0).Where(id => id > 0).Distinct().ToList();
        if (ids is { Count: 0 or > QuarantineSelection.MaxIds }) return null;

        var known = ReasonOf(reason);
        return ids is null && known is null ? null : new QuarantineSelection(ids is null ? known : null, ids is null ? source : null, ids);
    }

    public static RefusalReason? ReasonOf(string? reason) =>
        Enum.TryParse<RefusalReason>(reason, out var known) && Enum.IsDefined(known) && known.ToString() == reason ? known : null;
}
