using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Journeys;

/// <summary>Mails that rest because the mail server took none go on.</summary>
public sealed record ResumeMails(JourneyId Journey);

public sealed class ResumeMailsHandler(IWriteQueue queue)
{
    /// <returns>False when there is no such journey.</returns>
    public Task<bool> HandleAsync(ResumeMails command, CancellationToken cancellationToken) => queue.WriteAsync(
        WritePriority.Interactive,
        async (db, token) =>
        {
            var journey = await db.Journeys.AsNoTracking().SingleOrDefaultAsync(j => j.Id == command.Journey, token);
            if (journey is null) return false;

            await db.JourneyPositions.Where(p => p.Name == Positions.Rest(journey.Number)).ExecuteDeleteAsync(token);
            return true;
        },
        cancellationToken);
}
