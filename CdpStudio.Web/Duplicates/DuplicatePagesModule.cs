namespace CdpStudio.Web.Duplicates;

internal static class DuplicatePagesModule
{
    public static IServiceCollection AddDuplicatePages(this IServiceCollection services) => services.AddScoped<PairDecisions>();
}
