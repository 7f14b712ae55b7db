using CdpStudio.Connectors.Outbound;
using CdpStudio.Core.Sources.Recurring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Connectors.Sources.HttpFiles;

public static class HttpFilesModule
{
    public static IServiceCollection AddHttpFiles(this IServiceCollection services)
    {
        services.AddOutbound();
        services.TryAddSingleton<IFileFetcher, HttpFileFetcher>();

        return services;
    }
}
