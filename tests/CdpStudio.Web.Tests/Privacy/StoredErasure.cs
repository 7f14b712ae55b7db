using System.Text.Json;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Privacy;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Privacy;

/// <summary>Erasures put into the database as they stand at a moment that passes too quickly to be met.</summary>
internal static class StoredErasure
{
    public const string Identifier = "email:ann@mail.example";

    public static ErasureCertificate Certificate { get; } = new(
        ErasureCertificate.Current,
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        Found: true,
        Identifiers: 2,
        Fact: 7,
        Suppressed: true,
        Database: "Sqlite",
        [new ErasedPart(PersonalPart.Profile, Removed: 1, Left: 0), new ErasedPart(PersonalPart.Events, Removed: 2, Left: 0)],
        [ErasedCopy.Snapshots, ErasedCopy.WriteAheadLog],
        [AwaitedCopy.Restart, AwaitedCopy.Backups]);

    /// <summary>One whose job ended so: it can be tried again.</summary>
    public static Task<long> AddFailedAsync(IServiceProvider services, string? error = ErasureFailure.Left, JobState state = JobState.Failed) =>
        AddAsync(services, state, error, certificate: null);

    public static Task<long> AddCompletedAsync(IServiceProvider services, ErasureCertificate certificate) =>
        AddAsync(services, JobState.Completed, error: null, certificate);

    private static Task<long> AddAsync(IServiceProvider services, JobState state, string? error, ErasureCertificate? certificate) =>
        services.GetRequiredService<IWriteQueue>().WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var now = TimeProvider.System.GetUtcNow();
                var job = new JobRun { Id = JobRunId.New(), Kind = "test-of-erasures", State = state, CreatedAt = now, Error = error };
                var request = new PrivacyRequest
                {
                    Kind = PrivacyRequestKind.Erasure,
                    Identifier = certificate is null ? Identifier : null,
                    Job = job.Id,
                    By = "Linh",
                    Language = "",
                    CreatedAt = now,
                    FinishedAt = certificate is null ? null : now,
                    Certificate = certificate is null ? null : JsonSerializer.Serialize(certificate, JsonSerializerOptions.Web),
                };
                db.AddRange(job, request);
                await db.SaveChangesAsync(token);
                return request.Id;
            },
            default);
}
