using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Sources.Recurring.Folders;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Sources.Recurring;

public static class RecurringModule
{
    /// <summary>Needs an <see cref="IFileFetcher"/>.</summary>
    public static IServiceCollection AddRecurringImports(this IServiceCollection services)
    {
        services.AddOptions<RecurringOptions>().BindConfiguration("Recurring").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RecurringOptions>, ValidateRecurringOptions>());
        services.TryAddSingleton<RecurringSecrets>();
        services.TryAddTransient<TakeFile>();
        services.TryAddTransient<SettleFiles>();
        services.TryAddTransient<LookIntoFolder>();
        services.TryAddTransient<LookAtAddress>();
        services.TryAddTransient<SaveRecurringImportHandler>();
        services.TryAddTransient<LookNowHandler>();
        services.TryAddTransient<RetryFileHandler>();
        services.TryAddTransient<RecurringList>();
        services.TryAddSingleton<RecurringAlarm>();
        services.AddHostedService(p => p.GetRequiredService<RecurringAlarm>());

        return services
            .ClaimTables(
                TableClaim.NothingOf("RecurringImport", "Where files are looked for."),
                TableClaim.NothingOf("RecurringFile", "Which files were seen, and the hash of each."))
            .AddJob<LookForFiles>(LookForFiles.Kind);
    }
}
