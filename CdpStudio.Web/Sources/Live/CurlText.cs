using System.Text.Unicode;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Parsing;

namespace CdpStudio.Web.Sources.Live;

/// <summary>A message as a line for a terminal that sends it again.</summary>
internal static class CurlText
{
    /// <returns>Null for what a terminal can't hold: bytes that are no text, or not all of them.</returns>
    public static string? Of(LiveRow row, string address, string writeKey)
    {
        var raw = row.Message.Raw;
        if (raw.Length is 0 or LiveMessage.MaxBytes || row.Text.Contains('\0', StringComparison.Ordinal) || !Utf8.IsValid(raw)) return null;

        // A message of a batch whose type is none is refused by its batch, not by a path.
        var (path, body) = row.Call == LiveRow.Batch ? (LiveRow.Batch, row.Text)
            : CallTypes.TryParse(row.Call, out _) ? (row.Call!.ToLowerInvariant(), row.Text)
            : (LiveRow.Batch, row.Message.Outcome == LiveOutcome.Refused ? row.Text : $"{{\"batch\":[{row.Text}]}}");

        // Raw, because a body that begins with @ would be the name of a file.
        return $"curl {address}/v1/{path} --user {writeKey}: --header 'Content-Type: application/json' --data-raw '{body.Replace("'", "'\\''", StringComparison.Ordinal)}'";
    }
}
