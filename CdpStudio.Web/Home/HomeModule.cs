using CdpStudio.Web.Home.Checklist;

namespace CdpStudio.Web.Home;

internal static class HomeModule
{
    public static IServiceCollection AddHome(this IServiceCollection services) => services
        .AddScoped<IChecklistItem, ConnectSource>()
        .AddScoped<IChecklistItem, ImportPeople>()
        .AddScoped<IChecklistItem, BuildSegment>()
        .AddScoped<IChecklistItem, InviteColleagues>();
}
