using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Ingestion.Quarantine;

/// <summary>Which messages of the quarantine are meant: single ones, or all of a reason and a source.</summary>
/// <param name="Ids">At most <see cref="MaxIds"/>; null for all that the others let through.</param>
public sealed record QuarantineSelection(RefusalReason? Reason, int? Source, IReadOnlyList<long>? Ids = null)
{
    public const int MaxIds = 1_000;

    /// <summary>Number of an import run; null for all.</summary>
    public int? Run { get; init; }

    public static QuarantineSelection One(long id) => new(null, null, [id]);
}

internal static class QuarantineFilters
{
    public static IQueryable<QuarantinedMessage> Of(this IQueryable<QuarantinedMessage> messages, QuarantineSelection selection)
    {
        if (selection.Reason is { } reason) messages = messages.Where(m => m.Reason == reason);
        if (selection.Source is { } source) messages = messages.Where(m => m.Source == source);
        if (selection.Run is { } run) messages = messages.Where(m => m.Run == run);
        return selection.Ids is { } ids ? messages.Where(m => ids.Contains(m.Id)) : messages;
    }

    /// <summary>Neither on the way through the inbox again nor decided.</summary>
    public static IQueryable<QuarantinedMessage> Open(this IQueryable<QuarantinedMessage> messages) => messages.Where(m => m.State == QuarantineState.Open);

    /// <summary>They stay in quarantine, with what was found wrong with them this time.</summary>
    public static Task<int> KeepAsync(IQueryable<QuarantinedMessage> messages, Refusal refusal, CancellationToken cancellationToken) =>
        messages.ExecuteUpdateAsync(
            set => set
                .SetProperty(m => m.State, QuarantineState.Open)
                .SetProperty(m => m.Reason, refusal.Reason)
                .SetProperty(m => m.Words, refusal.Words)
                .SetProperty(m => m.Field, refusal.Field),
            cancellationToken);
}
