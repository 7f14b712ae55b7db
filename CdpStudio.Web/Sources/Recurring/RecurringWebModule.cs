using CdpStudio.Core.Sources;
using CdpStudio.Core.Sources.Recurring;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Sources.Recurring;

internal static class RecurringWebModule
{
    public static IServiceCollection AddRecurringPages(this IServiceCollection services)
    {
        services.TryAddTransient<FinishedImports>();
        services.TryAddTransient<RecurringHandlers>();

        return services;
    }
}

/// <summary>What the cards ask and do.</summary>
public sealed record RecurringHandlers(
    RecurringList List, FinishedImports Finished, SaveRecurringImportHandler Save, ChangeSourceHandler Change, LookNowHandler LookNow, RetryFileHandler Retry);
