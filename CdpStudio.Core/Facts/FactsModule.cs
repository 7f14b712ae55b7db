using CdpStudio.Core.Kernel;
using CdpStudio.Core.Persistence;
using CdpStudio.Core.Persistence.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace CdpStudio.Core.Facts;

public static class FactsModule
{
    public static IServiceCollection AddFacts(this IServiceCollection services)
    {
        services.TryAddSingleton(p => new FactLog(p.GetRequiredService<FactReader>()));
        services.TryAddSingleton<IFactLog>(p => p.GetRequiredService<FactLog>());
        services.TryAddSingleton(p => new ProcessorLeases(
            p.GetRequiredService<IDatabaseProvider>(), p.GetRequiredService<IWriteQueue>()));
        services.AddHostedService<FactLogWatch>();
        services.TryAddSingleton<FactReader>();
        services.TryAddSingleton<EdgeLookup>();
        services.TryAddSingleton<FirstSightings>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, AttributeHistoryOfPerson>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, LinksOfPerson>());

        return services.ClaimTables(
            TableClaim.Exported("EventFacts", PersonalPart.Events),
            TableClaim.Exported("AssertionFacts", PersonalPart.AttributeHistory),
            TableClaim.Exported("EdgeFacts", PersonalPart.IdentityLinks),
            TableClaim.Exported("CutFacts", PersonalPart.IdentityLinks),
            TableClaim.Exported("FenceFacts", PersonalPart.IdentityLinks),
            TableClaim.NothingOf("CancellationFacts", "Ranges of facts; which of the person's are in one, the facts themselves say."),
            TableClaim.NothingOf("ErasureFacts", "Numbers of people who are gone, which are never given again."),
            TableClaim.NothingOf("ProcessorState", "The next free numbers."));
    }
}
