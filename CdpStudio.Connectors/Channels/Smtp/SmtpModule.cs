using CdpStudio.Connectors.Outbound;
using CdpStudio.Core.Messaging.Email;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CdpStudio.Connectors.Channels.Smtp;

public static class SmtpModule
{
    public static IServiceCollection AddSmtp(this IServiceCollection services)
    {
        services.AddOutbound();
        services.AddOptions<SmtpOptions>().BindConfiguration("Email").ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SmtpOptions>, ValidateSmtpOptions>());
        services.TryAddSingleton<SmtpHostGuard>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IEmailTransport, SmtpTransport>());

        return services;
    }
}
