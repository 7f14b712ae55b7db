using CdpStudio.Core.Campaigns.Reach;
using CdpStudio.Core.Campaigns.Running;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Jobs;
using CdpStudio.Core.Kernel;
using CdpStudio.Core.Messaging.Ledger;
using CdpStudio.Core.Segments;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CdpStudio.Core.Campaigns;

public static class CampaignsModule
{
    /// <summary>After jobs, segments and messaging, which do its work.</summary>
    public static IServiceCollection AddCampaigns(this IServiceCollection services)
    {
        services.AddOptions<CampaignOptions>().BindConfiguration("Campaigns").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CampaignOptions>, ValidateCampaignOptions>());

        services.TryAddSingleton<CampaignChanges>();
        services.TryAddSingleton<CampaignMoves>();
        services.TryAddSingleton<KeptCounts>();
        services.TryAddSingleton<CampaignProgress>();
        services.TryAddSingleton<ReachCounter>();
        services.TryAddTransient<CampaignList>();
        services.TryAddTransient<CampaignSendList>();
        services.TryAddTransient<CampaignFile>();
        services.TryAddTransient<CreateCampaignHandler>();
        services.TryAddTransient<CopyCampaignHandler>();
        services.TryAddTransient<ChangeCampaignHandler>();
        services.TryAddTransient<ScheduleCampaignHandler>();
        services.TryAddTransient<TakeBackCampaignHandler>();
        services.TryAddTransient<StartCampaignHandler>();
        services.TryAddTransient<PauseCampaignHandler>();
        services.TryAddTransient<ResumeCampaignHandler>();
        services.TryAddTransient<CancelCampaignHandler>();
        services.TryAddTransient<SendAgainHandler>();
        services.TryAddTransient<DeleteCampaignHandler>();
        services.TryAddTransient<RestoreCampaignHandler>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ISendOwner, CampaignSends>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUsesSegments, CampaignUse>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILastingEffects, CampaignEffects>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CampaignRunner>());

        return services
            .ClaimTables(TableClaim.NothingOf("Campaign", "Mails that the workspace wrote; who got one, the ledger of sends says."))
            .AddJob<PlanCampaign>(PlanCampaign.Kind);
    }
}
