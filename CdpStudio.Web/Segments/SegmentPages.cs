using CdpStudio.Web.Segments.Builder;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Segments;

internal static class SegmentPages
{
    public static IServiceCollection AddSegmentPages(this IServiceCollection services)
    {
        services.TryAddTransient<LiveCounts>();
        services.TryAddTransient<RuleBoard>();
        services.TryAddTransient<SegmentDesk>();
        services.TryAddScoped<FileWording>();

        return services;
    }
}
