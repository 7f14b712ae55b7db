using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Recurring.Folders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>Has a file that failed taken once more: it is put back where it was found, when it was moved away, and looked at out of turn.</summary>
/// <param name="File">Its number.</param>
public sealed record RetryFile(SourceId Source, int File);

public enum RetryFileResult
{
    /// <summary>It comes within seconds.</summary>
    Asked,
    NotFound,
    NotFailed,

    /// <summary>It is no longer among those that failed, or another of its name waits already.</summary>
    NotThere,
}

public sealed class RetryFileHandler(IDbContextFactory<StudioDbContext> contexts, LookNowHandler look, IOptions<RecurringOptions> options)
{
    public async Task<RetryFileResult> HandleAsync(RetryFile command, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await (
            from file in db.RecurringFiles.AsNoTracking()
            join import in db.RecurringImports on file.Source equals import.Source
            where file.Source == command.Source && file.Number == command.File
            select new { File = file, import.Place }).SingleOrDefaultAsync(cancellationToken);
        if (found is null) return RetryFileResult.NotFound;
        if (found.File.State != RecurringFileState.Failed) return RetryFileResult.NotFailed;
        if (found.File.Gone && !PutBack(found.Place, found.File)) return RetryFileResult.NotThere;

        await look.HandleAsync(command.Source, cancellationToken);
        return RetryFileResult.Asked;
    }

    private bool PutBack(string place, RecurringFile file)
    {
        try
        {
            return WatchedFolder.Open(options.Value.Root, place).TryPutBack(new FolderFile(file.Name, file.Bytes, file.Written));
        }
        catch (PlaceFailedException)
        {
            // The folder itself is not to be had; the page says so of every look.
            return false;
        }
    }
}
