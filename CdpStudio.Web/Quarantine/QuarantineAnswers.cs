using System.Text;
using System.Text.Json;
using CdpStudio.Core.Ingestion;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Repair;

namespace CdpStudio.Web.Quarantine;

/// <param name="Reason">One of a closed set, such as <c>badTimestamp</c>.</param>
/// <param name="Field">Dotted path of the member at fault; null when it is the whole message.</param>
/// <param name="Import">Id of the import that it came with; null without one.</param>
/// <param name="State"><c>open</c>, <c>replaying</c>, <c>stored</c>, <c>duplicate</c> or <c>discarded</c>.</param>
internal sealed record QuarantinedAnswer(
    long Id, string Reason, string Words, string? Field, int Source, int? Import, DateTimeOffset ReceivedAt, string State)
{
    public static QuarantinedAnswer Of(QuarantineRow row, SeenMessages seen) => new(
        row.Id, Name(row.Reason.ToString()), seen.Of(row.Words), row.Field, row.Source, row.Run == 0 ? null : row.Run, row.ReceivedAt, Name(row.State.ToString()));

    public static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}

/// <param name="Payload">As it came; bytes that are no text are drawn as U+FFFD.</param>
/// <param name="Repair">Number of the repair that tried it last.</param>
internal sealed record QuarantinedDetailAnswer(QuarantinedAnswer Message, string Payload, int? Repair, string? DiscardedBecause);

internal sealed record DiscardedAnswer(long Messages);

/// <inheritdoc cref="RepairPreview"/>
internal sealed record PreviewAnswer(
    long Messages, int Tried, int Accepted, IReadOnlyList<RemainderAnswer> Remaining, IReadOnlyList<SampleAnswer> Samples)
{
    public static PreviewAnswer Of(RepairPreview preview, SeenMessages seen) => new(
        preview.Messages,
        preview.Tried,
        preview.Accepted,
        [.. preview.Remaining.Select(r => new RemainderAnswer(QuarantinedAnswer.Name(r.Reason.ToString()), r.Messages, seen.Of(r.Words)))],
        [.. preview.Samples.Select(s => new SampleAnswer(
            s.Id, Encoding.UTF8.GetString(seen.Of(s.Before)), s.After is null ? null : Encoding.UTF8.GetString(seen.Of(s.After)), NameOf(s.Refusal)))]);

    private static string? NameOf(Refusal? refusal) => refusal is null ? null : QuarantinedAnswer.Name(refusal.Reason.ToString());
}

internal sealed record RemainderAnswer(string Reason, int Messages, string Words);

/// <param name="Reason">Why it would stay; null when it would be accepted.</param>
internal sealed record SampleAnswer(long Id, string Before, string? After, string? Reason);

internal sealed record StartedRepair(int Id);

/// <param name="State"><c>queued</c>, <c>running</c>, <c>completed</c>, <c>failed</c> or <c>cancelled</c>.</param>
/// <param name="Kept">Tried, and still in quarantine.</param>
internal sealed record RepairAnswer(
    int Id, int Version, string State, long Messages, long Stored, long Duplicate, long Kept, JsonElement Rule, string By, DateTimeOffset At, string? Error)
{
    public static RepairAnswer Of(RepairStatus status)
    {
        var repair = status.Repair;
        return new RepairAnswer(
            repair.Number, repair.Version, NameOf(status.State), repair.Messages, repair.Stored, repair.Duplicate, repair.Kept,
            JsonSerializer.Deserialize<JsonElement>(repair.Rule), repair.By, repair.At, status.Error);
    }

    private static string NameOf(JobState state) => QuarantinedAnswer.Name(state.ToString());
}
