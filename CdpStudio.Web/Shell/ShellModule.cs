using CdpStudio.Web.Components;
using CdpStudio.Web.Journeys;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Segments;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Shell;

internal static class ShellModule
{
    private const long MostBytesFromABrowser = 2 * 1024 * 1024;

    /// <summary>After jobs, whose runs it shows.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.TryAddScoped<ToastList>();
        services.TryAddSingleton<TaskFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<TaskFeed>());
        services.AddScoped<IFinder, SegmentFinder>();
        services.AddScoped<IFinder, ProfileFinder>();
        services.AddScoped<IFinder, JourneyFinder>();
        // A mail's HTML comes over the circuit as it is typed or pasted; SignalR's own bound is 32 KB, and beyond it the circuit ends.
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostBytesFromABrowser);

        return services;
    }
}
