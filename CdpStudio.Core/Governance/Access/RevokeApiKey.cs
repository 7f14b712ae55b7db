using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace CdpStudio.Core.Governance.Access;

/// <summary>Refused from the next request on; on other nodes within <see cref="ApiKeyRing.Kept"/>.</summary>
public sealed record RevokeApiKey(ApiKeyId Key);

public sealed partial class RevokeApiKeyHandler(
    IWriteQueue queue, ApiKeyRing ring, TimeProvider clock, ILogger<RevokeApiKeyHandler> logger)
{
    public async Task HandleAsync(RevokeApiKey command, CancellationToken cancellationToken)
    {
        await queue.WriteAsync(WritePriority.Interactive, async (db, token) =>
        {
            var key = await db.ApiKeys.SingleOrDefaultAsync(k => k.Id == command.Key, token);
            if (key is not null) key.RevokedAt ??= clock.GetUtcNow();
            return key is not null;
        }, cancellationToken);

        ring.Forget();
        LogRevoked(command.Key);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "API key {KeyId} revoked")]
    private partial void LogRevoked(ApiKeyId keyId);
}
