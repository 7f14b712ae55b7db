using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CdpStudio.Core.Persistence.Providers;

/// <summary>
/// Readers, too, are told in one exception of ours that the database is away, whatever the driver throws. Only a connection that is cut
/// while rows are on their way still shows as the driver's <see cref="DbException"/>: EF lets nobody see that.
/// </summary>
internal sealed class UnavailableInterceptor(IDatabaseProvider provider) : DbCommandInterceptor, IDbConnectionInterceptor
{
    public override void CommandFailed(DbCommand command, CommandErrorEventData eventData) => Translate(eventData.Exception);

    public override Task CommandFailedAsync(
        DbCommand command, CommandErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Translate(eventData.Exception);
        return Task.CompletedTask;
    }

    public void ConnectionFailed(DbConnection connection, ConnectionErrorEventData eventData) => Translate(eventData.Exception);

    public Task ConnectionFailedAsync(
        DbConnection connection, ConnectionErrorEventData eventData, CancellationToken cancellationToken = default)
    {
        Translate(eventData.Exception);
        return Task.CompletedTask;
    }

    private void Translate(Exception exception)
    {
        if (provider.IsUnavailable(exception)) throw DatabaseUnavailableException.Because(exception);
    }
}
