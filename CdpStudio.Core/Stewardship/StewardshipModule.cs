using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Stewardship;

public static class StewardshipModule
{
    public static IServiceCollection AddStewardship(this IServiceCollection services)
    {
        services.TryAddSingleton<IdentityReader>();
        services.TryAddSingleton<PersonEvidence>();
        services.TryAddSingleton<StewardWord>();
        services.TryAddTransient<TakeApartHandler>();
        services.TryAddTransient<JoinPeopleHandler>();
        services.TryAddTransient<UndoDecisionHandler>();
        services.TryAddTransient<DecisionList>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, DecisionsOfPerson>());

        return services.ClaimTables(TableClaim.Exported(StewardDecisionConfiguration.Table, PersonalPart.StewardDecisions));
    }
}
