using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Hosting;

internal static class HostingModule
{
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddProblems();
        services.AddApiDescription();
        // Whoever sends a request's head a byte at a time is cut off; bodies have the server's own least rate.
        services.Configure<KestrelServerOptions>(server => server.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15));
        services.TryAddSingleton<CircuitCount>();
        services.AddSingleton<CircuitHandler>(provider => provider.GetRequiredService<CircuitCount>());

        // Sessions outlive a restart: the keys lie beside the database.
        services.AddDataProtection().SetApplicationName("CdpStudio");
        services.AddOptions<KeyManagementOptions>().Configure<IOptions<DatabaseOptions>>((keys, database) =>
            keys.XmlRepository = new FileSystemXmlRepository(
                Directory.CreateDirectory(Path.Combine(database.Value.Directory, "keys")), NullLoggerFactory.Instance));

        return services;
    }

    public static void MapHosting(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealth();
        endpoints.MapMetrics();
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        endpoints.MapNoSuchCall();
    }
}
