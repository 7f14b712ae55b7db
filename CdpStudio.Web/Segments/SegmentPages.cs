using CdpStudio.Core.Profiles.Masking;
using CdpStudio.Core.Segments;
using CdpStudio.Web.Segments.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Segments;

internal static class SegmentPages
{
    public static IServiceCollection AddSegmentPages(this IServiceCollection services)
    {
        services.TryAddTransient(p => new LiveCounts(p.GetRequiredService<SeenAudience>(), p.GetRequiredService<WorkspaceVocabulary>(), p.GetRequiredService<TimeProvider>()));
        services.TryAddTransient<RuleBoard>();
        services.TryAddTransient<SegmentDesk>();
        services.TryAddScoped<FileWording>();

        return services;
    }
}
