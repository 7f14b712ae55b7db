using System.Text.Json;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Sources.Imports;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Privacy;

/// <summary>
/// Erases somebody: first from the log, after which nobody is served them, then from every module's rows and files, then from what the database
/// keeps beside its tables. Ends with a look at all of it again and a certificate. Killed at any moment, it goes on behind the last whole step.
/// </summary>
internal sealed class ErasePerson(
    IDbContextFactory<StudioDbContext> contexts,
    IWriteQueue queue,
    IEnumerable<IPersonalData> parts,
    IProfileDirectory directory,
    IAudienceEngine engine,
    AcceptedFacts accepted,
    PersonErasure erasure,
    FactLog log,
    DatabaseCopies copies,
    IOptions<DatabaseOptions> database,
    TimeProvider clock) : IJob
{
    public const string Kind = "person-erasure";

    /// <summary>Looks at whose the identifiers are, before it is given up because they keep changing.</summary>
    private const int MostLooks = 20;

    private readonly List<IPersonalData> _parts = [.. parts.OrderBy(p => PersonalPart.All.Index().First(known => known.Item == p.Part).Index)];

    // The log, each part, the copies, the look afterwards.
    private int Steps => _parts.Count + 3;

    public async Task RunAsync(JobContext run, CancellationToken cancellationToken)
    {
        var request = await FindAsync(run.Id, cancellationToken) ?? throw new JobFailedException(ErasureFailure.Cancelled);
        if (request.FinishedAt is not null) return;
        if (request.Certificate is not null)
        {
            await FinishAsync(run, request.Id, cancellationToken);
            return;
        }

        var erased = await EraseFromLogAsync(request, cancellationToken);
        var removed = run.Checkpoint is null ? new Dictionary<string, long>() : JsonSerializer.Deserialize<Dictionary<string, long>>(run.Checkpoint)!; // its own
        var person = new AskedPerson(erased.Profiles is [var shown, ..] ? shown : default, erased.Profiles, erased.Identifiers, log.Last);
        foreach (var part in _parts.Where(p => !removed.ContainsKey(p.Part)))
        {
            await AdvanceAsync(run, removed, cancellationToken);
            removed[part.Part] = await part.EraseAsync(person, cancellationToken);
        }

        await AdvanceAsync(run, removed, cancellationToken);
        await copies.ClearAsync(cancellationToken);
        var certificate = await CheckAsync(request, erased, person, removed, cancellationToken);
        if (certificate.Parts.Where(p => p.Left > 0).ToList() is { Count: > 0 } left)
        {
            run.Log($"Something of the person is left in: {string.Join(", ", left.Select(p => p.Part))}.");
            // The next run begins with all parts again.
            await run.AdvanceAsync(new JobProgress(1, Steps, "{}"), cancellationToken);
            throw new JobFailedException(ErasureFailure.Left);
        }

        await CertifyAsync(request.Id, certificate, cancellationToken);
        await FinishAsync(run, request.Id, cancellationToken);
    }

    /// <summary>Until it is certain whose the identifiers are, and the log says that they are erased.</summary>
    private async Task<ErasedPerson> EraseFromLogAsync(PrivacyRequest request, CancellationToken cancellationToken)
    {
        var known = request.Person is null ? null : ErasedPerson.Read(request.Person);
        for (var looks = 0; looks < MostLooks; looks++)
        {
            // Of whom nobody was found, somebody may be there by now.
            var person = known is { Numbers.Count: > 0 } ? known : await LookUpAsync(request, cancellationToken);
            if (await IsErasedAsync(person, cancellationToken)) return person;
            if (await erasure.EraseAsync(person.Profiles, person.Identifiers, person.UpTo, request.Suppress, cancellationToken) && !IsThere(person)) return person;

            known = null;
        }

        throw new JobFailedException(ErasureFailure.Busy);
    }

    // A message that was on its way while nobody was found.
    private bool IsThere(ErasedPerson person) => person.Numbers.Count == 0 && person.Identifiers.Any(i => directory.Find(i) is not null);

    // By a run before, which was killed.
    private async Task<bool> IsErasedAsync(ErasedPerson person, CancellationToken cancellationToken)
    {
        if (person.Profiles.Count == 0 || await erasure.FindAsync(person.Profiles, cancellationToken) is not { } fact) return false;

        await log.RefreshAsync(cancellationToken);
        await engine.WaitAsync(fact, cancellationToken);
        return true;
    }

    private async Task<ErasedPerson> LookUpAsync(PrivacyRequest request, CancellationToken cancellationToken)
    {
        await engine.WaitAsync(await accepted.UntilStoredAsync(cancellationToken), cancellationToken);
        // Before the look: what comes while it lasts makes it one that is to be repeated.
        var upTo = directory.Position;
        if (!Identifier.TryParse(request.Identifier, out var identifier)) throw new JobFailedException(ErasureFailure.Cancelled);

        var found = directory.Find(identifier) is { } profile ? directory.Read(profile) : null;
        var person = found is null
            ? new ErasedPerson([], [identifier], upTo)
            : new ErasedPerson([.. directory.Numbers(found.Id).Select(n => n.Value)], found.Identifiers, upTo);
        await queue.WriteAsync(
            WritePriority.Background,
            (db, token) => ErasureList.Erasures(db).Where(r => r.Id == request.Id).ExecuteUpdateAsync(
                set => set.SetProperty(r => r.Person, person.ToJson()).SetProperty(r => r.Profile, found == null ? null : found.Id), token),
            cancellationToken);
        return person;
    }

    private async Task<ErasureCertificate> CheckAsync(
        PrivacyRequest request, ErasedPerson erased, AskedPerson person, Dictionary<string, long> removed, CancellationToken cancellationToken)
    {
        var looked = new List<ErasedPart>();
        foreach (var part in _parts) looked.Add(new ErasedPart(part.Part, removed[part.Part], await part.ReadAsync(person, cancellationToken).LongCountAsync(cancellationToken)));

        var fact = erased.Profiles.Count == 0 ? null : await erasure.FindAsync(erased.Profiles, cancellationToken);
        var now = clock.GetUtcNow();
        return new ErasureCertificate(
            ErasureCertificate.Current,
            now,
            now,
            erased.Profiles.Count > 0,
            erased.Profiles.Count == 0 ? 0 : erased.Identifiers.Count,
            fact,
            request.Suppress,
            database.Value.Provider.ToString(),
            looked,
            copies.AreOurs ? [ErasedCopy.Snapshots, ErasedCopy.WriteAheadLog, ErasedCopy.MigrationCopies] : [ErasedCopy.Snapshots],
            await AwaitedAsync(cancellationToken));
    }

    private async Task<IReadOnlyList<string>> AwaitedAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var awaited = new List<string> { AwaitedCopy.Restart };
        if (!copies.AreOurs) awaited.AddRange([AwaitedCopy.Vacuum, AwaitedCopy.LogRecycling]);
        awaited.Add(AwaitedCopy.Backups);
        var ended = ImportsThatEnded.Of(db).Select(r => r.Number);
        if (await db.ImportRuns.AnyAsync(r => !ended.Contains(r.Number), cancellationToken)) awaited.Add(AwaitedCopy.UnfinishedImports);
        return awaited;
    }

    /// <summary>From now on nothing tells whom it took.</summary>
    private Task CertifyAsync(long request, ErasureCertificate certificate, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(certificate, JsonSerializerOptions.Web);
        return queue.WriteAsync(
            WritePriority.Background,
            (db, token) => ErasureList.Erasures(db).Where(r => r.Id == request).ExecuteUpdateAsync(
                set => set
                    .SetProperty(r => r.Certificate, json)
                    .SetProperty(r => r.Identifier, (string?)null)
                    .SetProperty(r => r.Profile, (ProfileId?)null)
                    .SetProperty(r => r.Person, (string?)null),
                token),
            cancellationToken);
    }

    /// <summary>The request itself named the person, and so did the log of writes until now.</summary>
    private async Task FinishAsync(JobContext run, long request, CancellationToken cancellationToken)
    {
        await copies.ClearAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await queue.WriteAsync(
            WritePriority.Background,
            async (db, token) =>
            {
                await run.AdvanceAsync(db, new JobProgress(Steps, Steps), token);
                await ErasureList.Erasures(db).Where(r => r.Id == request).ExecuteUpdateAsync(set => set.SetProperty(r => r.FinishedAt, now), token);
            },
            cancellationToken);
        run.Announce();
    }

    private Task AdvanceAsync(JobContext run, Dictionary<string, long> removed, CancellationToken cancellationToken) =>
        run.AdvanceAsync(new JobProgress(1 + removed.Count, Steps, JsonSerializer.Serialize(removed)), cancellationToken);

    private async Task<PrivacyRequest?> FindAsync(JobRunId job, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ErasureList.Erasures(db).AsNoTracking().SingleOrDefaultAsync(r => r.Job == job, cancellationToken);
    }
}
