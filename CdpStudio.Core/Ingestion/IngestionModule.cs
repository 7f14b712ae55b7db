using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Ingestion.Quarantine;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Ingestion;

public static class IngestionModule
{
    public static IServiceCollection AddIngestion(this IServiceCollection services)
    {
        services.AddOptions<IngestionOptions>().ValidateOnStart();
        services.TryAddSingleton<IValidateOptions<IngestionOptions>, ValidateIngestionOptions>();

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<InboxDepth>();
        services.TryAddSingleton<Inbox>();
        services.AddHostedService(p => p.GetRequiredService<Inbox>());
        services.TryAddSingleton<CurrentPlan>();
        services.TryAddSingleton<RowParser>();
        services.AddHostedService<Processor>();
        services.TryAddTransient<RunCancellation>();
        services.TryAddSingleton<IngestionStatus>();
        services.TryAddSingleton<SourceRates>();
        services.TryAddSingleton<FullInboxWaits>();
        services.TryAddSingleton<LiveFeed>();
        services.TryAddTransient<QuarantineList>();
        services.TryAddTransient<ViolationList>();
        services.TryAddSingleton<SourceDrift>();
        services.TryAddTransient<DiscardQuarantinedHandler>();

        return services;
    }
}
