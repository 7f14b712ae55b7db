using CdpStudio.Core.Audience;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Duplicates;

public static class DuplicatesModule
{
    /// <summary>After jobs, the audience and ingestion, which do its work.</summary>
    public static IServiceCollection AddDuplicates(this IServiceCollection services)
    {
        services.AddOptions<DuplicatesOptions>().BindConfiguration("Duplicates").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DuplicatesOptions>, ValidateDuplicatesOptions>());

        services.TryAddSingleton<PeopleJoin>();
        services.TryAddTransient<ComparedPeople>();
        services.TryAddTransient<DuplicateList>();
        services.TryAddTransient<DecisionHistory>();
        services.TryAddTransient<StartDuplicateSearchHandler>();
        services.TryAddTransient<ChangeDuplicateSettingsHandler>();
        services.TryAddTransient<RejectDuplicateHandler>();
        services.TryAddTransient(p => new AcceptDuplicatesHandler(
            p.GetRequiredService<IDbContextFactory<StudioDbContext>>(),
            p.GetRequiredService<IWriteQueue>(),
            p.GetRequiredService<IProfileDirectory>(),
            p.GetRequiredService<PeopleJoin>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<AcceptDuplicatesHandler>>()));
        services.TryAddTransient(p => new UndoDuplicateHandler(
            p.GetRequiredService<IDbContextFactory<StudioDbContext>>(),
            p.GetRequiredService<IWriteQueue>(),
            p.GetRequiredService<PeopleJoin>(),
            p.GetRequiredService<TimeProvider>(),
            p.GetRequiredService<ILogger<UndoDuplicateHandler>>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, DuplicatesOfPerson>());

        return services
            .ClaimTables(
                TableClaim.Exported(DuplicatesConfiguration.PairTable, PersonalPart.PossibleDuplicates),
                TableClaim.NothingOf(DuplicatesConfiguration.SearchTable, "How duplicates are searched for, and how many were found."))
            .AddJob<FindDuplicates>(FindDuplicates.Kind)
            .AddJobSchedule(new JobSchedule(FindDuplicates.Kind, "0 20 2 * * ?"));
    }
}
