using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using CdpStudio.Core.Sources.Imports.Mapping;
using CdpStudio.Core.Sources.Recurring.Folders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources.Recurring;

/// <summary>Makes a source of recurring imports, or changes one.</summary>
/// <param name="Source">Null makes one.</param>
/// <param name="Kind"><see cref="SourceKind.Folder"/> or <see cref="SourceKind.Address"/>; not changed later.</param>
/// <param name="ColumnsFrom">The import whose columns are taken over; null keeps those that there are.</param>
/// <param name="SignInName">The user, or the header's name.</param>
/// <param name="Secret">Null keeps the one that is there.</param>
public sealed record SaveRecurringImport(
    SourceId? Source, string Name, SourceKind Kind, string Place, string Pattern, RecurringSchedule? Schedule, ImportRunId? ColumnsFrom,
    AfterImport After, SignInKind SignIn, string SignInName, string? Secret, bool Disabled, string ChangedBy)
{
    /// <summary>What the columns mean; goes before <see cref="ColumnsFrom"/>.</summary>
    public ImportMapping? Columns { get; init; }

    /// <inheritdoc cref="ChangeSource.SilentAfterHours"/>
    public int? SilentAfterHours { get; init; }
}

public enum RecurringSetting
{
    Name,
    Place,
    Pattern,
    Schedule,
    Columns,
    SignInName,
    Secret,
    Silence,
}

public abstract record SaveRecurringImportResult
{
    private SaveRecurringImportResult()
    {
    }

    public sealed record Saved(SourceId Source) : SaveRecurringImportResult;

    /// <summary>Nothing was changed.</summary>
    /// <param name="Wrong">What is missing or can't be so.</param>
    public sealed record Refused(IReadOnlySet<RecurringSetting> Wrong) : SaveRecurringImportResult;

    public sealed record NotFound : SaveRecurringImportResult;
}

