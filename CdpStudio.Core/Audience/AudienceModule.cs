using CdpStudio.Core.Audience.Engine;
using CdpStudio.Core.Audience.Snapshots;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Audience;

public static class AudienceModule
{
    /// <summary>Needs the fact log, the catalogue and the workspace, and <see cref="ISegmentRules"/> from the segments.</summary>
    public static IServiceCollection AddAudience(this IServiceCollection services)
    {
        services.AddOptions<AudienceOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AudienceOptions>, ValidateAudienceOptions>());

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CurrentIdentityRules>();
        services.TryAddSingleton<LiveAudience>();
        services.TryAddSingleton<PastAudience>();
        services.TryAddSingleton<PastPeople>();
        services.TryAddSingleton<SnapshotFiles>();
        services.TryAddSingleton<SnapshotWriter>();
        services.TryAddSingleton<AudienceReadiness>();
        services.AddSingleton<IReadiness>(provider => provider.GetRequiredService<AudienceReadiness>());
        services.TryAddSingleton<IAudienceCatalogue, WorkspaceDeclarations>();
        services.TryAddSingleton<IAudienceEngine, InMemoryAudienceEngine>();
        services.TryAddSingleton<IProfileDirectory, IndexedProfileDirectory>();
        services.TryAddSingleton<IAudienceVocabulary, IndexedVocabulary>();
        services.TryAddSingleton(provider => new KnownProfilesNow(provider.GetRequiredService<LiveAudience>(), provider.GetRequiredService<IAudienceCatalogue>()));
        services.TryAddSingleton(provider => new AttributeChanges(
            provider.GetRequiredService<LiveAudience>(), provider.GetRequiredService<IAudienceCatalogue>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton<ITypeReadings, IndexedTypeReadings>();
        services.TryAddTransient<PreviewTypeHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AudienceFollower>());

        return services;
    }
}
