using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Privacy;

public static class PrivacyModule
{
    /// <summary>After all modules that hold something about people.</summary>
    public static IServiceCollection AddPrivacy(this IServiceCollection services)
    {
        services.TryAddSingleton<ExportFiles>();
        services.TryAddSingleton<StrayExports>();
        services.TryAddSingleton<AcceptedFacts>();
        services.TryAddTransient<ErasureList>();
        services.TryAddTransient<StartErasureHandler>();
        services.TryAddTransient<RetryErasureHandler>();
        services.TryAddTransient<PersonExportList>();
        services.TryAddTransient<StartPersonExportHandler>();
        services.TryAddTransient<RemovePersonExportHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, RequestsOfPerson>());

        return services
            .ClaimTables(TableClaim.Exported(PrivacyConfiguration.Table, PersonalPart.PrivacyRequests))
            .AddJob<ExportPerson>(ExportPerson.Kind)
            .AddJob<ErasePerson>(ErasePerson.Kind)
            .AddJob<RemoveOldExports>(RemoveOldExports.Kind)
            .AddJobSchedule(new JobSchedule(RemoveOldExports.Kind, "0 55 3 * * ?"));
    }
}
