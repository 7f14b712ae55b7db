using CdpStudio.Core.Persistence.Providers;
using CdpStudio.Core.Persistence.Providers.PostgreSql;
using CdpStudio.Core.Persistence.Providers.Sqlite;
using CdpStudio.Core.Persistence.Providers.SqlServer;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Persistence;

public static class PersistenceModule
{
    /// <summary>First of all modules: its hosted service opens the database before any other starts.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<DatabaseOptions>().Configure(options => Bind(options, configuration));

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(CreateProvider);
        services.TryAddSingleton(provider => new WriteTurns(provider.GetRequiredService<IDatabaseProvider>().OneWriter));
        services.TryAddSingleton<WriteTurnInterceptor>();
        services.TryAddSingleton(CreateFactory);
        // Libraries such as ASP.NET Identity take a context by scope; our own code takes the factory.
        services.TryAddScoped(provider => provider.GetRequiredService<IDbContextFactory<StudioDbContext>>().CreateDbContext());
        services.TryAddSingleton<IWriteQueue, WriteQueue>();
        services.TryAddSingleton<DatabaseCopies>();
        services.AddHostedService<DatabaseStart>();

        return services;
    }

    private static void Bind(DatabaseOptions options, IConfiguration configuration)
    {
        var provider = configuration["Database:Provider"];
        if (!string.IsNullOrWhiteSpace(provider))
        {
            options.Provider = Enum.TryParse<DatabaseProvider>(provider, ignoreCase: true, out var known) && Enum.IsDefined(known)
                ? known
                : throw new StartRefusedException($"Database:Provider is '{provider}'. It can be {string.Join(", ", Enum.GetNames<DatabaseProvider>())}.");
        }

        options.ConnectionString = configuration.GetConnectionString("Studio") ?? options.ConnectionString;
        options.Directory = configuration["Storage:Directory"] is { Length: > 0 } directory ? directory : options.Directory;
        options.AudienceEngine = configuration["Audience:Engine"] is { Length: > 0 } engine ? engine : options.AudienceEngine;
    }

    private static IDatabaseProvider CreateProvider(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<DatabaseOptions>>().Value;
        return options.Provider switch
        {
            DatabaseProvider.PostgreSql => ActivatorUtilities.CreateInstance<PostgreSqlProvider>(services, options),
            DatabaseProvider.SqlServer => ActivatorUtilities.CreateInstance<SqlServerProvider>(services, options),
            _ => ActivatorUtilities.CreateInstance<SqliteProvider>(services, options),
        };
    }

    // Interceptors that others register come along, such as a test's that counts commands.
    private static IDbContextFactory<StudioDbContext> CreateFactory(IServiceProvider services) =>
        services.GetRequiredService<IDatabaseProvider>().CreateFactory(
            [new TextInterceptor(), new UnavailableInterceptor(services.GetRequiredService<IDatabaseProvider>()), services.GetRequiredService<WriteTurnInterceptor>(), .. services.GetServices<IInterceptor>()]);
}
