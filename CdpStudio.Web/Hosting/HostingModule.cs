using CdpStudio.Core.Persistence;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Web.Hosting;

internal static class HostingModule
{
    public static IServiceCollection AddHosting(this IServiceCollection services)
    {
        services.AddProblems();
        services.AddOpenApi("v1");

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
        endpoints.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
