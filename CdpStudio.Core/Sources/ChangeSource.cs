using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Sources;

/// <summary>Renames a source, opens or closes it, or says whose pages may send and how fast.</summary>
/// <param name="AllowedOrigins">Origins separated by white space; empty for any.</param>
/// <param name="MessagesPerSecond">1 to <see cref="Source.MaxMessagesPerSecond"/>; null for what holds for all sources.</param>
public sealed record ChangeSource(SourceId Id, string Name, bool Disabled, string AllowedOrigins, int? MessagesPerSecond)
{
    /// <summary>1 to <see cref="Source.MaxSilentHours"/>; null to be told never.</summary>
    public int? SilentAfterHours { get; init; }
}

public abstract record ChangeSourceResult
{
    private ChangeSourceResult()
    {
    }

    public sealed record Changed : ChangeSourceResult;

    /// <summary>The name is blank or too long.</summary>
    public sealed record BadName : ChangeSourceResult;

    /// <param name="Origin">What is not scheme, host and port alone.</param>
    public sealed record BadOrigin(string Origin) : ChangeSourceResult;

    public sealed record BadRate : ChangeSourceResult;

    /// <summary>The hours of silence are none of those that can be chosen.</summary>
    public sealed record BadSilence : ChangeSourceResult;

    public sealed record NotFound : ChangeSourceResult;
}

public sealed partial class ChangeSourceHandler(IWriteQueue queue, WriteKeys keys, SilentSources silent, ILogger<ChangeSourceHandler> logger)
{
    public async Task<ChangeSourceResult> HandleAsync(ChangeSource command, CancellationToken cancellationToken)
    {
        var name = command.Name.Trim();
        if (name.Length is 0 or > Source.MaxNameLength) return new ChangeSourceResult.BadName();

        var origins = command.AllowedOrigins.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (Array.Find(origins, o => !IsOrigin(o)) is { } bad) return new ChangeSourceResult.BadOrigin(bad);

        if (command.MessagesPerSecond is < 1 or > Source.MaxMessagesPerSecond) return new ChangeSourceResult.BadRate();
        if (command.SilentAfterHours is < 1 or > Source.MaxSilentHours) return new ChangeSourceResult.BadSilence();

        var found = await queue.WriteAsync(
            WritePriority.Interactive,
            async (db, token) =>
            {
                var source = await db.Sources.SingleOrDefaultAsync(s => s.Id == command.Id, token);
                if (source is null) return false;

                source.Name = name;
                source.Disabled = command.Disabled;
                source.AllowedOrigins = string.Join(' ', origins);
                source.MessagesPerSecond = command.MessagesPerSecond;
                source.SilentAfterHours = command.SilentAfterHours;
                return true;
            },
            cancellationToken);
        if (!found) return new ChangeSourceResult.NotFound();

        await keys.LoadAsync(cancellationToken);
        await silent.LoadAsync(cancellationToken);
        LogChanged(command.Id, command.Disabled);
        return new ChangeSourceResult.Changed();
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);

    [LoggerMessage(Level = LogLevel.Information, Message = "Source {SourceId} changed (disabled: {Disabled})")]
    private partial void LogChanged(SourceId sourceId, bool disabled);
}
