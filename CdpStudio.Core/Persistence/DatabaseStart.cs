using CdpStudio.Core.Persistence.Providers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Persistence;

/// <summary>Runs before every other hosted service, because it is registered first: they find a database that is ready.</summary>
internal sealed class DatabaseStart(
    IDatabaseProvider provider, IOptions<DatabaseOptions> options) : IHostedService, IAsyncDisposable
{
    private IAsyncDisposable? _held;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Refuse(options.Value);
        // Without interceptors: EF finds out whether a database exists by the driver's own exceptions.
        _held = await provider.OpenAsync(provider.CreateFactory([]), cancellationToken);
    }

    // What is held is given back only when everything that uses the database has stopped.
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _held?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static void Refuse(DatabaseOptions options)
    {
        if (options.Provider != DatabaseProvider.Sqlite && string.IsNullOrWhiteSpace(options.ConnectionString))
            throw new StartRefusedException($"Database:Provider is {options.Provider}, so ConnectionStrings:Studio must say where the database is.");

        if (options.Provider == DatabaseProvider.Sqlite && options.AudienceEngine.Equals("ClickHouse", StringComparison.OrdinalIgnoreCase))
            throw new StartRefusedException("Audience:Engine ClickHouse needs a server database: set Database:Provider to PostgreSql or SqlServer.");

        if (options.AudienceEngine.Equals("ClickHouse", StringComparison.OrdinalIgnoreCase))
            throw new StartRefusedException("Audience:Engine ClickHouse is not part of this version yet; InMemory is.");
    }
}
