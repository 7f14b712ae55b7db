using CdpStudio.Web.Components;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Shell;

internal static class ShellModule
{
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.TryAddScoped<ToastList>();
        services.AddRazorComponents().AddInteractiveServerComponents();

        return services;
    }
}
