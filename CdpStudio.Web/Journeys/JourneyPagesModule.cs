using CdpStudio.Web.Journeys.Canvas;
using CdpStudio.Web.Journeys.Numbers;
using CdpStudio.Web.Journeys.Outline;
using CdpStudio.Web.Journeys.Steps;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Journeys;

internal static class JourneyPagesModule
{
    public static IServiceCollection AddJourneyPages(this IServiceCollection services)
    {
        services.TryAddTransient<JourneyDesk>();
        services.TryAddScoped<StepWording>();
        services.TryAddScoped<CanvasSetups>();
        services.TryAddScoped<OutlineWording>();
        services.TryAddScoped<NumbersWording>();
        services.TryAddScoped<JourneyTemplates>();

        return services;
    }
}
