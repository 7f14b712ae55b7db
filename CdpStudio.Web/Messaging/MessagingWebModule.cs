using CdpStudio.Core.Messaging.Email;
using CdpStudio.Web.Messaging.Unsubscribing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CdpStudio.Web.Messaging;

internal static class MessagingWebModule
{
    public static IServiceCollection AddMessagingPages(this IServiceCollection services)
    {
        services.TryAddSingleton<MailDocuments>();
        services.TryAddScoped<ReplyWords>();
        services.TryAddScoped<ConsentWords>();
        services.AddHostedService<OwnAddressStart>();

        return services;
    }

    public static void MapMessaging(this IEndpointRouteBuilder endpoints)
    {
        MailDocuments.Map(endpoints);
        UnsubscribeEndpoints.Map(endpoints);
    }
}

/// <summary>Tells mail where this process answers, once the server knows it.</summary>
internal sealed class OwnAddressStart(OwnAddress own, IServer server, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Tell);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Tell()
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        // 'Every address of this machine' is none that a browser can open.
        if (addresses.FirstOrDefault() is { } first && BindingAddress.Parse(first) is { } bound)
            own.Become($"{bound.Scheme}://{(bound.Host is "+" or "*" or "[::]" or "0.0.0.0" ? "localhost" : bound.Host)}:{bound.Port}");
    }
}
