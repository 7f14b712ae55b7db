using Microsoft.AspNetCore.Components.Server.Circuits;

namespace CdpStudio.Web.Components;

/// <summary>Whether the browser of a circuit can be reached now. A circuit outlives its connection for some minutes.</summary>
public sealed class CircuitLine : CircuitHandler
{
    private volatile bool _isUp = true;

    public bool IsUp => _isUp;

    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isUp = true;
        return Task.CompletedTask;
    }

    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        _isUp = false;
        return Task.CompletedTask;
    }
}
