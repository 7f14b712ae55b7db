using CdpStudio.Web.Components;
using CdpStudio.Web.Journeys;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Segments;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Shell;

internal static class ShellModule
{
    /// <summary>For one message of a circuit. Longer text comes by <see cref="LongTextDoor"/>, files and drafts by endpoints of their own.</summary>
    private const long MostBytesFromABrowser = 32 * 1024;

    /// <summary>After jobs, whose runs it shows.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.TryAddScoped<ToastList>();
        services.TryAddScoped<PageAddress>();
        services.TryAddSingleton<TaskFeed>();
        services.TryAddSingleton<LongTextDoor>();
        services.TryAddScoped<CircuitLine>();
        services.AddScoped<CircuitHandler>(provider => provider.GetRequiredService<CircuitLine>());
        services.AddHostedService(provider => provider.GetRequiredService<TaskFeed>());
        services.AddScoped<IFinder, SegmentFinder>();
        services.AddScoped<IFinder, ProfileFinder>();
        services.AddScoped<IFinder, JourneyFinder>();
        services.AddRazorComponents().AddInteractiveServerComponents().AddHubOptions(hub => hub.MaximumReceiveMessageSize = MostBytesFromABrowser);

        return services;
    }
    public static void MapShell(this IEndpointRouteBuilder ui) => LongTextDoor.Map(ui);
}
