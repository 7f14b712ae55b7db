using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Stewardship.Held;
using CdpStudio.Core.Stewardship.Locks;
using CdpStudio.Core.Stewardship.Ruling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Stewardship;

public static class StewardshipModule
{
    public static IServiceCollection AddStewardship(this IServiceCollection services)
    {
        services.TryAddSingleton(p => new IdentityReader(
            p.GetRequiredService<IDbContextFactory<StudioDbContext>>(), p.GetRequiredService<IFactLog>(), p.GetRequiredService<FactReader>(), p.GetRequiredService<EdgeLookup>(),
            p.GetRequiredService<PastPeople>(), p.GetRequiredService<CurrentIdentityRules>()));
        services.TryAddSingleton<PersonEvidence>();
        services.TryAddSingleton<StewardWord>();
        services.TryAddTransient<TakeApartHandler>();
        services.TryAddTransient<JoinPeopleHandler>();
        services.TryAddTransient<UndoDecisionHandler>();
        services.TryAddTransient<DecisionList>();
        services.TryAddSingleton(p => new IdentityFold(
            p.GetRequiredService<IDbContextFactory<StudioDbContext>>(), p.GetRequiredService<FactLog>(), p.GetRequiredService<FactReader>(), p.GetRequiredService<KnownProfilesNow>()));
        services.TryAddTransient<IdentityRuleList>();
        services.TryAddTransient<PreviewIdentityRulesHandler>();
        services.TryAddTransient<SetIdentityRulesHandler>();
        services.TryAddTransient<HeldMergeList>();
        services.TryAddTransient<LookForHeldMergesHandler>();
        services.TryAddTransient<DecideHeldMergeHandler>();
        services.TryAddSingleton<LockBook>();
        services.TryAddTransient<LockAttributeHandler>();
        services.TryAddTransient<UnlockAttributeHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, DecisionsOfPerson>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, HeldMergesOfPerson>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, LocksOfPerson>());

        return services
            .ClaimTables(
                TableClaim.Exported(StewardDecisionConfiguration.Table, PersonalPart.StewardDecisions),
                TableClaim.Exported(HeldMergeConfiguration.Table, PersonalPart.HeldMerges),
                TableClaim.Exported(AttributeLockConfiguration.Table, PersonalPart.AttributeLocks),
                TableClaim.NothingOf(IdentityPreviewConfiguration.Table, "What other identity rules would do, by numbers of people."))
            .AddJob<FindRuleEffect>(FindRuleEffect.Kind)
            .AddJob<ServeIdentityRules>(ServeIdentityRules.Kind)
            .AddJob<FindHeldMerges>(FindHeldMerges.Kind)
            .AddJobSchedule(new JobSchedule(FindHeldMerges.Kind, "0 50 2 * * ?"));
    }
}
