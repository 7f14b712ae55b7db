using CdpStudio.Web.Components;
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
        services.AddRazorComponents().AddInteractiveServerComponents();

        return services;
    }
}
