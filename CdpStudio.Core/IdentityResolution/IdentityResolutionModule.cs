using CdpStudio.Core.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.IdentityResolution;

public static class IdentityResolutionModule
{
    /// <summary>Before whoever folds: rules are read at start.</summary>
    public static IServiceCollection AddIdentityResolution(this IServiceCollection services)
    {
        services.TryAddSingleton<CurrentIdentityRules>();
        services.TryAddSingleton<IdentityRulesWatch>();
        services.AddHostedService(p => p.GetRequiredService<IdentityRulesWatch>());

        return services.ClaimTables(TableClaim.NothingOf(IdentityRuleSetConfiguration.Table, "Which kinds of identifiers make one person of two, as somebody set it."));
    }
}
