using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Profiles;

public static class ProfilesModule
{
    public static IServiceCollection AddProfiles(this IServiceCollection services)
    {
        services.TryAddSingleton<ProfileTimeline>();
        services.TryAddSingleton(p => new PastProfile(
            p.GetRequiredService<PastPeople>(), p.GetRequiredService<FactLog>(), p.GetRequiredService<FactReader>(), p.GetRequiredService<EdgeLookup>(),
            p.GetRequiredService<CurrentIdentityRules>()));
        services.TryAddSingleton(p => new ValueChanges(p.GetRequiredService<AttributeChanges>(), p.GetRequiredService<PastProfile>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, ProfileOfPerson>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, EventsOfPerson>());

        return services;
    }
}
