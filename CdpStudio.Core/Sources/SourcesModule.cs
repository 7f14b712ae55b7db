using CdpStudio.Core.Facts;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Sources;

public static class SourcesModule
{
    public static IServiceCollection AddSources(this IServiceCollection services)
    {
        services.TryAddSingleton<WriteKeys>();
        services.AddHostedService(p => p.GetRequiredService<WriteKeys>());
        services.TryAddSingleton<SilentSources>();
        services.AddHostedService(p => p.GetRequiredService<SilentSources>());
        services.TryAddTransient<CreateSourceHandler>();
        services.TryAddTransient<ChangeSourceHandler>();
        services.TryAddTransient<SourceList>();
        services.TryAddSingleton<IImportedFacts, Imports.FactsOfImports>();
        services.TryAddTransient<SendTestMessageHandler>();
        services.TryAddTransient<SourceHealthList>();

        return services
            .ClaimTables(TableClaim.NothingOf("Source", "Where data comes from."))
            .AddJob<RemoveOldCounts>(RemoveOldCounts.Kind)
            .AddJobSchedule(new JobSchedule(RemoveOldCounts.Kind, "0 50 3 * * ?"));
    }
}
