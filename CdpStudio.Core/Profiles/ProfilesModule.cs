using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Profiles;

public static class ProfilesModule
{
    public static IServiceCollection AddProfiles(this IServiceCollection services)
    {
        services.TryAddSingleton<ProfileTimeline>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, ProfileOfPerson>());

        return services;
    }
}
