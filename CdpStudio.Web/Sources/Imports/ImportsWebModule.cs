using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Sources.Imports;

internal static class ImportsWebModule
{
    public static IServiceCollection AddImportPages(this IServiceCollection services)
    {
        services.TryAddTransient<FileUploads>();

        return services;
    }
}
