using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Imports.DryRuns;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Imports;

public static class ImportsModule
{
    public static IServiceCollection AddImports(this IServiceCollection services)
    {
        services.AddOptions<ImportOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ImportOptions>, ValidateImportOptions>());
        services.TryAddSingleton<ImportFiles>();
        services.TryAddTransient<ImportDrafts>();
        services.TryAddTransient<ImportTemplates>();
        services.TryAddTransient<ImportPreparation>();
        services.TryAddTransient<UndoImportHandler>();
        services.TryAddTransient<PauseImportHandler>();
        services.TryAddTransient<ImportList>();
        services.TryAddTransient<RejectedRows>();
        services.TryAddTransient<StartImportHandler>();
        services.TryAddTransient<DryRun>();

        services.TryAddSingleton<StoredSteps>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, RejectedOfPerson>());

        return services
            .ClaimTables(
                TableClaim.Exported("ImportReject", PersonalPart.RejectedRows),
                TableClaim.NothingOf("ImportRun", "Files that were imported, and counts."),
                TableClaim.NothingOf("ImportDraft", "What somebody chose for a file that is not imported yet."),
                TableClaim.NothingOf("ImportTemplate", "What was chosen for files with the same columns."))
            .AddJob<RunImport>(RunImport.Kind)
            .AddJob<UndoImportJob>(UndoImportJob.Kind)
            .AddJob<RemoveOldFiles>(RemoveOldFiles.Kind)
            .AddJobSchedule(new JobSchedule(RemoveOldFiles.Kind, "0 45 3 * * ?"));
    }
}
