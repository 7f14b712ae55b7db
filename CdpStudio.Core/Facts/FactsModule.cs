using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Facts;

public static class FactsModule
{
    public static IServiceCollection AddFacts(this IServiceCollection services)
    {
        services.TryAddSingleton(p => new FactLog(new FactReader(p.GetRequiredService<IDbContextFactory<StudioDbContext>>())));
        services.TryAddSingleton<IFactLog>(p => p.GetRequiredService<FactLog>());
        services.TryAddSingleton(p => new ProcessorLeases(
            p.GetRequiredService<IDatabaseProvider>(), p.GetRequiredService<IWriteQueue>()));
        services.AddHostedService<FactLogWatch>();

        return services;
    }
}
