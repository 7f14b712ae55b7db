using CdpStudio.Benchmarks.Audience;
using CdpStudio.Core.Audience;
using CdpStudio.Core.Facts;
using CdpStudio.Core.Persistence;
using Microsoft.Extensions.DependencyInjection;

namespace CdpStudio.Benchmarks.Peers;

internal static class ShopAudience
{
    /// <summary>The audience engine over the shop's facts, without a database.</summary>
    /// <param name="folder">Where it keeps its snapshots.</param>
    public static IServiceCollection AddShop<TLog>(this IServiceCollection services, TLog log, string folder)
        where TLog : IFactLog, IAudienceCatalogue => services
        .AddSingleton<IFactLog>(log)
        .AddSingleton<IAudienceCatalogue>(log)
        .AddSingleton<ISegmentRules>(new NoSegments())
        .Configure<DatabaseOptions>(o => o.Directory = folder)
        .AddAudience();
}
