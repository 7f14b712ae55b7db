using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Duplicates;

/// <param name="Threshold">One of <see cref="ExpectedError.Thresholds"/>.</param>
public sealed record ChangeDuplicateSettings(bool Nightly, bool Automatic, double Threshold);

public sealed class ChangeDuplicateSettingsHandler(IWriteQueue queue)
{
    /// <returns>False: the threshold is not one that can be chosen.</returns>
    public async Task<bool> HandleAsync(ChangeDuplicateSettings command, CancellationToken cancellationToken)
    {
        if (!ExpectedError.Thresholds.Contains(command.Threshold)) return false;

        await queue.WriteAsync(
            WritePriority.Interactive,
            (db, token) => db.DuplicateSearches.ExecuteUpdateAsync(
                set => set
                    .SetProperty(s => s.Nightly, command.Nightly)
                    .SetProperty(s => s.Automatic, command.Automatic)
                    .SetProperty(s => s.Threshold, command.Threshold),
                token),
            cancellationToken);
        return true;
    }
}
