using CdpStudio.Web.Home;
using CdpStudio.Web.Shell;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Campaigns;

internal static class CampaignPages
{
    public static IServiceCollection AddCampaignPages(this IServiceCollection services)
    {
        services.TryAddTransient<CampaignDesk>();
        services.TryAddTransient<ReachBoard>();
        services.TryAddTransient<CampaignChecks>();
        services.TryAddTransient<CampaignActions>();
        services.TryAddTransient<CampaignDrafts>();
        services.TryAddScoped<CampaignWords>();
        services.AddSingleton<ITaskSource, CampaignTasks>();
        services.AddScoped<IFinder, CampaignFinder>();

        return services.AddScoped<IChecklistItem, SendFirstCampaign>();
    }
}
