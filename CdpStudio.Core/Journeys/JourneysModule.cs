using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Journeys.Definition;
using CdpStudio.Core.Journeys.Runtime;
using CdpStudio.Core.Journeys.Simulation;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Consent;
using CdpStudio.Core.Messaging.Content;
using CdpStudio.Core.Messaging.Email;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Profiles;
using CdpStudio.Core.Profiles.Masking;
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
        services.TryAddSingleton<JourneySets>();
        services.AddSingleton<IAudienceSets>(provider => provider.GetRequiredService<JourneySets>());
        services.TryAddSingleton<JourneyChecks>();
        services.TryAddSingleton<PublishedVersions>();
        services.TryAddSingleton<BranchAnswers>();
        services.TryAddSingleton<FactEntries>();
        services.TryAddSingleton<SegmentEntries>();
        services.TryAddSingleton<DueRuns>();
        services.TryAddSingleton<DeletedJourneys>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISendOwner, JourneySends>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUsesSegments, JourneySegmentUse>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILastingEffects, JourneyEffects>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUsesAttributes, JourneyTypeUse>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JourneyFollower>());

        services.TryAddTransient<JourneyDocuments>();
        services.TryAddTransient<CreateJourneyHandler>();
        services.TryAddTransient<RenameJourneyHandler>();
        services.TryAddTransient<SaveDraftHandler>();
        services.TryAddTransient<PublishJourneyHandler>();
        services.TryAddTransient<CloseJourneyHandler>();
        services.TryAddTransient<StopJourneyHandler>();
        services.TryAddTransient<StopCounts>();
        services.TryAddTransient<OpenJourneyHandler>();
        services.TryAddTransient<DeleteJourneyHandler>();
        services.TryAddTransient<ResumeMailsHandler>();
        services.TryAddTransient<JourneyList>();
        services.TryAddTransient<JourneyNumbers>();
        services.TryAddTransient<JourneyPeople>();
        services.TryAddTransient<JourneyPath>();
        services.TryAddTransient<IProfileJourneys>(provider => provider.GetRequiredService<JourneyPath>());
        services.TryAddTransient(provider => new SimulateJourneyHandler(
            provider.GetRequiredService<BranchAnswers>(),
            provider.GetRequiredService<IAudienceEngine>(),
            provider.GetRequiredService<IProfileDirectory>(),
            provider.GetRequiredService<MailPreview>(),
            provider.GetRequiredService<MailboxBook>(),
            provider.GetRequiredService<ProfileConsents>(),
            provider.GetRequiredService<SeenPeople>(),
            provider.GetRequiredService<TimeProvider>()));
        // Scoped: the texts are in the language of whoever reads.
        services.TryAddScoped<ProblemWords>();
        services.TryAddScoped<ConditionWords>();

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, JourneysOfPerson>());

        return services
            .ClaimTables(
                TableClaim.Exported("JourneyRun", PersonalPart.Journeys),
                TableClaim.Exported("JourneyPassage", PersonalPart.Journeys),
                TableClaim.NothingOf("Journey", "Journeys that the workspace made."),
                TableClaim.NothingOf("JourneyVersion", "Journeys as they were published."),
                TableClaim.NothingOf("JourneyPosition", "How far journeys have looked."))
            .AddJob<TakeEverybodyOut>(TakeEverybodyOut.Kind);
    }
}
