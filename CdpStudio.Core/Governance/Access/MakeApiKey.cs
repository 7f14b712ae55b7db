using CdpStudio.Core.Persistence;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Access;

/// <param name="Scopes">At least one of <see cref="Permission.Scopes"/>.</param>
public sealed record MakeApiKey(string Name, IReadOnlyList<string> Scopes);

public abstract record MakeApiKeyResult
{
    private MakeApiKeyResult()
    {
    }

    /// <param name="Text">Shown now and never again.</param>
    public sealed record Made(string Text) : MakeApiKeyResult;

    public sealed record NameMissing : MakeApiKeyResult;

    public sealed record ScopesMissing : MakeApiKeyResult;
}

public sealed partial class MakeApiKeyHandler(IWriteQueue queue, TimeProvider clock, ILogger<MakeApiKeyHandler> logger)
{
    public async Task<MakeApiKeyResult> HandleAsync(MakeApiKey command, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(command.Name)) return new MakeApiKeyResult.NameMissing();
        if (command.Scopes.Count == 0) return new MakeApiKeyResult.ScopesMissing();
        if (command.Scopes.Except(Permission.Scopes).Any()) throw new ArgumentException("There is no such scope.", nameof(command));

        var text = ApiKeyText.New();
        var key = From(text, command.Name.Trim(), command.Scopes, clock.GetUtcNow());
        await queue.WriteAsync(WritePriority.Interactive, (db, _) => Task.FromResult(db.ApiKeys.Add(key)), cancellationToken);

        LogMade(key.Id);
        return new MakeApiKeyResult.Made(text);
    }

    internal static ApiKey From(string text, string name, IReadOnlyList<string> scopes, DateTimeOffset now) => new()
    {
        Name = name,
        Beginning = ApiKeyText.Beginning(text),
        Hash = ApiKeyText.Hash(text),
        Scopes = scopes,
        CreatedAt = now,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "API key {KeyId} made")]
    private partial void LogMade(ApiKeyId keyId);
}