public sealed partial class SaveRecurringImportHandler(
    IDbContextFactory<StudioDbContext> contexts, IWriteQueue queue, RecurringSecrets secrets, SilentSources silent, TimeProvider clock,
    ILogger<SaveRecurringImportHandler> logger)
{
    private const int LongestText = 200;
    private const int LongestSecret = 4_000;

    public async Task<SaveRecurringImportResult> HandleAsync(SaveRecurringImport command, CancellationToken cancellationToken)
    {
        var known = command.Source is { } id ? await FindAsync(id, cancellationToken) : null;
        if (command.Source is not null && known is null) return new SaveRecurringImportResult.NotFound();

        var mapping = command.Columns is { } columns ? Lasting(columns)
            : command.ColumnsFrom is { } run ? await MappingOfAsync(run, cancellationToken)
            : known?.Mapping;
        var wrong = Wrong(command, known, mapping).ToHashSet();
        if (wrong.Count > 0) return new SaveRecurringImportResult.Refused(wrong);

        var saved = await queue.WriteFirstAsync(WritePriority.Interactive, (db, token) => ApplyAsync(db, command, mapping!, token), cancellationToken); // refused without one
        await silent.LoadAsync(cancellationToken);
        LogSaved(saved);
        return new SaveRecurringImportResult.Saved(saved);
    }

    private async Task<RecurringImport?> FindAsync(SourceId id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.RecurringImports.AsNoTracking().SingleOrDefaultAsync(i => i.Source == id, cancellationToken);
    }

    private async Task<string?> MappingOfAsync(ImportRunId run, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var json = await db.ImportRuns.Where(r => r.Number == run.Value).Select(r => r.Mapping).SingleOrDefaultAsync(cancellationToken);
        return json is not null && MappingJson.Read(json) is MappingReading.Read read ? Lasting(read.Mapping) : null;
    }

    /// <summary>Which file of an archive was imported says nothing about the next archive.</summary>
    private static string Lasting(ImportMapping mapping) => MappingJson.Write(mapping with { Entry = null });

    private async Task<SourceId> ApplyAsync(StudioDbContext db, SaveRecurringImport command, string mapping, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var source = await SourceAsync(db, command, now, cancellationToken);
        var import = await db.RecurringImports.SingleOrDefaultAsync(i => i.Source == source.Id, cancellationToken) ?? Added(db, source.Id, command, mapping, now);
        (source.Name, source.Disabled, source.SilentAfterHours) = (command.Name.Trim(), command.Disabled, command.SilentAfterHours);

        // Another place has other files, so what is known of the last one says nothing.
        if (import.Place != command.Place.Trim()) (import.ETag, import.LastModified) = (null, null);
        (import.Place, import.Pattern, import.Schedule) = (command.Place.Trim(), Given(command.Pattern), command.Schedule!.Write()); // refused without one
        (import.Mapping, import.After, import.SignIn) = (mapping, command.After, command.SignIn);
        import.SignInName = command.SignIn is SignInKind.Basic or SignInKind.Header ? Given(command.SignInName) : null;
        if (command.SignIn == SignInKind.None) import.Secret = null;
        else if (Given(command.Secret) is { } secret) import.Secret = secrets.Hide(secret);
        (import.ChangedAt, import.ChangedBy) = (now, command.ChangedBy);
        // Whoever has just set something up wants to see whether it works.
        (import.Again, import.Failures, import.Problem) = (now, 0, null);
        return source.Id;
    }

    private static async Task<Source> SourceAsync(StudioDbContext db, SaveRecurringImport command, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (command.Source is { } id) return await db.Sources.SingleAsync(s => s.Id == id, cancellationToken);

        var newest = await db.Sources.OrderByDescending(s => s.Id).Select(s => s.Id).FirstOrDefaultAsync(cancellationToken);
        var source = new Source { Id = new SourceId(newest.Value + 1), Name = command.Name.Trim(), Kind = command.Kind, AllowedOrigins = "", CreatedAt = now };
        db.Add(source);
        return source;
    }

    private static RecurringImport Added(StudioDbContext db, SourceId source, SaveRecurringImport command, string mapping, DateTimeOffset now)
    {
        var import = new RecurringImport
        {
            Source = source, Place = command.Place.Trim(), Schedule = "", Mapping = mapping, After = command.After, SignIn = command.SignIn,
            LookedAt = now, ChangedAt = now, ChangedBy = command.ChangedBy,
        };
        db.Add(import);
        return import;
    }

    private static IEnumerable<RecurringSetting> Wrong(SaveRecurringImport command, RecurringImport? known, string? mapping)
    {
        var isFolder = command.Kind == SourceKind.Folder;
        if (command.Name.Trim().Length is 0 or > Source.MaxNameLength) yield return RecurringSetting.Name;
        if (isFolder ? !WatchedFolder.IsPlace(command.Place.Trim()) : FetchAddress.Read(command.Place.Trim()) is null) yield return RecurringSetting.Place;
        if (command.Pattern.Length > LongestText || command.Pattern.Any(c => char.IsControl(c) || c is '/' or '\\')) yield return RecurringSetting.Pattern;
        if (command.Schedule is null or RecurringSchedule.At { Days: DaysOfWeek.None }) yield return RecurringSetting.Schedule;
        if (mapping is null) yield return RecurringSetting.Columns;
        if (command.SilentAfterHours is < 1 or > Source.MaxSilentHours) yield return RecurringSetting.Silence;
        if (isFolder || command.SignIn == SignInKind.None) yield break;

        if (!IsSignInName(command)) yield return RecurringSetting.SignInName;
        if (Given(command.Secret) is { } secret ? secret.Length > LongestSecret || secret.Any(char.IsControl) : !KeepsSecret(command, known)) yield return RecurringSetting.Secret;
    }

    private static bool IsSignInName(SaveRecurringImport command) => command.SignIn switch
    {
        SignInKind.Basic => command.SignInName.Trim().Length is > 0 and <= LongestText && !command.SignInName.Any(c => char.IsControl(c) || c == ':'),
        SignInKind.Header => RequestHeader.MayBeSet(command.SignInName.Trim()),
        _ => true,
    };

    /// <summary>What was written for one server is not sent to another, or it could be read there.</summary>
    private static bool KeepsSecret(SaveRecurringImport command, RecurringImport? known) =>
        known is { Secret: not null }
        && known.SignIn == command.SignIn
        && FetchAddress.Read(known.Place) is { } before
        && FetchAddress.Read(command.Place.Trim()) is { } now
        && before.GetLeftPart(UriPartial.Authority) == now.GetLeftPart(UriPartial.Authority);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [LoggerMessage(Level = LogLevel.Information, Message = "The recurring import of source {SourceId} was saved")]
    private partial void LogSaved(SourceId sourceId);
}

/// <summary>Names of headers that a sign-in may go by.</summary>
internal static class RequestHeader
{
    // Those that say how the request itself is to be read.
    private static readonly string[] s_ours =
        ["Host", "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "TE", "Trailer", "Expect", "Accept-Encoding", "Cookie", "User-Agent", "Range", "If-None-Match", "If-Modified-Since"];

    public static bool MayBeSet(string name) =>
        name.Length is > 0 and <= 100
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && !s_ours.Contains(name, StringComparer.OrdinalIgnoreCase)
        && !name.StartsWith("Proxy-", StringComparison.OrdinalIgnoreCase);
}
