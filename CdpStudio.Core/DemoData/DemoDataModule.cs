using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.DemoData;

public static class DemoDataModule
{
    /// <summary>After all modules that it makes something in.</summary>
    public static IServiceCollection AddDemoData(this IServiceCollection services)
    {
        services.TryAddSingleton(DemoSize.Whole);
        services.TryAddSingleton<CurrentDemo>();
        services.AddHostedService(p => p.GetRequiredService<CurrentDemo>());
        services.AddHostedService<DemoStart>();
        services.TryAddTransient<DemoSegments>();
        services.TryAddTransient<DemoJourney>();
        services.TryAddTransient<DemoCampaign>();
        services.TryAddTransient(p => new DemoPreview(
            p.GetRequiredService<IDbContextFactory<StudioDbContext>>(), p.GetRequiredService<DemoSegments>(), p.GetRequiredService<DemoJourney>(),
            p.GetRequiredService<DemoCampaign>()));
        services.TryAddTransient<LoadDemoHandler>();
        services.TryAddTransient<RemoveDemoHandler>();

        return services
            .ClaimTables(TableClaim.NothingOf("DemoLoad", "What the demo made, by its numbers."))
            .AddJob<LoadDemoJob>(LoadDemoJob.Kind).AddJob<RemoveDemoJob>(RemoveDemoJob.Kind);
    }
}
