using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Catalogue;

public static class CatalogueModule
{
    public static IServiceCollection AddCatalogue(this IServiceCollection services)
    {
        services.TryAddSingleton<CurrentCatalogue>();
        services.AddHostedService(p => p.GetRequiredService<CurrentCatalogue>());
        services.TryAddTransient<DeclareAttributeHandler>();
        services.TryAddTransient<DeclareEventHandler>();

        return services.ClaimTables(
            TableClaim.NothingOf("DeclaredAttribute", "Names and types of attributes."),
            TableClaim.NothingOf("DeclaredEvent", "Names of events and of their properties."));
    }
}
