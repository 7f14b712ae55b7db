using CdpStudio.Web.Shell;

namespace CdpStudio.Web.Audience;

internal static class AudiencePages
{
    public static IServiceCollection AddAudiencePages(this IServiceCollection services) => services.AddSingleton<ITaskSource, AudienceTasks>();
}
