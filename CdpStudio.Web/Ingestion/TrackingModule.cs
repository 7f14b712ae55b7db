using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Ingestion;

internal static class TrackingModule
{
    public static IServiceCollection AddTracking(this IServiceCollection services)
    {
        services.TryAddSingleton(_ => new BodyBudgets());
        services.TryAddSingleton<TrackingDoor>();
        services.TryAddSingleton<WebSdkFile>();

        return services;
    }
}
