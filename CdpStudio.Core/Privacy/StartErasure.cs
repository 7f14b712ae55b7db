using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Privacy;

/// <summary>
/// Erases whoever has the identifier, in the background and for good. Who that is, is found once everything accepted before is processed;
/// an identifier that nobody has is erased from where it is only named.
/// </summary>
/// <param name="Suppress">Also what comes later about the person is refused.</param>
/// <param name="By">A user's name or an API key's.</param>
public sealed record StartErasure(Identifier Identifier, bool Suppress, string By);

public sealed partial class StartErasureHandler(IWriteQueue queue, JobQueue jobs, TimeProvider clock, ILogger<StartErasureHandler> logger)
{
    /// <returns>The request.</returns>
    public async Task<long> HandleAsync(StartErasure command, CancellationToken cancellationToken)
    {
        var request = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var added = new PrivacyRequest
                {
                    Kind = PrivacyRequestKind.Erasure,
                    Identifier = $"{command.Identifier.Namespace}:{command.Identifier.Value}",
                    Suppress = command.Suppress,
                    // No subject and no arguments: the history of jobs is read by more people and kept for longer.
                    Job = jobs.Add(db, new JobRequest(ErasePerson.Kind, RequestedBy: command.By)),
                    By = command.By,
                    Language = "",
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
        return request.Id;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Privacy request {Request}: erasure of a person started (job run {Job})")]
    private partial void LogStarted(long request, JobRunId job);
}

/// <summary>Goes on with an erasure whose job failed or was cancelled.</summary>
public sealed class RetryErasureHandler(IWriteQueue queue, JobQueue jobs)
{
    /// <returns>False when there is no such erasure, or none that failed.</returns>
    public async Task<bool> HandleAsync(long request, string by, CancellationToken cancellationToken)
    {
        var job = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var found = await ErasureList.Erasures(db).SingleOrDefaultAsync(r => r.Id == request, token);
                if (found is null) return (JobRunId?)null;

                var known = (await RequestJob.OfAsync(db, [found], token)).GetValueOrDefault(found.Job);
                if (RequestJob.StateOf(found, known) != PrivacyRequestState.Failed) return null;

                return found.Job = jobs.Add(db, new JobRequest(ErasePerson.Kind, RequestedBy: by));
            },
            cancellationToken);
        if (job is not { } added) return false;

        jobs.Announce(added);
        return true;
    }
}
