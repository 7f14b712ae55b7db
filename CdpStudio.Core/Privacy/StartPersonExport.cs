using CdpStudio.Core.Audience;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Privacy;

/// <summary>Writes all that is held about the person into files, in the background.</summary>
/// <param name="By">A user's name or an API key's.</param>
/// <param name="Language">Of the page, a BCP 47 tag; empty for English.</param>
public sealed record StartPersonExport(Identifier Identifier, string By, string Language);

public abstract record StartPersonExportResult
{
    private StartPersonExportResult()
    {
    }

    public sealed record Started(long Request) : StartPersonExportResult;

    /// <summary>Nobody has that identifier.</summary>
    public sealed record NobodyFound : StartPersonExportResult;
}

public sealed partial class StartPersonExportHandler(
    IProfileDirectory directory, IAudienceEngine engine, AcceptedFacts accepted, IWriteQueue queue, JobQueue jobs, TimeProvider clock,
    ILogger<StartPersonExportHandler> logger)
{
    /// <summary>So long whoever asks waits for what came a moment before.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public async Task<StartPersonExportResult> HandleAsync(StartPersonExport command, CancellationToken cancellationToken)
    {
        if (await FindAsync(command.Identifier, cancellationToken) is not { } profile) return new StartPersonExportResult.NobodyFound();

        var request = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var added = new PrivacyRequest
                {
                    Kind = PrivacyRequestKind.Export,
                    Identifier = $"{command.Identifier.Namespace}:{command.Identifier.Value}",
                    Profile = profile,
                    // No subject and no arguments: the history of jobs is read by more people and kept for longer.
                    Job = jobs.Add(db, new JobRequest(ExportPerson.Kind, RequestedBy: command.By)),
                    By = command.By,
                    Language = command.Language,
                    CreatedAt = clock.GetUtcNow(),
                };
                db.PrivacyRequests.Add(added);
                // Saved for its number.
                await db.SaveChangesAsync(token);
                return added;
            },
            cancellationToken);

        jobs.Announce(request.Job);
        LogStarted(request.Id, request.Job);
        return new StartPersonExportResult.Started(request.Id);
    }

    // A program that has just sent a message about somebody may ask for what is held about them.
    private async Task<ProfileId?> FindAsync(Identifier identifier, CancellationToken cancellationToken)
    {
        if (directory.Find(identifier) is { } known) return known;

        using var patience = new CancellationTokenSource(s_patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await engine.WaitAsync(await accepted.UntilStoredAsync(either.Token), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Much lies in the inbox: whoever is not known by now is told so.
        }

        return directory.Find(identifier);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Privacy request {Request}: export of a person started (job run {Job})")]
    private partial void LogStarted(long request, JobRunId job);
}
