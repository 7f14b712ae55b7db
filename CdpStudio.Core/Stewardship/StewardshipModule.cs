using CdpStudio.Core.Facts;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Stewardship.Locks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Stewardship;

public static class StewardshipModule
{
    public static IServiceCollection AddStewardship(this IServiceCollection services)
    {
        services.TryAddSingleton(p => new IdentityReader(
            p.GetRequiredService<IDbContextFactory<StudioDbContext>>(), p.GetRequiredService<IFactLog>(), p.GetRequiredService<FactReader>(), p.GetRequiredService<EdgeLookup>()));
        services.TryAddSingleton<PersonEvidence>();
        services.TryAddSingleton<StewardWord>();
        services.TryAddTransient<TakeApartHandler>();
        services.TryAddTransient<JoinPeopleHandler>();
        services.TryAddTransient<UndoDecisionHandler>();
        services.TryAddTransient<DecisionList>();
        services.TryAddSingleton<LockBook>();
        services.TryAddTransient<LockAttributeHandler>();
        services.TryAddTransient<UnlockAttributeHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, DecisionsOfPerson>());

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, LocksOfPerson>());

        return services.ClaimTables(
            TableClaim.Exported(StewardDecisionConfiguration.Table, PersonalPart.StewardDecisions),
            TableClaim.Exported(AttributeLockConfiguration.Table, PersonalPart.AttributeLocks));
    }
}
