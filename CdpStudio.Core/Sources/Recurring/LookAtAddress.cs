using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>
/// One look at an address. The server is asked for a file that is newer than the last one; one that comes all the same is known by its
/// content. What the next question says about the file is written with the file's import.
/// </summary>
internal sealed class LookAtAddress(
    IDbContextFactory<StudioDbContext> contexts, IFileFetcher fetcher, TakeFile take, RecurringSecrets secrets, IOptions<RecurringOptions> options, TimeProvider clock)
{
    /// <exception cref="FetchFailedException">There is no file to be had.</exception>
    /// <exception cref="PlaceFailedException">It broke off, is too large or could not be stored.</exception>
    public async Task<RecurringLook> LookAsync(JobContext run, RecurringImport import, bool byHand, CancellationToken cancellationToken)
    {
        var last = await LastAsync(import.Source, cancellationToken);
        if (last?.State == RecurringFileState.Importing) return new RecurringLook();

        // A file that failed comes again only when it may go better now.
        var anew = last is { State: RecurringFileState.Failed } && (byHand || last.EndedAt < import.ChangedAt);
        using var time = new CancellationTokenSource(options.Value.FetchTime, clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, time.Token);
        try
        {
            await using var answer = await fetcher.FetchAsync(Request(import, anew), both.Token);
            return answer is FetchAnswer.File file ? await TakeAsync(run, import, file, last, anew, both.Token) : new RecurringLook();
        }
        catch (OperationCanceledException) when (time.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new PlaceFailedException(RecurringProblem.TooSlow);
        }
    }

    private async Task<RecurringLook> TakeAsync(
        JobContext run, RecurringImport import, FetchAnswer.File file, RecurringFile? last, bool anew, CancellationToken cancellationToken)
    {
        if (file.Bytes == 0) return new RecurringLook();

        var taken = await take.TakeAsync(
            run, import, new FileToTake(anew ? last?.Number : null, file.Name, 0, file.Content, stored => file.Bytes is null || stored.Bytes == file.Bytes, OnceFailed: !anew),
            (db, token) => db.RecurringImports.Where(i => i.Source == import.Source).ExecuteUpdateAsync(
                set => set.SetProperty(i => i.ETag, Short(file.ETag)).SetProperty(i => i.LastModified, Short(file.LastModified)), token),
            cancellationToken);
        run.Log($"Fetched a file: {taken}");
        return taken switch
        {
            TakenAs.Changing => throw new PlaceFailedException(RecurringProblem.BrokenOff),
            TakenAs.Import => new RecurringLook(Taken: 1),
            TakenAs.Refused => new RecurringLook(Refused: 1),
            _ => new RecurringLook(),
        };
    }

    private FetchRequest Request(RecurringImport import, bool anew)
    {
        // Nothing else is ever stored.
        var address = FetchAddress.Read(import.Place) ?? throw new FetchFailedException(RecurringProblem.BadAddress);
        return new FetchRequest(address, SignInOf(import), anew ? null : import.ETag, anew ? null : import.LastModified);
    }

    private FetchSignIn SignInOf(RecurringImport import)
    {
        if (import.SignIn == SignInKind.None) return new FetchSignIn.None();

        var secret = import.Secret is null ? null : secrets.Reveal(import.Secret);
        if (secret is null) throw new FetchFailedException(RecurringProblem.SecretLost);
        return import.SignIn switch
        {
            SignInKind.Basic => new FetchSignIn.Basic(import.SignInName ?? "", secret),
            SignInKind.Header => new FetchSignIn.Header(import.SignInName ?? "", secret),
            _ => new FetchSignIn.Bearer(secret),
        };
    }

    private async Task<RecurringFile?> LastAsync(SourceId source, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RecurringFiles.AsNoTracking().Where(f => f.Source == source).OrderByDescending(f => f.SeenAt).ThenByDescending(f => f.Number).FirstOrDefaultAsync(cancellationToken);
    }

    private static string? Short(string? text) => text is { Length: <= StudioDbContext.DefaultTextLength } ? text : null;
}
