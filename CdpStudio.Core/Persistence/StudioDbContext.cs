using CdpStudio.Core.Kernel;
using Microsoft.EntityFrameworkCore;

namespace CdpStudio.Core.Persistence;

/// <summary>
/// Knows no feature. Each module brings its own configuration classes and its own extension property for its tables.
/// One subclass per provider, so that each has migrations of its own.
/// </summary>
public abstract class StudioDbContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>The length of text that says nothing else. Short enough for a key on every provider.</summary>
    public const int DefaultTextLength = 400;

    /// <summary>Held while this context may write; see <see cref="WriteTurnInterceptor"/>.</summary>
    internal WriteTurn? Turn { get; set; }

    /// <summary>
    /// Writes many rows in the fastest way that the provider has, inside the transaction that is open. Entities are not tracked and
    /// keys that the database makes are not read back. A NUL in text, which PostgreSQL refuses, becomes U+FFFD on every provider.
    /// </summary>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    public abstract Task BulkInsertAsync<T>(IReadOnlyCollection<T> rows, CancellationToken cancellationToken)
        where T : class;

    public override void Dispose()
    {
        base.Dispose();
        ReleaseTurn();
        GC.SuppressFinalize(this);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        ReleaseTurn();
        GC.SuppressFinalize(this);
    }

    internal void ReleaseTurn()
    {
        Turn?.Dispose();
        Turn = null;
    }

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        configurationBuilder.Properties<DateTimeOffset>().HaveConversion<UtcMillisecondsConverter>();
        configurationBuilder.Properties<ProfileId>().HaveConversion<ProfileIdConverter>();
        configurationBuilder.Properties<SourceId>().HaveConversion<SourceIdConverter>();
        configurationBuilder.Properties<string>().HaveMaxLength(DefaultTextLength);
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder) =>
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(StudioDbContext).Assembly);
}
