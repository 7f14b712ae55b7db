using CdpStudio.Web.Components;
using CdpStudio.Web.Profiles;
using CdpStudio.Web.Segments;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Shell;

internal static class ShellModule
{
    /// <summary>After jobs, whose runs it shows.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.TryAddScoped<ToastList>();
        services.TryAddSingleton<TaskFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<TaskFeed>());
        services.AddScoped<IFinder, SegmentFinder>();
        services.AddScoped<IFinder, ProfileFinder>();
        services.AddRazorComponents().AddInteractiveServerComponents();

        return services;
    }
}
