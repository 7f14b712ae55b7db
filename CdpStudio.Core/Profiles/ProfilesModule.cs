using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Facts;
using CdpStudio.Core.IdentityResolution;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Profiles.Reveals;
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
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IPersonalData, RevealsOfPerson>());

        services.TryAddSingleton(p => new Masker(() => p.GetRequiredService<CurrentCatalogue>().Content, p.GetRequiredService<IProfileDirectory>()));
        // Of a circuit or a request: they see what whoever asks there may see.
        services.TryAddScoped<Sight>();
        services.TryAddScoped<SeenPeople>();
        services.TryAddScoped<SeenAudience>();
        services.TryAddScoped<SeenEvents>();
        services.TryAddScoped<SeenVocabulary>();
        services.TryAddScoped<SeenMessages>();
        services.TryAddScoped<RevealPersonHandler>();
        services.TryAddTransient<RevealList>();

        return services.ClaimTables(TableClaim.Exported(RevealConfiguration.Table, PersonalPart.Reveals));
    }
}
