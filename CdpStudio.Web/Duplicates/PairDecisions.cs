using CdpStudio.Core.Duplicates;
using CdpStudio.Web.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Duplicates;

/// <summary>What can be decided about one pair, each with a toast that takes it back. Nothing ends with the page: it was asked for.</summary>
public sealed class PairDecisions(
    AcceptDuplicatesHandler accept, RejectDuplicateHandler reject, UndoDuplicateHandler undo, ToastList toasts, IStringLocalizer<DuplicateTexts> texts)
{
    public async Task<DuplicateOutcome> AcceptAsync(long pair, string by)
    {
        var outcome = (await accept.HandleAsync(new AcceptDuplicates([pair], by), CancellationToken.None))[pair];
        return Told(outcome, "JoinedOne", pair, by);
    }

    public async Task<DuplicateOutcome> RejectAsync(long pair, string by) =>
        Told(await reject.HandleAsync(new RejectDuplicate(pair, by), CancellationToken.None), "RejectedOne", pair, by);

    public Task<DuplicateOutcome> UndoAsync(long pair, string by) => undo.HandleAsync(new UndoDuplicate(pair, by), CancellationToken.None);

    private async Task TakeBackAsync(long pair, string by)
    {
        if (texts.RefusalOf(await UndoAsync(pair, by)) is { } refusal) toasts.Show(refusal);
    }

    private DuplicateOutcome Told(DuplicateOutcome outcome, string words, long pair, string by)
    {
        if (outcome == DuplicateOutcome.Done) toasts.Show(texts[words], () => TakeBackAsync(pair, by));
        return outcome;
    }
}
