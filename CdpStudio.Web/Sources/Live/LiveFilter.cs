using CdpStudio.Core.Ingestion.Live;

namespace CdpStudio.Web.Sources.Live;

/// <param name="Outcome">Null for any.</param>
/// <param name="Words">Somewhere in the message as it was sent, in any case; empty for any.</param>
internal readonly record struct LiveFilter(LiveOutcome? Outcome, string Words)
{
    public bool Takes(LiveRow row) =>
        (Outcome is null || row.Message.Outcome == Outcome) && (Words.Length == 0 || row.Text.Contains(Words, StringComparison.OrdinalIgnoreCase));
}
