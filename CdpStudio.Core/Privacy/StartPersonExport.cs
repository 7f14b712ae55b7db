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
    IProfileDirectory directory, IWriteQueue queue, JobQueue jobs, TimeProvider clock, ILogger<StartPersonExportHandler> logger)
{
    public async Task<StartPersonExportResult> HandleAsync(StartPersonExport command, CancellationToken cancellationToken)
    {
        if (directory.Find(command.Identifier) is not { } profile) return new StartPersonExportResult.NobodyFound();

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

    [LoggerMessage(Level = LogLevel.Information, Message = "Privacy request {Request}: export of a person started (job run {Job})")]
    private partial void LogStarted(long request, JobRunId job);
}
