using CdpStudio.Core.Ingestion.Commands;
using CdpStudio.Core.Ingestion.Fields;
using CdpStudio.Core.Ingestion.Live;
using CdpStudio.Core.Ingestion.Plan;
using CdpStudio.Core.Ingestion.Processing;
using CdpStudio.Core.Ingestion.Quarantine;
using CdpStudio.Core.Kernel;
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
        services.TryAddSingleton<ServedCommands>();
        services.TryAddTransient<PersonErasure>();
        services.TryAddSingleton<IngestionStatus>();
        services.TryAddSingleton<SourceRates>();
        services.TryAddSingleton<FullInboxWaits>();
        services.TryAddSingleton<LiveFeed>();
        services.TryAddTransient<QuarantineList>();
        services.TryAddTransient<ViolationList>();
        services.TryAddSingleton<ViolationExamples>();
        services.TryAddSingleton<SourceDrift>();
        services.TryAddTransient<DiscardQuarantinedHandler>();

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, QuarantinedOfPerson>());

        return services.ClaimTables(
            TableClaim.Exported("QuarantinedMessage", PersonalPart.QuarantinedMessages),
            TableClaim.NothingOf("Inbox", "An export waits until what was accepted before it is a fact or in quarantine."),
            TableClaim.NothingOf("ErasedIdentifier", "Keyed hashes of identifiers that were erased, which tell nobody anything."),
            TableClaim.NothingOf("QuarantineRepair", "Rules that messages were repaired by."),
            TableClaim.NothingOf("QuarantineDiscard", "Who threw messages away, and why."),
            TableClaim.NothingOf("RunTally", "Counts."),
            TableClaim.NothingOf("RunRange", "Which facts an import brought."),
            TableClaim.NothingOf("SeenBatch", "Hashes of message ids."),
            TableClaim.NothingOf("SourceHour", "Counts."),
            TableClaim.NothingOf("SourceFieldDay", "Counts of names."),
            TableClaim.NothingOf("PlanViolation", "Counts, and examples of which nobody knows whose they are; an erasure takes all."));
    }
}
