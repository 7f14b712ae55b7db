using CdpStudio.Core.Rules.Sentences;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Core.Rules;

public static class RulesModule
{
    public static IServiceCollection AddRules(this IServiceCollection services)
    {
        // Scoped: the texts are in the language of whoever reads.
        services.TryAddScoped<RuleSentence>();
        services.TryAddSingleton<IRuleLabels, NamesAsLabels>();

        return services;
    }
}
