using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Segments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Journeys;

public static class JourneysModule
{
    /// <summary>Needs the audience engine, the segments and the ledger of sends.</summary>
    public static IServiceCollection AddJourneys(this IServiceCollection services)
    {
        services.TryAddSingleton<JourneySignal>();
        services.TryAddSingleton<JourneyChecks>();
        services.TryAddSingleton<PublishedVersions>();
        services.TryAddSingleton<BranchAnswers>();
        services.TryAddSingleton<EventEntries>();
        services.TryAddSingleton<SegmentEntries>();
        services.TryAddSingleton<PlannedMails>();
        services.TryAddSingleton<DueRuns>();
        services.TryAddSingleton<DeletedJourneys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISendOwner, JourneySends>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUsesSegments, JourneySegmentUse>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUsesAttributes, JourneyTypeUse>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JourneyFollower>());

        services.TryAddTransient<JourneyDocuments>();
        services.TryAddTransient<CreateJourneyHandler>();
        services.TryAddTransient<RenameJourneyHandler>();
        services.TryAddTransient<SaveDraftHandler>();
        services.TryAddTransient<PublishJourneyHandler>();
        services.TryAddTransient<CloseJourneyHandler>();
        services.TryAddTransient<OpenJourneyHandler>();
        services.TryAddTransient<DeleteJourneyHandler>();
        services.TryAddTransient<ResumeMailsHandler>();

        return services;
    }
}
