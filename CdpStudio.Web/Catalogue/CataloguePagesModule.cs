using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Catalogue;

internal static class CataloguePagesModule
{
    public static IServiceCollection AddCataloguePages(this IServiceCollection services)
    {
        services.TryAddSingleton<CatalogueListing>();

        return services;
    }
}
