using System.Text.Json;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Recurring;
using CdpStudio.Web.Journeys;

namespace CdpStudio.Web.Sources.Recurring;

/// <param name="Id">Number of its source.</param>
/// <param name="SignIn">How it signs in; null when it does not. The secret is never answered.</param>
/// <param name="Problem">What is wrong with the place; null when the last look went well.</param>
/// <param name="Detail">The problem in English words.</param>
/// <param name="Failures">Looks that failed one after the other.</param>
/// <param name="NextAt">When it looks next; null while it is disabled or a look is going on.</param>
/// <param name="LastAt">When the last look began; null before the first.</param>
internal sealed record RecurringAnswer(
    int Id, string Name, string Kind, string Place, string? Pattern, string Schedule, JsonElement Mapping, string? AfterImport, SignInAnswer? SignIn, bool Disabled,
    string? Problem, string? Detail, int Failures, bool Looking, DateTimeOffset? NextAt, DateTimeOffset? LastAt, DateTimeOffset ChangedAt, string ChangedBy)
{
    public static RecurringAnswer Of(RecurringView view)
    {
        var isFolder = view.Kind == Core.Sources.SourceKind.Folder;
        return new RecurringAnswer(
            view.Source.Value, view.Name, SourceEndpoints.KindOf(view.Kind), view.Place, view.Pattern, view.Schedule.Write(), JsonElement.Parse(Sent(view.Mapping)),
            isFolder ? Word.Of(view.After) : null, view.SignIn == SignInKind.None ? null : new SignInAnswer(Word.Of(view.SignIn), view.SignInName, view.HasSecret),
            view.Disabled, view.Problem is { } problem ? Word.Of(problem) : null, view.Problem?.Words(), view.Failures, view.IsLooking, view.NextAt, view.LastAt,
            view.ChangedAt, view.ChangedBy);
    }

    private static string Sent(string stored) => MappingJson.WriteToSend(((MappingReading.Read)MappingJson.Read(stored)).Mapping);
}

/// <param name="Stored">Whether a secret is there.</param>
internal sealed record SignInAnswer(string Kind, string? Name, bool Stored);

/// <param name="State">waiting, importing, imported, failed or known (its content was imported before).</param>
/// <param name="Detail">Why it failed, in English words.</param>
/// <param name="Import">Number of its import; null when none was made of it.</param>
internal sealed record RecurringFileAnswer(
    int Number, string Name, long Bytes, string State, string? Problem, string? Detail, int? Import, DateTimeOffset SeenAt, DateTimeOffset? EndedAt)
{
    public static RecurringFileAnswer Of(RecurringFileRow file) => new(
        file.Number, file.Name, file.Bytes, Word.Of(file.State), file.Problem is { } problem ? Word.Of(problem) : null, file.Detail ?? file.Problem?.Words(),
        file.Run?.Value, file.SeenAt, file.EndedAt);
}

/// <summary>What the last look wrote down.</summary>
/// <param name="State">queued, running, completed, failed or cancelled.</param>
internal sealed record RecurringLogAnswer(string State, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Error, IReadOnlyList<LogLineAnswer> Lines)
{
    public static RecurringLogAnswer Of(JobRow job, IReadOnlyList<JobLogLine> lines) => new(
        Word.Of(job.State), job.StartedAt, job.FinishedAt, job.Error, [.. lines.Select(l => new LogLineAnswer(l.At, l.Text))]);
}

internal sealed record LogLineAnswer(DateTimeOffset At, string Text);
