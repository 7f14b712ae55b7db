using CdpStudio.Core.Jobs;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Repair;

public static class RepairModule
{
    public static IServiceCollection AddRepair(this IServiceCollection services)
    {
        services.TryAddSingleton<RepairTrial>();
        services.TryAddTransient(p => new PreviewRepair(p.GetRequiredService<IDbContextFactory<StudioDbContext>>(), p.GetRequiredService<RepairTrial>()));
        services.TryAddTransient<RepairList>();
        services.TryAddTransient<StartRepairHandler>();

        return services.AddJob<ReplayJob>(ReplayJob.Kind);
    }
}
