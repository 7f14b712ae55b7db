using System.Security.Cryptography;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources;

/// <summary>Makes a source that apps and pages send to.</summary>
public sealed record CreateSource(string Name);

public abstract record CreateSourceResult
{
    private CreateSourceResult()
    {
    }

    public sealed record Created(SourceId Id, string WriteKey) : CreateSourceResult;

    /// <summary>The name is blank or too long.</summary>
    public sealed record BadName : CreateSourceResult;
}

public sealed partial class CreateSourceHandler(
    IWriteQueue queue, WriteKeys keys, TimeProvider clock, ILogger<CreateSourceHandler> logger)
{
    private const int KeyLength = 32;
    private const string KeyLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public async Task<CreateSourceResult> HandleAsync(CreateSource command, CancellationToken cancellationToken)
    {
        var name = command.Name.Trim();
        if (name.Length is 0 or > Source.MaxNameLength) return new CreateSourceResult.BadName();

        // Letters and digits only: keys go through addresses, headers and form fields.
        var key = RandomNumberGenerator.GetString(KeyLetters, KeyLength);
        var id = await queue.WriteFirstAsync(WritePriority.Interactive, (db, token) => AddAsync(db, name, key, token), cancellationToken);
        await keys.LoadAsync(cancellationToken);

        LogCreated(id);
        return new CreateSourceResult.Created(id, key);
    }

    private async Task<SourceId> AddAsync(StudioDbContext db, string name, string key, CancellationToken cancellationToken)
    {
        var newest = await db.Sources.OrderByDescending(s => s.Id).Select(s => s.Id).FirstOrDefaultAsync(cancellationToken);
        var source = new Source
        {
            Id = new SourceId(newest.Value + 1),
            Name = name,
            Kind = SourceKind.Http,
            WriteKey = key,
            AllowedOrigins = "",
            CreatedAt = clock.GetUtcNow(),
        };
        db.Add(source);
        return source.Id;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Source {SourceId} created")]
    private partial void LogCreated(SourceId sourceId);
}
