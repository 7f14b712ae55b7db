using CdpStudio.Core.Audience;
using CdpStudio.Core.Catalogue;
using CdpStudio.Core.Profiles.Masking;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Web.Tests.Testing;

/// <summary>For tests that are not about masks.</summary>
internal static class ClearSight
{
    public static Sight New()
    {
        var sight = new Sight();
        sight.Become(isClear: true);
        return sight;
    }

    /// <summary>What pages see people through, over the engine and the directory that a test gives, if it gives any.</summary>
    public static IServiceCollection AddClearSight(this IServiceCollection services)
    {
        services.AddScoped(_ => New());
        services.AddScoped(p => new Masker(() => CatalogueContent.Empty, p.GetService<IProfileDirectory>() ?? new OnePerson()));
        services.AddScoped(p => new SeenPeople(p.GetService<IProfileDirectory>() ?? new OnePerson(), p.GetRequiredService<Masker>(), p.GetRequiredService<Sight>()));
        services.AddScoped<SeenAudience>();
        services.AddScoped<SeenVocabulary>();
        services.AddScoped<SeenMessages>();
        return services;
    }
}
