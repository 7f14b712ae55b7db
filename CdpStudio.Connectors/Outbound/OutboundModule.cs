using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Outbound;

public static class OutboundModule
{
    public static IServiceCollection AddOutbound(this IServiceCollection services)
    {
        services.AddOptions<OutboundOptions>().BindConfiguration("Outbound").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<OutboundOptions>, ValidateOutboundOptions>());
        services.TryAddSingleton<NameLookup>(_ => Dns.GetHostAddressesAsync);
        services.TryAddSingleton<OutboundGuard>();

        return services;
    }
}
