using CdpStudio.Core.Jobs;
using CdpStudio.Web.Languages;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CdpStudio.Web.Shell;

/// <summary>One run that waits or is under way: what, how far, how long still.</summary>
public sealed partial class TaskLine(IStringLocalizer<ShellTexts> texts, ViewCulture view, TimeProvider clock)
{
    private static readonly TimeSpan s_tooShortToGuess = TimeSpan.FromSeconds(2);

    [Parameter, EditorRequired]
    public required JobRow Task { get; set; }

    private string Title => texts.NameOf(Task, view);

    private string HowFar
    {
        get
        {
            if (Task.State == JobState.Queued) return texts["TaskWaits"];
            if (Task.Total is not { } total) return Task.Done == 0 ? texts["TaskRuns"] : texts["TaskDone", Number(Task.Done)];

            return view.Clauses(texts["TaskDoneOf", Number(Task.Done), Number(total)], Left(total));
        }
    }

    private string? Left(long total)
    {
        if (Task.StartedAt is not { } started || Task.Done <= 0 || Task.Done >= total) return null;

        var taken = clock.GetUtcNow() - started;
        if (taken < s_tooShortToGuess) return null;

        var left = taken * ((total - Task.Done) / (double)Task.Done);
        return left.TotalSeconds < 90
            ? texts.Plural("SecondsLeft", (long)Math.Ceiling(left.TotalSeconds))
            : texts.Plural("MinutesLeft", (long)Math.Ceiling(left.TotalMinutes));
    }

    private string Number(long number) => number.ToString("N0", view.Formats);
}
